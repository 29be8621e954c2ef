"""A PodDisruptionBudget that allows no eviction, because it cannot count its Pods."""

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
from podlint.document.shortening import shortened

_UNCOUNTED = ("Pod", "Job", "CronJob")
"""Kinds for which the controller of budgets does not know the intended number of Pods."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`kubectl drain` and node upgrades hang with `Cannot evict pod as it would violate the "
        "pod's disruption budget`; the event `UnmanagedPods` or `CalculateExpectedPodCountFailed`"
    ),
    asks_for=("PodDisruptionBudget",),
    bad="""
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: training
        spec:
          maxUnavailable: 1  # finding
          #               ^
          selector:
            matchLabels: {app: training}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: training
        spec:
          template:
            metadata:
              labels: {app: training}
            spec:
              restartPolicy: Never
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: alone
        spec:
          minAvailable: 1
          selector:
            matchLabels: {app: alone}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: alone
          labels: {app: alone}
        spec:
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          maxUnavailable: 25%
          selector:
            matchLabels: {app: web}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 4
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
)
def disruption_budget_cannot_count(objects: ObjectSet) -> Problems:
    """A PodDisruptionBudget cannot count its Pods, so it never allows an eviction.

    For `maxUnavailable` and for percentages, Kubernetes must know the intended number of Pods. It
    knows this number for workloads that can be scaled, but not for Jobs or for Pods without a
    controller.

    Set `minAvailable` to a number.
    """
    for budget in objects.whole(PodDisruptionBudget) if objects.all_read else ():
        spec = budget.spec
        owner = _uncounted(budget, objects)
        if spec is None or owner is None or spec.max_unavailable in (0, "0%"):
            continue
        field = "minAvailable" if spec.max_unavailable is None else "maxUnavailable"
        yield Problem(
            f"PodDisruptionBudget `{shortened(budget.name or '', 24)}` cannot count the Pods of "
            f"{owner.kind} {shortened(owner.name or '', 20)}",
            at=spec.at / field,
            related=(Related("the budget selects these Pods", owner.at / "kind"),),
            why="It allows no eviction, so `kubectl drain` and node upgrades hang.",
            help="Set `minAvailable` to a number, not to a percentage.",
        )


def _uncounted(budget: PodDisruptionBudget, objects: ObjectSet) -> KubernetesObject | None:
    """The owner of Pods that a budget cannot count, if it needs their number and selects no others.

    Source: `getExpectedPodCount` in pkg/controller/disruption.
    """
    spec = budget.spec
    selector = spec.selector if spec else None
    if spec is None or selector is None:
        return None
    if spec.max_unavailable is None and not isinstance(spec.min_available, str):
        return None
    if not (selector.match_labels or selector.match_expressions):
        return None
    owners = [pod.owner for pod in objects.matched(selector, budget.namespace)]
    certain = all(
        each.qualified_kind in _UNCOUNTED and not objects.is_fragment(each) for each in owners
    )
    return owners[0] if owners and certain else None
