"""A Pod that several PodDisruptionBudgets select."""

from podlint.authoring import (
    ObjectSet,
    PodDisruptionBudget,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import shortened
from podlint.models.workloads import RUN_TO_COMPLETION


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`kubectl drain` fails with `This pod has more than one "
        "PodDisruptionBudget, which the eviction subresource does not support`"
    ),
    asks_for=("PodDisruptionBudget",),
    bad="""
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          maxUnavailable: 1
          selector:
            matchLabels: {app: web}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: front
        spec:
          maxUnavailable: 1
          selector:  # finding
        # ^^^^^^^^
            matchExpressions:
              - {key: tier, operator: In, values: [front]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, tier: front}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          maxUnavailable: 1
          selector:
            matchLabels: {app: web}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          maxUnavailable: 2
          selector:
            matchLabels: {app: web}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: other-namespace
          namespace: other
        spec:
          maxUnavailable: 1
          selector:
            matchLabels: {app: web}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          replicas: 3
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, tier: front}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def overlapping_disruption_budgets(objects: ObjectSet) -> Problems:
    """Two PodDisruptionBudgets select the same Pods, which then cannot be evicted.

    The eviction API returns an error for such a Pod, no matter how many other Pods are available.
    podlint does not compare budgets of the same name, because the cluster can have only one of
    these budgets.

    Narrow the selectors so that each Pod matches only one budget.
    """
    if not objects.all_read:
        return
    first: dict[PodTarget, PodDisruptionBudget] = {}
    for budget in objects.whole(PodDisruptionBudget):
        selector = budget.spec.selector if budget.spec else None
        if selector is None:
            continue
        for pod in objects.matched(selector, budget.namespace):
            other = first.setdefault(pod, budget)
            if other.name == budget.name or pod.owner.qualified_kind in RUN_TO_COMPLETION:
                continue
            yield Problem(
                f"Pods of {pod.owner.kind} {shortened(pod.owner.name or '', 24)} match two "
                f"PodDisruptionBudgets: {shortened(other.name or '', 24)} and "
                f"{shortened(budget.name or '', 24)}",
                at=selector.at,
                key=True,
                related=(Related("the other budget", other.at / "metadata" / "name"),),
                why="`kubectl drain` fails, because the eviction API does not evict Pods that "
                "match several budgets.",
                help="Narrow one of the selectors so that each Pod matches only one budget.",
            )
            break
