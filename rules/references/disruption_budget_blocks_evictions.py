"""A PodDisruptionBudget that lets no Pod be evicted."""

from podlint.authoring import (
    KubernetesObject,
    ObjectSet,
    PodDisruptionBudget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.numerals import whole_number
from podlint.relations.scaling import Scale, scale_of

_COUNTED = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="kubectl drain and node upgrades hang: Cannot evict pod as it would violate the pod's "
    "disruption budget",
    similar={
        "pdb-max-unavailable": (
            "kube-linter looks at maxUnavailable only, this rule at minAvailable as well."
        ),
        "pdb-min-available": (
            "kube-linter looks at minAvailable only, this rule at maxUnavailable as well."
        ),
        "poddisruptionbudget-has-policy": (
            "kube-score reports budgets that have neither minAvailable nor maxUnavailable."
        ),
        "require-reasonable-pdbs": (
            "Kyverno asks that half of the Pods may be unavailable, this rule that one may be."
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
              containers:
                - name: app
                  image: app:1.4
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
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
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
              containers:
                - name: app
                  image: app:1.4
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
              containers:
                - name: db
                  image: db:15
        """,
)
def disruption_budget_blocks_evictions(objects: ObjectSet) -> Problems:
    """A PodDisruptionBudget never lets one of its Pods be evicted.

    Draining a node asks for the eviction of its Pods, and tries again for as long as a budget
    forbids it; cluster upgrades wait for that. A budget forbids every eviction if no Pod may be
    unavailable, or if at least as many must be available as there are: `minAvailable: 1` of one
    replica. Percentages are rounded up.

    Write `maxUnavailable: 1`, or run more replicas than must be available.
    """
    for budget in objects.whole(PodDisruptionBudget):
        spec = budget.spec
        if spec is None:
            continue
        if spec.max_unavailable in (0, "0%"):
            yield Problem(
                "no Pod of this budget may ever be evicted",
                at=spec.at / "maxUnavailable",
                why="Kubectl drain and node upgrades hang.",
                help="Write maxUnavailable: 1.",
            )
        elif spec.min_available == "100%":
            yield Problem(
                "all Pods of this budget must always be available, so none can be evicted",
                at=spec.at / "minAvailable",
                why="Kubectl drain and node upgrades hang.",
                help="Write maxUnavailable: 1 instead.",
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
        owners = ", ".join(f"{each.kind} {each.name}" for each in found)[:100]
        yield Problem(
            f"{needed} of the {count} Pods of {owners} must be "
            f"available{', when it is scaled down' if scaled else ''}, so none can be evicted",
            at=budget.spec.at / "minAvailable",
            related=tuple(Related("makes Pods of this budget", each.at / "kind") for each in found)[
                :3
            ],
            why="Kubectl drain and node upgrades hang.",
            help="Write maxUnavailable: 1 instead, or run more replicas.",
        )


def _scales(budget: PodDisruptionBudget, objects: ObjectSet) -> dict[KubernetesObject, Scale]:
    """The workloads whose Pods are meant and their numbers; none if one of these is unknown."""
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
