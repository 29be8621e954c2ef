"""Which of a Pod's name servers and search domains fit into its resolv.conf.

The kubelet puts the servers and domains of the DNS policy first, then those of ``dnsConfig``. It
leaves out duplicates, and cuts what is too much from the end.

Source: ``GetPodDNS``, ``formDNSNameserversFitsLimits`` and ``formDNSSearchFitsLimits`` in
pkg/kubelet/network/dns/dns.go, of Kubernetes 1.36.
"""

from __future__ import annotations

from ipaddress import ip_address

from podlint.models.pod import PodSpec

__all__ = ["MOST_NAMESERVERS", "MOST_SEARCHES", "cut_nameservers", "cut_searches"]

MOST_NAMESERVERS = 3
MOST_SEARCHES = 32
_LONGEST_SEARCHES = 2048

_OF_CLUSTER = ("n.svc.cluster.local", "svc.cluster.local", "cluster.local")
"""The search domains of ClusterFirst, for a namespace of one letter."""


def cut_nameservers(spec: PodSpec) -> int:
    """How many of the name servers in ``dnsConfig`` the kubelet certainly leaves out.

    Every policy except None puts at least one server first. 0 if one of the servers is in a private
    network, since it may be that one.
    """
    config = spec.dns_config
    if config is None or spec.dns_policy == "None":
        return 0
    own = tuple(dict.fromkeys(config.nameservers))
    if any(map(_may_be_of_cluster, own)):
        return 0
    return max(len(own) + 1 - MOST_NAMESERVERS, 0)


def _may_be_of_cluster(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return True
    return not found.is_global


def cut_searches(spec: PodSpec) -> int:
    """How many of the search domains in ``dnsConfig`` the kubelet certainly leaves out."""
    config = spec.dns_config
    if config is None:
        return 0
    before = _OF_CLUSTER if _uses_cluster_dns(spec) else ()
    every = tuple(dict.fromkeys((*before, *config.searches)))
    kept = every[:MOST_SEARCHES]
    while kept and len(" ".join(kept)) > _LONGEST_SEARCHES:
        kept = kept[:-1]
    return len(every) - len(kept)


def _uses_cluster_dns(spec: PodSpec) -> bool:
    if spec.dns_policy == "ClusterFirstWithHostNet":
        return True
    return spec.dns_policy in (None, "ClusterFirst") and not spec.host_network
