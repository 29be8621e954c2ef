"""Pods and containers that do the work of a node, to which the default standard does not apply.

A label, a setting, or the profile `strict` applies the standard to them as to any other Pod; see
`podlint.targets.standards_asked.AskedStandard.lenient`. Agents in a DaemonSet and kubelet plugins
are exempt as a whole (`podlint.targets.standards_asked`).
"""

from __future__ import annotations

from podlint.models import Container
from podlint.models.workloads import PodTarget
from podlint.pods.commands.scripts import commands_of
from podlint.pods.commands.words import command_line

__all__ = ["guards_web_ports", "is_stray_agent", "must_be_privileged"]

_SPREAD = frozenset(("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"))
_WEB_PORTS = frozenset((80, 443))
_NFS_PORT = 2049
_HARMLESS = frozenset(("echo", "set", "exit", "true"))


def is_stray_agent(pod: PodTarget) -> bool:
    """Whether a workload with replicas looks like a node agent.

    Its Pods use the network or process namespace of the node, mount ``hostPath`` volumes, and have
    a privileged container. One finding is enough for all of this: a DaemonSet should run it.
    """
    spec = pod.spec
    return (
        pod.owner.qualified_kind in _SPREAD
        and bool(spec.host_network or spec.host_pid)
        and any(volume.host_path for volume in spec.volumes)
        and any(container.effective_privileged for container in spec.all_containers)
    )


def guards_web_ports(pod: PodTarget) -> bool:
    """Whether a Pod binds ports 80 and 443 of its node, as an ingress proxy does."""
    taken = {port.host_port for each in pod.spec.all_containers for port in each.ports}
    return taken >= _WEB_PORTS


def must_be_privileged(container: Container) -> bool:
    """Whether a container needs ``privileged`` and capabilities are not enough.

    This is true for an init container that only sets kernel parameters with ``sysctl``, which are
    read-only in other containers, and for an NFS server, which is part of the node's kernel.
    """
    if any(port.container_port == _NFS_PORT for port in container.ports):
        return True
    names = {command.program for command in commands_of(command_line(container))}
    return container.sort == "init" and "sysctl" in names and names <= {"sysctl", *_HARMLESS}
