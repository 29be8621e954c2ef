"""Two controllers that select each other's Pods."""

from typing import Any

from podlint.authoring import ObjectSet, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened

_CONTROLLERS = frozenset(
    ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "DaemonSet")
)


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`kubectl get hpa` counts Pods of another workload; Pods that are deleted because there "
        "are too many; a new Pod that belongs to another workload"
    ),
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
    """Two workloads select each other's Pods.

    [Controllers must not share
    Pods](https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector). A
    controller does not touch Pods that another controller owns, but it adopts orphaned Pods. An
    autoscaler of one workload also counts the Pods of the other workload. A script that waits for
    the selected Pods waits for the Pods of both workloads.

    Add a unique label to the selector and the Pod template of each workload. The selector of a
    workload is immutable: delete the workload and create it again.
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
                f"{pod.owner.kind} {shortened(pod.owner.name or '', 24)} and {other.owner.kind} "
                f"{shortened(other.owner.name or '', 24)} select each other's Pods",
                at=owner.spec.at / "selector",
                key=True,
                related=(Related("the other selector", other.owner.at / "spec" / "selector"),),
                why="An autoscaler, or anything else that uses the selector of one workload, also "
                "counts the Pods of the other workload.",
                help="Add a unique label to the selector and the Pod template of each workload. "
                "Selectors are immutable, so delete and recreate the workloads.",
            )


def _overlap(one: PodTarget, other: PodTarget) -> bool:
    named_alike = _named(one) == _named(other)
    return not named_alike and _selects(one, other) and _selects(other, one)


def _named(pod: PodTarget) -> tuple[str, str | None]:
    return pod.owner.qualified_kind, pod.owner.name


def _labels(pod: PodTarget) -> dict[str, str]:
    """The labels with values that the selector of a Pod's owner requires."""
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
