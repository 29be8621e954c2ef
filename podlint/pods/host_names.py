"""The host names that the kubelet gives to Pods.

Source: ``GeneratePodHostNameAndDomain`` in pkg/kubelet/kubelet_pods.go and ``GetNodenameForKernel``
in pkg/kubelet/util/util.go, of Kubernetes 1.36.
"""

from __future__ import annotations

from podlint.models.workloads import PodTarget

__all__ = ["LONGEST_FQDN", "OWNERS", "shortest_fqdn"]

LONGEST_FQDN = 64
"""The most bytes of a host name that the Linux kernel takes."""

_CLUSTER_DOMAIN = "cluster.local"
_LONGEST_NAME = 63
_SUFFIXES = {
    "Pod": "",
    "Deployment": "-12345678-abcde",
    "ReplicaSet": "-abcde",
    "ReplicationController": "-abcde",
    "DaemonSet": "-abcde",
    "Job": "-abcde",
    "CronJob": "-12345678-abcde",
    "StatefulSet": "-0",
}
"""What the controllers append to their names at the least: hashes, and five random characters.

A StatefulSet sets host name and subdomain of its Pods itself, to the names of the Pod and of its
Service (``initIdentity`` in pkg/controller/statefulset); an indexed Job sets the host name.
"""
OWNERS = frozenset(_SUFFIXES)
"""The kinds whose Pods' names are known: a Pod, and the workloads of Kubernetes."""
_RANDOM = 5


def shortest_fqdn(pod: PodTarget, namespace: str | None) -> str | None:
    """The shortest fully qualified host name that the Pods may get; None if they get none.

    Args:
        pod: The Pod, or a template of Pods.
        namespace: Its namespace; None if it is not known, and is taken to be one letter long.
    """
    spec = pod.spec
    if not spec.set_hostname_as_fqdn or spec.host_network or spec.hostname_override:
        return None
    owned = getattr(pod.owner, "spec", None)
    is_stateful_set = pod.owner.qualified_kind == "StatefulSet"
    subdomain = owned.service_name if is_stateful_set and owned else spec.subdomain
    host = _pod_name(pod) if is_stateful_set else spec.hostname or _pod_name(pod)
    if not host or not subdomain:
        return None
    host = host[:_LONGEST_NAME].rstrip("-.")
    return f"{host}.{subdomain}.{namespace or 'n'}.svc.{_CLUSTER_DOMAIN}"


def _pod_name(pod: PodTarget) -> str | None:
    suffix = _SUFFIXES.get(pod.owner.qualified_kind)
    if getattr(getattr(pod.owner, "spec", None), "completion_mode", None) == "Indexed":
        suffix = "-0"
    if suffix is None or not pod.owner.name:
        return None
    if suffix.endswith("-abcde"):
        base = f"{pod.owner.name}{suffix[:-_RANDOM]}"[: _LONGEST_NAME - _RANDOM]
        return base + suffix[-_RANDOM:]
    return pod.owner.name + suffix
