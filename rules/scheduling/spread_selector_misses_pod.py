"""A spread constraint that counts other Pods than its own."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    static_pods=False,
    symptom="all replicas on one node or in one zone in spite of topologySpreadConstraints",
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
    """A topology spread constraint does not select the Pods that have it.

    The scheduler spreads the Pods that `labelSelector` picks. If those are not the Pods themselves,
    placing one of them changes no count: the constraint [does
    nothing](https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#conventions),
    or lets the Pods pile up where fewest others are.

    Write the labels of the Pod template into the selector.
    """
    labels = pod.labels
    for constraint in pod.spec.topology_spread_constraints:
        selector = constraint.label_selector
        if selector is None or not labels:
            continue
        missed = selector.unmet(labels)
        if missed:
            yield Problem(
                f"the selector asks for {missed}, which these Pods do not have, so the "
                "constraint does not spread them",
                at=constraint.at / "labelSelector",
                key=True,
                help="Write the labels of the Pods here.",
            )
