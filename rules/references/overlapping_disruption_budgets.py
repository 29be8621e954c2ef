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
from podlint.models.workloads import RUN_TO_COMPLETION


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="kubectl drain: This pod has more than one PodDisruptionBudget, which the eviction "
    "subresource does not support",
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
    """A Pod belongs to two PodDisruptionBudgets, so it cannot be evicted at all.

    The eviction API refuses such a Pod with an error, however many others are available.

    Give each Pod one budget: narrow the selectors. Budgets of the same name, of which only one is
    applied, are not compared.
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
                f"the Pods of {pod.owner.kind} {pod.owner.name} belong to PodDisruptionBudget "
                f"{other.name}, too, and with two budgets none can be evicted",
                at=selector.at,
                key=True,
                related=(Related("the other budget", other.at / "metadata" / "name"),),
                why="Kubectl drain fails.",
                help="Narrow one of the selectors.",
            )
            break
