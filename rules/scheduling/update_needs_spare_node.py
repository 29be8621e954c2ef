"""A rolling update whose new Pod needs another node."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.authoring import Deployment, PodTarget, Problem, Problems, Severity, pods_of, rule
from podlint.relations.scaling import starts_before_it_stops
from podlint.scheduling.bounds import host_ports
from podlint.scheduling.conditions import HOST_NAME, single_node
from podlint.scheduling.pod_terms import pod_terms, selects_itself

if TYPE_CHECKING:
    from podlint.document import Place


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`kubectl rollout status` does not finish; the new Pod is Pending, with the event "
        "`FailedScheduling` and `node(s) didn't have free ports` or `didn't match pod "
        "anti-affinity rules`"
    ),
    asks_for=("hostPort", "hostNetwork", "podAntiAffinity"),
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 2
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  ports:
                    - containerPort: 80
                      hostPort: 80  # finding
                      #         ^^
        """,
        """
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
              hostNetwork: true  # finding
              containers:
                - name: app
                  image: app:1.4
                  ports: [{containerPort: 80}, {containerPort: 443}]
        """,
        """
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
                    - topologyKey: kubernetes.io/hostname  # finding
                      labelSelector:
                        matchLabels: {app: web}
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          strategy:
            rollingUpdate: {maxSurge: 0, maxUnavailable: 1}
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
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
          replicas: 3
          selector:
            matchLabels: {app: spread}
          template:
            metadata:
              labels: {app: spread}
            spec:
              affinity:
                podAntiAffinity:
                  preferredDuringSchedulingIgnoredDuringExecution:
                    - weight: 1
                      podAffinityTerm:
                        topologyKey: kubernetes.io/hostname
                        labelSelector:
                          matchLabels: {app: spread}
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  ports: [{containerPort: 9100, hostPort: 9100}]
        """,
)
def update_needs_spare_node(deployment: Deployment) -> Problems:
    """A rolling update needs another node, because it starts new Pods before it stops old Pods.

    Only one Pod can bind a port on a node, and required anti-affinity keeps replicas on different
    nodes. If there are as many replicas as nodes, the new Pod of a rolling update does not fit on
    any node, and the update hangs. By default, `maxSurge` is 25% rounded up, and `maxUnavailable`
    is 25% rounded down, which is 0 for up to three replicas.

    Set `maxSurge: 0` and `maxUnavailable: 1`, or keep a spare node.
    """
    if not starts_before_it_stops(deployment):
        return
    for pod in pods_of(deployment):
        for place, what in _claims(pod):
            yield Problem(
                f"{what}, but a rolling update starts the new Pod before it stops the old Pod",
                at=place,
                why="Without a spare node, the new Pod stays Pending and the update hangs.",
                help="Set `maxSurge: 0` and `maxUnavailable: 1` in `spec.strategy.rollingUpdate`.",
            )
            break


def _claims(pod: PodTarget) -> Iterator[tuple[Place, str]]:
    """Why only one of the Pods can run on a node, each reason with its place.

    No spare node helps a Pod that only one node suits; `surge-blocked-by-host-port` reports it.
    """
    for number, place in () if single_node(pod.spec) else host_ports(pod):
        at = pod.spec.at / "hostNetwork" if pod.spec.host_network else place
        yield at, f"only one Pod per node can bind port {number}"
    for each in pod_terms(pod):
        apart = each.required and not each.near and selects_itself(each.term, pod)
        if apart and each.term.topology_key == HOST_NAME:
            yield each.term.at / "topologyKey", "anti-affinity allows only one Pod per node"
