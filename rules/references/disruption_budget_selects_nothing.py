"""A PodDisruptionBudget whose selector misses the intended Pods."""

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
from podlint.relations.object_set import together


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`kubectl get pdb` shows 0 for `ALLOWED DISRUPTIONS`; `kubectl drain` "
        "evicts all replicas at once"
    ),
    asks_for=("PodDisruptionBudget",),
    bad="""
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          maxUnavailable: 1
          selector:  # finding
        # ^^^^^^^^
            matchLabels: {app.kubernetes.io/name: web}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: other
        spec:
          maxUnavailable: 1
          selector:  # finding
            matchLabels: {app: wbe}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          labels: {app.kubernetes.io/name: web}
        spec:
          replicas: 3
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
          name: elsewhere
        spec:
          maxUnavailable: 1
          selector:
            matchLabels: {app: elsewhere}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: everything
        spec:
          maxUnavailable: 1
          selector: {}
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
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def disruption_budget_selects_nothing(objects: ObjectSet) -> Problems:
    """A PodDisruptionBudget selects no Pods, although the manifests define similar Pods.

    Such a budget protects nothing: draining nodes can evict all replicas at once. podlint reports a
    budget only if the manifests contain a workload of the same name (with or without `-pdb`), or
    Pods whose labels differ from the selector only by a typo. Any other budget may select Pods that
    are defined elsewhere.

    Copy the labels of the Pod template, not the labels of the workload, into the selector.
    """
    if not objects.complete:
        return
    for budget in objects.whole(PodDisruptionBudget):
        selector = budget.spec.selector if budget.spec else None
        if selector is None:
            continue
        if next(objects.matched(selector, budget.namespace), None):
            continue
        meant = _meant(budget, objects) or objects.nearly_selected(
            selector.match_labels, budget.namespace
        )
        if meant:
            labels = meant.labels
            yield Problem(
                f"PodDisruptionBudget `{shortened(budget.name or '')}` selects no Pods",
                at=selector.at,
                key=True,
                related=(Related("the budget is probably meant for these Pods", meant.at),),
                why=f"The Pods of {meant.owner.kind} {meant.owner.name} do not match "
                f"`{shortened(selector.unmet(labels) or '')}`.",
                help="Copy the labels of the Pod template into `spec.selector.matchLabels`.",
            )


def _meant(budget: PodDisruptionBudget, objects: ObjectSet) -> PodTarget | None:
    name = (budget.name or "").removesuffix("-pdb")
    for pod in objects.pods():
        whole = not pod.partial and not objects.is_fragment(pod.owner)
        if name and whole and pod.owner.name in (name, budget.name):
            namespaces = pod.owner.namespace, budget.namespace
            if pod.owner.qualified_kind not in RUN_TO_COMPLETION and together(*namespaces):
                return pod
    return None
