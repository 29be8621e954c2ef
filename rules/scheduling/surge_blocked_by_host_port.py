"""A rolling update whose new Pod can never run on the same node as the Pod that it replaces."""

from __future__ import annotations

from podlint.authoring import (
    DaemonSet,
    Deployment,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import shortened
from podlint.relations.scaling import starts_before_it_stops, surge_of
from podlint.scheduling.bounds import host_ports
from podlint.scheduling.conditions import single_node


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`kubectl rollout status` does not finish; the new Pod is Pending, with the event "
        "`FailedScheduling` and `node(s) didn't have free ports`"
    ),
    asks_for=("hostPort", "hostNetwork"),
    bad=(
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          updateStrategy:
            rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              containers:
                - name: agent
                  image: agent:2
                  ports:
                    - containerPort: 9100
                      hostPort: 9100  # finding
                      #         ^^^^
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: network
        spec:
          updateStrategy:
            type: RollingUpdate
            rollingUpdate: {maxSurge: "10%", maxUnavailable: 0}
          selector:
            matchLabels: {app: network}
          template:
            metadata:
              labels: {app: network}
            spec:
              hostNetwork: true
              initContainers:
                - name: proxy
                  image: proxy:2
                  restartPolicy: Always
                  ports: [{containerPort: 9101}]  # finding
              containers:
                - name: agent
                  image: agent:2
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: gateway
        spec:
          selector:
            matchLabels: {app: gateway}
          template:
            metadata:
              labels: {app: gateway}
            spec:
              nodeSelector:
                kubernetes.io/hostname: edge-1
              containers:
                - name: gateway
                  image: gateway:2
                  ports: [{containerPort: 8443, hostPort: 443}]  # finding
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: fixed
        spec:
          selector:
            matchLabels: {app: fixed}
          template:
            metadata:
              labels: {app: fixed}
            spec:
              hostNetwork: true
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions:
                          - {key: kubernetes.io/hostname, operator: In, values: [edge-2]}
              containers:
                - name: fixed
                  image: fixed:2
                  ports: [{containerPort: 8080}]  # finding
        """,
    ),
    good=(
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: default-strategy
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              containers:
                - name: agent
                  image: agent:2
                  ports: [{containerPort: 9100, hostPort: 9100}]
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: zero
        spec:
          updateStrategy:
            rollingUpdate: {maxSurge: "0%", maxUnavailable: 1}
          selector:
            matchLabels: {app: zero}
          template:
            metadata:
              labels: {app: zero}
            spec:
              containers:
                - name: agent
                  image: agent:2
                  ports: [{containerPort: 9100, hostPort: 9100}]
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: no-port-of-node
        spec:
          updateStrategy:
            rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
          selector:
            matchLabels: {app: plain}
          template:
            metadata:
              labels: {app: plain}
            spec:
              initContainers:
                - name: prepare
                  image: agent:2
              containers:
                - name: agent
                  image: agent:2
                  ports: [{containerPort: 9100}]
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: on-delete
        spec:
          updateStrategy:
            type: OnDelete
          selector:
            matchLabels: {app: manual}
          template:
            metadata:
              labels: {app: manual}
            spec:
              hostNetwork: true
              containers:
                - name: agent
                  image: agent:2
                  ports: [{containerPort: 9100}]
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: any-node
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              nodeSelector: {disk: ssd}
              containers:
                - name: web
                  image: web:2
                  ports: [{containerPort: 8443, hostPort: 443}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: recreated
        spec:
          strategy: {type: Recreate}
          selector:
            matchLabels: {app: recreated}
          template:
            metadata:
              labels: {app: recreated}
            spec:
              nodeSelector: {kubernetes.io/hostname: edge-1}
              containers:
                - name: web
                  image: web:2
                  ports: [{containerPort: 8443, hostPort: 443}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: two-nodes
        spec:
          selector:
            matchLabels: {app: two}
          template:
            metadata:
              labels: {app: two}
            spec:
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions:
                          - {key: kubernetes.io/hostname, operator: In, values: [a, b]}
              containers:
                - name: web
                  image: web:2
                  ports: [{containerPort: 8443, hostPort: 443}]
        """,
    ),
)
def surge_blocked_by_host_port(pod: PodTarget) -> Problems:
    """A rolling update starts a new Pod on a node where the old Pod still uses the same port.

    With `maxSurge`, a DaemonSet starts the new Pod on the same node before it stops the old Pod. If
    the Pod binds a port of the node (`hostPort`, or any listed port with `hostNetwork`), the new
    Pod does not fit, the old Pod is never stopped, and the update hangs. The API server accepts
    this. The same happens to a Deployment that a node selector or affinity restricts to one node.

    Set `maxSurge: 0` and `maxUnavailable: 1`, or remove `hostPort`. A Deployment can also use
    `strategy.type: Recreate`.
    """
    owner = pod.owner
    if isinstance(owner, DaemonSet):
        surge = surge_of(owner)
        where, field = "the same node", "updateStrategy"
    elif isinstance(owner, Deployment) and starts_before_it_stops(owner):
        node = single_node(pod.spec)
        surge = owner.at / "spec" if node else None
        where, field = f"node {shortened(node or '', 25)}", "strategy"
    else:
        return
    claimed = next(host_ports(pod), None) if surge else None
    if surge and claimed:
        number, place = claimed
        yield Problem(
            f"an update starts a second Pod on {where}, where port {number} is in use",
            at=place,
            related=(Related("the new Pod starts before the old Pod stops", surge),),
            why="The new Pod stays Pending, the old Pod is never stopped, and the update hangs.",
            help=f"Set `maxSurge: 0` and `maxUnavailable: 1` in `spec.{field}.rollingUpdate`.",
        )
