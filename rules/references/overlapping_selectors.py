"""Two controllers that select each other's Pods."""

from typing import Any

from podlint.authoring import ObjectSet, PodTarget, Problem, Problems, Related, Severity, rule

_CONTROLLERS = frozenset(
    ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "DaemonSet")
)


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="kubectl get hpa counts Pods of another workload; Pods that are deleted as surplus; a "
    "new Pod that belongs to another workload",
    asks_for=("selector",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: shop}
          template:
            metadata:
              labels: {app: shop, tier: front}
            spec:
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: api
        spec:
          selector:  # finding
        # ^^^^^^^^
            matchLabels: {app: shop}
          template:
            metadata:
              labels: {app: shop, tier: back}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: shop, tier: front}
          template:
            metadata:
              labels: {app: shop, tier: front}
            spec:
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: api
        spec:
          selector:
            matchLabels: {app: shop, tier: back}
          template:
            metadata:
              labels: {app: shop, tier: back}
            spec:
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: api
          namespace: test
        spec:
          selector:
            matchLabels: {app: shop, tier: back}
          template:
            metadata:
              labels: {app: shop, tier: back}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def overlapping_selectors(objects: ObjectSet) -> Problems:
    """The selector of a workload also picks the Pods of another one.

    [Controllers must not share Pods](https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector).
    Each leaves alone what another one owns, but takes up orphans; an autoscaler counts the Pods of
    both, and whoever waits for the selector's Pods waits for both.

    Put a label into each selector and template that only this workload has. The selector of a
    workload cannot be changed later: delete and create it anew.
    """
    seen: set[PodTarget] = set()
    for pod in objects.whole_pods():
        if pod.owner.qualified_kind not in _CONTROLLERS:
            continue
        picked = objects.selected(_labels(pod), pod.owner.namespace)
        other = next((each for each in picked if each in seen and _overlap(pod, each)), None)
        seen.add(pod)
        if other:
            owner: Any = pod.owner
            yield Problem(
                f"{pod.owner.kind} {pod.owner.name} and {other.owner.kind} {other.owner.name} "
                "select each other's Pods",
                at=owner.spec.at / "selector",
                key=True,
                related=(Related("the other one", other.owner.at / "spec" / "selector"),),
                why="Scaling and updates of the one count those of the other.",
                help="Put a label into each selector and template that only one has.",
            )


def _overlap(one: PodTarget, other: PodTarget) -> bool:
    named_alike = _named(one) == _named(other)
    return not named_alike and _selects(one, other) and _selects(other, one)


def _named(pod: PodTarget) -> tuple[str, str | None]:
    return pod.owner.qualified_kind, pod.owner.name


def _labels(pod: PodTarget) -> dict[str, str]:
    """The labels that the selector of a Pod's owner asks for by their values."""
    owner: Any = pod.owner
    selector = owner.spec.selector if owner.spec else None
    if isinstance(selector, dict):  # of a ReplicationController
        return selector
    labels: dict[str, str] = selector.match_labels if selector else {}
    return labels


def _selects(one: PodTarget, other: PodTarget) -> bool:
    owner: Any = one.owner
    labels = other.labels
    if isinstance(owner.spec.selector, dict):
        return bool(_labels(one)) and _labels(one).items() <= labels.items()
    return bool(_labels(one)) and owner.spec.selector.unmet(labels) is None
