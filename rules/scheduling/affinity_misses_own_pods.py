"""A Pod affinity whose selector is nearly equal to the Pod's own labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.models.guess import slip_of
from podlint.scheduling.pod_terms import pod_terms

if TYPE_CHECKING:
    from podlint.models.affinity import PodAffinityTerm


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
                podAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: cache}
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

    Use the labels of the Pod template in the selector.
    """
    for each in pod_terms(pod):
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


def _slip(term: PodAffinityTerm, labels: dict[str, str]) -> tuple[str, str, str] | None:
    """A label, the required value and the Pod's own value, if these are almost equal."""
    selector = term.label_selector
    if selector is None or selector.unmet(labels) is None:
        return None
    asked = list(selector.match_labels.items())
    asked += [
        (each.key, each.values[0])
        for each in selector.match_expressions
        if each.operator == "In" and each.key and len(each.values) == 1
    ]
    for key, value in asked:
        meant = labels.get(key, value)
        if meant != value and slip_of(value, (meant,)):
            return key, value, meant
    return None
