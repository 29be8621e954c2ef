"""Which traffic the NetworkPolicies of a unit allow to and from its Pods.

All policies that select a Pod add up: traffic is allowed if one of them allows it. Policies of
network plugins, such as CiliumNetworkPolicy, may allow more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.models.network_policy import NetworkPolicy
from podlint.relations.object_set import ObjectSet, together

if TYPE_CHECKING:
    from podlint.models.network_policy import (
        NetworkPolicyEgressRule,
        NetworkPolicyPeer,
        NetworkPolicyPort,
    )
    from podlint.models.workloads import PodTarget

__all__ = ["allows_dns", "allows_port", "has_other_policies", "policies_of"]

_DNS = 53
_DNS_NAMESPACE = "kube-system"


def policies_of(pod: PodTarget, objects: ObjectSet, direction: str) -> Iterator[NetworkPolicy]:
    """The policies that select a Pod and restrict a direction, ``Ingress`` or ``Egress``."""
    for policy in objects.of(NetworkPolicy):
        spec = policy.spec
        if spec is None or not spec.isolates(direction):
            continue
        selected = spec.pod_selector is None or spec.pod_selector.unmet(pod.labels) is None
        if selected and together(policy.namespace, pod.owner.namespace):
            yield policy


def has_other_policies(objects: ObjectSet) -> bool:
    """Whether a unit has network policies of other kinds, or ones that are incomplete."""
    return any(
        objects.is_fragment(each) or bool(each.at.document.unknown)
        if isinstance(each, NetworkPolicy)
        else "networkpolicy" in (each.kind or "").lower()
        for each in objects.objects
    )


def allows_dns(policy: NetworkPolicy) -> bool:
    """Whether a policy may allow requests to the DNS server of a cluster."""
    rules = policy.spec.egress if policy.spec else []
    return any(_is_for_dns(rule) and _leads_to_dns(rule, policy) for rule in rules)


def allows_port(policy: NetworkPolicy, number: int, protocol: str, pod: PodTarget) -> bool:
    """Whether a policy may allow connections to a port of a Pod, from anywhere."""
    names = {
        port.name
        for container in pod.spec.all_containers
        for port in container.ports
        if port.container_port == number and port.name
    }
    rules = policy.spec.ingress if policy.spec else []
    return any(
        not rule.ports or any(_includes(port, number, protocol, names) for port in rule.ports)
        for rule in rules
    )


def _includes(port: NetworkPolicyPort, number: int, protocol: str, names: set[str]) -> bool:
    if (port.protocol or "TCP") != protocol:
        return False
    if isinstance(port.port, str):
        return port.port in names
    return port.port is None or port.port <= number <= (port.end_port or port.port)


def _is_for_dns(rule: NetworkPolicyEgressRule) -> bool:
    return not rule.ports or any(map(_includes_dns, rule.ports))


def _includes_dns(port: NetworkPolicyPort) -> bool:
    """Whether requests by UDP to port 53 are allowed; a name can be that of any port."""
    if (port.protocol or "TCP") != "UDP" or isinstance(port.port, str):
        return isinstance(port.port, str)
    return port.port is None or port.port <= _DNS <= (port.end_port or port.port)


def _leads_to_dns(rule: NetworkPolicyEgressRule, policy: NetworkPolicy) -> bool:
    return not rule.to or any(_may_be_dns(peer, policy) for peer in rule.to)


def _may_be_dns(peer: NetworkPolicyPeer, policy: NetworkPolicy) -> bool:
    """Whether a peer may include the DNS server, which runs in another namespace."""
    if peer.ip_block is not None or peer.namespace_selector is not None:
        return True
    return policy.namespace == _DNS_NAMESPACE
