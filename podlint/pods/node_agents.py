"""Pods and containers that do the work of a node, to which the default standard does not apply.

A label, a setting, or the profile `strict` applies the standard to them as to any other Pod; see
`podlint.targets.standards_asked.AskedStandard.lenient`. Agents in a DaemonSet and kubelet plugins
are exempt as a whole (`podlint.targets.standards_asked`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Literal

from podlint.models import Container
from podlint.models.workloads import ON_EACH_NODE, PodTarget
from podlint.pods.capabilities import without_prefix
from podlint.pods.commands.scripts import commands_of
from podlint.pods.commands.words import command_line

__all__ = [
    "Way",
    "guards_web_ports",
    "is_stray_agent",
    "may_be_node_agent",
    "must_be_privileged",
    "plugs_into_kubelet",
]

Way = Literal["network", "processes", "files", "ports", "privileges"]
"""A kind of access to the node."""

_SPREAD = frozenset(("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"))
_KUBELET = "/var/lib/kubelet"
_SYSTEM = "system-"
"""How the names of the priority classes begin that are reserved for the cluster's components."""
_WEB_PORTS = frozenset((80, 443))
_NFS_PORT = 2049
_WITHIN_CONTAINER = frozenset(
    "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID IPC_LOCK KILL MKNOD NET_BIND_SERVICE NET_RAW"
    " SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split()
)
"""Capabilities that give no access to the node."""
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


def plugs_into_kubelet(pod: PodTarget) -> bool:
    """Whether a Pod mounts a directory of the kubelet, as plugins of the kubelet do."""
    paths = (volume.host_path.path or "" for volume in pod.spec.volumes if volume.host_path)
    return any(PurePosixPath(path).is_relative_to(_KUBELET) for path in paths)


def may_be_node_agent(pod: PodTarget, apart_from: Way | None = None) -> bool:
    """Whether a Pod may be a node agent, whose purpose may be its access to the node.

    No fix may take this access away. Therefore more Pods count than are exempt from the default
    standard: the Pods of every DaemonSet, and every Pod that has access to its node, tolerates all
    taints, or belongs to the cluster's own components.

    Args:
        pod: The Pod.
        apart_from: The access that a fix removes. It alone does not make an agent.
    """
    spec = pod.spec
    return (
        pod.owner.qualified_kind in ON_EACH_NODE
        or (spec.priority_class_name or "").startswith(_SYSTEM)
        or any(not each.key and each.operator == "Exists" for each in spec.tolerations)
        or guards_web_ports(pod)
        or not {apart_from}.issuperset(_ways(pod))
    )


def _ways(pod: PodTarget) -> Iterator[Way]:
    spec = pod.spec
    if spec.host_network:
        yield "network"
    if spec.host_pid or spec.host_ipc:
        yield "processes"
    if any(volume.host_path for volume in spec.volumes):
        yield "files"
    for container in spec.all_containers:
        if not spec.host_network and any(port.host_port for port in container.ports):
            yield "ports"
        context = container.security_context
        added = context.capabilities.add if context and context.capabilities else ()
        if container.effective_privileged or {*map(without_prefix, added)} - _WITHIN_CONTAINER:
            yield "privileges"


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
