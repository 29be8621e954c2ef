"""A workload with more replicas than its nodes can run at a time."""

from __future__ import annotations

from podlint.authoring import PlacedPod, Problem, Problems, Severity, rule

_SCALED = frozenset(("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"))


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "some replicas run and others stay Pending; the event `FailedScheduling` with `didn't "
        "match pod anti-affinity rules`, `didn't have free ports` or `Insufficient cpu`"
    ),
    bad=(
        """
        # settings: nodes-complete: true
        # settings: nodes:
        # settings:   - {name: worker, count: 3, cpu: 4}
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
              affinity:
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname  # finding
                      #            ^^^^^^^^^^^^^^^^^^^^^^
                      labelSelector:
                        matchLabels: {app: web}
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          replicas: 7
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:  # finding
                - name: db
                  image: db:15
                  resources:
                    requests: {cpu: 1900m}
        """,
        """
        # settings: nodes-complete: true
        # settings: nodes:
        # settings:   - {name: worker, count: 3}
        # settings:   - name: control
        # settings:     count: 1
        # settings:     taints: [{key: control, effect: NoSchedule}]
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
              topologySpreadConstraints:
                - maxSkew: 1  # finding
                  topologyKey: kubernetes.io/hostname
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector:
                    matchLabels: {app: web}
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
    good="""
        # settings: nodes-complete: true
        # settings: nodes:
        # settings:   - {name: worker, count: 3, cpu: 4}
        # settings:   - name: control
        # settings:     count: 1
        # settings:     taints: [{key: control, effect: NoSchedule}]
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
              affinity:
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    - topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchLabels: {app: web}
              containers:
                - name: app
                  image: app:1.4
                  ports: [{containerPort: 80, hostPort: 80}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: spread
        spec:
          replicas: 9
          selector:
            matchLabels: {app: spread}
          template:
            metadata:
              labels: {app: spread}
            spec:
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: kubernetes.io/hostname
                  nodeTaintsPolicy: Honor
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector:
                    matchLabels: {app: spread}
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  minDomains: 3
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector:
                    matchLabels: {app: spread}
              containers:
                - name: app
                  image: app:1.4
                  resources:
                    requests: {cpu: 1}
        """,
)
def replicas_exceed_nodes(placed: PlacedPod) -> Problems:
    """A workload has more replicas than the nodes of the cluster can run at the same time.

    podlint counts the nodes in the setting [`nodes`](../configuration.md#nodes) if it is complete
    and if all groups that suit the Pod have a `count`. It reports replicas that cannot run on the
    same node, because of required anti-affinity or a host port. It also reports replicas that need
    more resources than the nodes have, or that a topology spread constraint does not allow. For
    example, the scheduler also counts a domain in which no Pod can run, such as a node with a
    taint, because `nodeTaintsPolicy` is `Ignore` by default. Each other domain then gets at most
    `maxSkew` Pods.

    Use fewer replicas or more nodes, make the required rule a preferred rule, or set
    `nodeTaintsPolicy: Honor`.
    """
    bound = placed.bound
    if not placed.complete or not placed.suitable or bound is None:
        return
    if placed.pod.owner.qualified_kind not in _SCALED or placed.replicas <= bound.most:
        return
    yield Problem(
        f"only {bound.most} of {placed.replicas} replicas can run: {bound.cause}",
        severity=Severity.WARNING if bound.assumed else Severity.ERROR,
        at=bound.at,
        why="The other replicas stay Pending, and a rollout does not finish.",
        help="Set `nodeTaintsPolicy: Honor` in the constraint, or use fewer replicas."
        if bound.at.path[-1] == "maxSkew"
        else f"Use at most {bound.most} replica{'' if bound.most == 1 else 's'}, add nodes, or "
        "make the required rule a preferred rule.",
    )
