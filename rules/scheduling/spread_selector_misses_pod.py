"""A topology spread constraint that does not count its own Pods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

if TYPE_CHECKING:
    from podlint.models.scheduling import TopologySpreadConstraint


@rule(
    severity=Severity.WARNING,
    since="0.1",
    static_pods=False,
    symptom=("all replicas on one node or in one zone despite `topologySpreadConstraints`"),
    asks_for=("topologySpreadConstraints",),
    bad="""
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
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: kubernetes.io/hostname
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector:  # finding
                # ^^^^^^^^^^^^^
                    matchLabels: {app: wbe}
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector:  # finding
                    matchExpressions:
                      - {key: app, operator: In, values: [web]}
                      - {key: tier, operator: Exists}
                - maxSkew: 1  # finding
                  topologyKey: example.com/rack
                  whenUnsatisfiable: ScheduleAnyway
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
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, tier: front}
            spec:
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: kubernetes.io/hostname
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector:
                    matchLabels: {app: web}
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector:
                    matchExpressions:
                      - {key: tier, operator: In, values: [front, back]}
                      - {key: old, operator: DoesNotExist}
              containers:
                - name: app
                  image: app:1.4
        """,
)
def spread_selector_misses_pod(pod: PodTarget) -> Problems:
    """The selector of a topology spread constraint does not match the Pod's own labels.

    The scheduler spreads the Pods that `labelSelector` matches. If the selector does not match the
    Pods that have the constraint, the scheduler does not count them. The constraint then [has no
    effect](https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#conventions),
    or the scheduler places all these Pods in the same zone or on the same node.

    A constraint without a selector, or with an empty selector, counts no Pods.

    Use the labels of the Pod template in the selector.
    """
    labels = pod.labels
    for constraint in pod.spec.topology_spread_constraints:
        selector = constraint.label_selector
        if constraint.is_unknown("labelSelector"):
            continue
        if selector is None or not (selector.match_labels or selector.match_expressions):
            yield _without_selector(constraint)
            continue
        missed = selector.unmet(labels) if labels else None
        if missed:
            yield Problem(
                f"selector `{shortened(missed, 50)}` of a spread constraint does not match the "
                "Pod's labels",
                at=constraint.at / "labelSelector",
                key=True,
                why="The scheduler does not count these Pods when it spreads them, so they can "
                "all end up on one node or in one zone.",
                help="Use the labels of the Pod template in `labelSelector`.",
            )


def _without_selector(constraint: TopologySpreadConstraint) -> Problem:
    return Problem(
        "topology spread constraint has no `labelSelector`, so it counts no Pods",
        at=constraint.at / "labelSelector",
        key=True,
        why="The scheduler does not spread these Pods, so they can all end up on one node or in "
        "one zone.",
        help="Set `labelSelector` to the labels of the Pod template.",
    )
