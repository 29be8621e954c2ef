"""A Pod affinity whose selector is nearly equal to the Pod's own labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.models.guess import slip_of
from podlint.scheduling.pod_terms import pod_terms

if TYPE_CHECKING:
    from podlint.models.affinity import PodAffinityTerm
    from podlint.models.selector import LabelSelector

_NAMING = ("app.kubernetes.io/name", "app", "k8s-app", "name")
"""Labels whose value is usually the name of the workload."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    static_pods=False,
    symptom=(
        "all replicas on one node despite `podAntiAffinity`; with a required "
        "`podAffinity`, Pending with `didn't match pod affinity rules`"
    ),
    asks_for=("podAffinity", "podAntiAffinity"),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3
          selector:
            matchLabels: {app: web-front}
          template:
            metadata:
              labels: {app: web-front, tier: front}
            spec:
              affinity:
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:  # finding
                    # ^^^^^^^^^^^^^
                        matchLabels: {app: web-fornt}
                  preferredDuringSchedulingIgnoredDuringExecution:
                    - weight: 1
                      podAffinityTerm:
                        topologyKey: topology.kubernetes.io/zone
                        labelSelector:  # finding
                          matchExpressions:
                            - {key: app, operator: In, values: [webfront]}
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: proxy
        spec:
          replicas: 3
          selector:
            matchLabels: {app.kubernetes.io/name: proxy}
          template:
            metadata:
              labels: {app.kubernetes.io/name: proxy}
            spec:
              affinity:
                podAntiAffinity:
                  preferredDuringSchedulingIgnoredDuringExecution:
                    - weight: 1
                      podAffinityTerm:
                        topologyKey: kubernetes.io/hostname
                        labelSelector:  # finding
                          matchLabels: {app: proxy}
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
          replicas: 3
          selector:
            matchLabels: {app: web-front}
          template:
            metadata:
              labels: {app: web-front, version: v2}
            spec:
              affinity:
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: web-front}
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: web-front-b}
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: web-front, version: v1}
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {name: cache}
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {conflicts-with: web-front}
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {name: web-front, tier: back}
                podAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: cache}
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {name: web-front}
              containers:
                - name: app
                  image: app:1.4
        """,
)
def affinity_misses_own_pods(pod: PodTarget) -> Problems:
    """The selector of a Pod affinity or anti-affinity misspells one of the Pod's own labels.

    Anti-affinity separates replicas only if its selector matches the replicas. podlint reports a
    selector value that is almost equal to the value of the Pod's own label. If the two values
    differ more, the selector is probably meant for other Pods, and podlint does not report it.
    Labels such as `app` and `app.kubernetes.io/name` name an application. podlint also reports
    anti-affinity that selects such a label if the Pod lacks the label, but has the same value in
    another label of this kind.

    Use the labels of the Pod template in the selector.
    """
    for each in pod_terms(pod):
        other = None if each.near else _other_label(each.term, pod.labels)
        if other:
            key, value, own = other
            yield Problem(
                f"anti-affinity selects `{shortened(key, 30)}={shortened(value, 25)}`, but the "
                f"Pod's label is `{shortened(own, 30)}`",
                at=each.term.at / "labelSelector",
                key=True,
                why="The term does not match the replicas of this workload, so they may run on the "
                "same node.",
                help=f"Select the label `{own}`, which the Pods have.",
            )
            continue
        slip = _slip(each.term, pod.labels)
        if slip:
            key, value, meant = slip
            yield Problem(
                f"affinity selector requires `{key}={value}`, but the Pod is labeled "
                f"`{key}={meant}`",
                at=each.term.at / "labelSelector",
                key=True,
                why="The affinity or anti-affinity term does not match the replicas of this "
                "workload.",
                help=f"Write `{key}: {meant}` in the selector.",
            )


def _other_label(term: PodAffinityTerm, labels: dict[str, str]) -> tuple[str, str, str] | None:
    """The only label that a term selects, its value, and the Pod's own label with this value."""
    selector = term.label_selector
    asked = _asked(selector) if selector else []
    if selector is None or len(asked) != 1 or term.namespaces or term.namespace_selector:
        return None
    if len(selector.match_labels) + len(selector.match_expressions) != 1:
        return None
    ((key, value),) = asked
    if key in labels or key not in _NAMING:
        return None
    own = next((name for name in _NAMING if labels.get(name) == value), None)
    return (key, value, own) if own else None


def _asked(selector: LabelSelector) -> list[tuple[str, str]]:
    """The labels of which a selector allows one value."""
    return [*selector.match_labels.items()] + [
        (each.key, each.values[0])
        for each in selector.match_expressions
        if each.operator == "In" and each.key and len(each.values) == 1
    ]


def _slip(term: PodAffinityTerm, labels: dict[str, str]) -> tuple[str, str, str] | None:
    """A label, the required value and the Pod's own value, if these are almost equal."""
    selector = term.label_selector
    if selector is None or selector.unmet(labels) is None:
        return None
    for key, value in _asked(selector):
        meant = labels.get(key, value)
        if meant != value and slip_of(value, (meant,)):
            return key, value, meant
    return None
