"""A port of a Service that no NetworkPolicy of its Pods allows."""

from __future__ import annotations

from podlint.authoring import (
    NetworkPolicy,
    ObjectSet,
    PodTarget,
    Problem,
    Problems,
    Related,
    Service,
    Severity,
    rule,
)
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.2",
    static_pods=False,
    symptom="`connection timed out` for all requests to the Service, from all Pods",
    asks_for=("NetworkPolicy",),
    bad="""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
        spec:
          podSelector:
            matchLabels: {app: web}
          ingress:  # finding
        # ^^^^^^^
            - from:
                - podSelector: {}
              ports: [{port: 80}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: 8080}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              ports: [{name: http, containerPort: 8080}]
        """,
    good=(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
        spec:
          podSelector:
            matchLabels: {app: web}
          ingress:
            - ports: [{port: http}, {port: 9000, endPort: 9100}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{name: http, port: 80, targetPort: 8080}, {name: more, port: 9090}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              ports: [{name: http, containerPort: 8080}]
        """,
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
        spec:
          podSelector:
            matchLabels: {app: web}
          ingress:
            - ports: [{port: 80}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: from-monitoring
        spec:
          podSelector: {}
          ingress:
            - from:
                - namespaceSelector: {}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: 8080}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: deny
        spec:
          podSelector: {}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: others
        spec:
          podSelector:
            matchLabels: {app: db}
          ingress:
            - ports: [{port: 5432}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: outgoing
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
            - ports: [{port: 443}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports: [{port: 80, targetPort: 8080}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: on-network-of-node
          labels: {app: db}
        spec:
          hostNetwork: true
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: db
        spec:
          selector: {app: db}
          ports: [{port: 80}]
        """,
    ),
)
def service_port_blocked(objects: ObjectSet) -> Problems:
    """A NetworkPolicy allows some ports of a Pod, but not the target port of its Service.

    If a policy with ingress rules selects a Pod, other Pods can only connect to ports that a rule
    allows. A policy lists ports of the Pod, not ports of the Service: a Service with `port: 80` and
    `targetPort: 8080` needs a rule for 8080. podlint reports a Service only if none of its
    ports is allowed. It does not report policies that allow no connections at all, because such
    policies are usually combined with other policies.

    Add the container port to the rule.
    """
    from podlint.relations.network_policies import has_other_policies

    if not objects.complete or not objects.all_read or has_other_policies(objects):
        return
    reported: set[int] = set()
    for pod in objects.whole_pods():
        for service in objects.services_of(pod) if not pod.spec.host_network else ():
            found = _blocking(pod, service, objects)
            if found and id(found[0]) not in reported:
                policy, port = found
                reported.add(id(policy))
                yield _problem(policy, service, port)


def _blocking(
    pod: PodTarget, service: Service, objects: ObjectSet
) -> tuple[NetworkPolicy, int] | None:
    """A policy with rules, and the container port of a Service of which no port is allowed."""
    from podlint.relations.network_policies import allows_port, policies_of
    from podlint.relations.traffic import target_of

    policies = list(policies_of(pod, objects, "Ingress"))
    first = next((each for each in policies if each.spec and each.spec.ingress), None)
    ports = service.spec.ports if service.spec else []
    targets = [(target_of(each), each.protocol or "TCP") for each in ports]
    numbers = [(port, protocol) for port, protocol in targets if isinstance(port, int)]
    if first is None or not numbers or len(numbers) != len(targets):
        return None
    if any(
        allows_port(policy, number, protocol, pod)
        for policy in policies
        for number, protocol in numbers
    ):
        return None
    return first, numbers[0][0]


def _problem(policy: NetworkPolicy, service: Service, port: int) -> Problem:
    name = shortened(policy.name or "", 25)
    return Problem(
        f"NetworkPolicy {name} does not allow port {port}, the target port of Service "
        f"{shortened(service.name or '', 25)}",
        at=policy.at / "spec" / "ingress",
        key=True,
        related=(Related("the Service", service.at / "spec" / "ports"),),
        why="A policy lists ports of Pods, not ports of Services. Without this port, no client can "
        "connect through the Service.",
        help=f"Add `port: {port}` to `ports` of the rule.",
    )
