"""A PodDisruptionBudget that allows no eviction."""

from podlint.authoring import (
    Delete,
    Fix,
    KubernetesObject,
    ObjectSet,
    PodDisruptionBudget,
    Problem,
    Problems,
    Related,
    SetValue,
    Severity,
    rule,
)
from podlint.document.numerals import whole_number
from podlint.document.shortening import shortened
from podlint.relations.scaling import Scale, scale_of

_COUNTED = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")
_EFFECT = "`kubectl drain` and node upgrades hang."


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`kubectl drain` and node upgrades hang with `Cannot evict pod as it "
        "would violate the pod's disruption budget`"
    ),
    similar={
        "pdb-max-unavailable": (
            "kube-linter checks only maxUnavailable; this rule also checks minAvailable."
        ),
        "pdb-min-available": (
            "kube-linter checks only minAvailable; this rule also checks maxUnavailable."
        ),
        "poddisruptionbudget-has-policy": (
            "kube-score reports budgets that have neither minAvailable nor maxUnavailable."
        ),
        "require-reasonable-pdbs": (
            "Kyverno requires that half of the Pods can be unavailable; this rule requires only "
            "one Pod."
        ),
    },
    aliases=("pdbDisruptionsIsZero",),
    asks_for=("PodDisruptionBudget",),
    bad=(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          minAvailable: 1  # finding
          #             ^
          selector:
            matchLabels: {app: web}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers: [{name: app, image: app:1.4}]
        """,
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: queue
        spec:
          maxUnavailable: 0%  # finding
          selector:
            matchLabels: {app: queue}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: db
        spec:
          minAvailable: 100%  # finding
          selector:
            matchLabels: {app: db}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          minAvailable: 2  # finding
          selector:
            matchLabels: {app: web}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 2
          maxReplicas: 6
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers: [{name: app, image: app:1.4}]
        """,
    ),
    fixed="""
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          maxUnavailable: 1
          selector:
            matchLabels: {app: web}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers: [{name: app, image: app:1.4}]
        """,
    good="""
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          minAvailable: 50%
          selector:
            matchLabels: {app: web}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: db
        spec:
          maxUnavailable: 10%
          selector:
            matchLabels: {app: db}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: elsewhere
        spec:
          minAvailable: 3
          selector:
            matchLabels: {app: elsewhere}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 2
          strategy:
            rollingUpdate: {maxUnavailable: 0}
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers: [{name: app, image: app:1.4}]
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers: [{name: db, image: db:15}]
        """,
)
def disruption_budget_blocks_evictions(objects: ObjectSet) -> Problems:
    """A PodDisruptionBudget never allows any of its Pods to be evicted.

    `kubectl drain` evicts the Pods on a node, and retries as long as a budget forbids an eviction.
    Cluster upgrades wait for the drain. A budget forbids every eviction if it sets `maxUnavailable:
    0`, or if `minAvailable` is at least the number of replicas, such as `minAvailable: 1` for one
    replica. Kubernetes rounds percentages up.

    Set `maxUnavailable: 1`, or run more replicas than `minAvailable` requires.
    """
    for budget in objects.whole(PodDisruptionBudget):
        spec = budget.spec
        if spec is None:
            continue
        if spec.max_unavailable in (0, "0%"):
            yield Problem(
                f"{_allows_none(budget)}: `maxUnavailable` is {spec.max_unavailable}",
                at=spec.at / "maxUnavailable",
                fix=Fix(
                    "set `maxUnavailable` to 1",
                    (SetValue((*spec.at.path, "maxUnavailable"), 1),),
                    safe=False,
                ),
                why=_EFFECT,
                help="Set `maxUnavailable: 1`.",
            )
        elif spec.min_available == "100%":
            yield Problem(
                f"{_allows_none(budget)}: `minAvailable` is 100%",
                at=spec.at / "minAvailable",
                fix=_fix(budget),
                why=_EFFECT,
                help="Replace `minAvailable` with `maxUnavailable: 1`.",
            )
        elif spec.min_available and objects.all_read:
            yield from _too_few(budget, objects)


def _too_few(budget: PodDisruptionBudget, objects: ObjectSet) -> Problems:
    assert budget.spec is not None
    found = _scales(budget, objects)
    if not found:
        return
    count = sum(each.least for each in found.values())
    needed = _at_least(budget.spec.min_available, count)
    if count and needed >= count:
        scaled = any(each.autoscaled for each in found.values())
        more = "raise `minReplicas` of the autoscaler" if scaled else "run more replicas"
        yield Problem(
            f"{_allows_none(budget)}: {needed} of {count} Pods must be available"
            f"{' at the minimum scale' if scaled else ''}",
            at=budget.spec.at / "minAvailable",
            fix=_fix(budget),
            related=tuple(
                Related(f"the budget selects the Pods of {each.kind} {each.name}", each.at / "kind")
                for each in found
            )[:3],
            why=_EFFECT,
            help=f"Replace `minAvailable` with `maxUnavailable: 1`, or {more}.",
        )


def _fix(budget: PodDisruptionBudget) -> Fix:
    assert budget.spec is not None
    path = budget.spec.at.path
    edits = (
        SetValue((*path, "maxUnavailable"), 1, before="minAvailable"),
        Delete((*path, "minAvailable")),
    )
    return Fix("replace `minAvailable` with `maxUnavailable: 1`", edits, safe=False)


def _allows_none(budget: PodDisruptionBudget) -> str:
    return f"PodDisruptionBudget `{shortened(budget.name or '', 30)}` allows no eviction"


def _scales(budget: PodDisruptionBudget, objects: ObjectSet) -> dict[KubernetesObject, Scale]:
    """The workloads that the budget selects, with their scales; empty if a scale is unknown."""
    assert budget.spec is not None
    selector = budget.spec.selector
    if selector is None or not (selector.match_labels or selector.match_expressions):
        return {}
    found: dict[KubernetesObject, Scale] = {}
    for pod in objects.matched(selector, budget.namespace):
        if pod.owner.qualified_kind not in _COUNTED or objects.is_fragment(pod.owner):
            return {}
        found[pod.owner] = scale_of(pod.owner, objects)
    return found


def _at_least(written: int | str | None, count: int) -> int:
    if isinstance(written, int):
        return written
    number = whole_number(str(written).removesuffix("%")) or 0
    return max(-(-number * count // 100), 0)
