"""The defaults that the API server sets in an object before it is judged.

Mirrors `pkg/apis/core/v1/defaults.go` and `pkg/api/pod/util.go` of Kubernetes 1.33 to 1.37. Objects
are plain data, which is not changed; a result shares its unchanged parts with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from podlint.models import Quantity

Object = Mapping[str, Any]
Amounts: TypeAlias = "Mapping[str, Quantity]"
"""Amounts of resources, by their names."""

VOLUME_SOURCES = frozenset(
    {
        "awsElasticBlockStore",
        "azureDisk",
        "azureFile",
        "cephfs",
        "cinder",
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "fc",
        "flexVolume",
        "flocker",
        "gcePersistentDisk",
        "gitRepo",
        "glusterfs",
        "hostPath",
        "image",
        "iscsi",
        "nfs",
        "persistentVolumeClaim",
        "photonPersistentDisk",
        "portworxVolume",
        "projected",
        "quobyte",
        "rbd",
        "scaleIO",
        "secret",
        "storageos",
        "vsphereVolume",
    }
)
"""The fields of a volume for its source."""


def default_pod_security(pod: Object, *, template: bool = False) -> dict[str, Any]:
    """The Pod with the defaults that a Pod Security verdict or its text depends on.

    A volume without a source becomes an emptyDir. With `hostNetwork: true`, the init and app
    containers of a Pod get their container ports as host ports; those of a template do not.
    """
    spec = pod.get("spec")
    if not isinstance(spec, dict):
        return dict(pod)
    changed = dict(spec)
    if isinstance(volumes := spec.get("volumes"), list):
        changed["volumes"] = [default_volume(volume) for volume in volumes]
    if spec.get("hostNetwork") is True and not template:
        for field in ("initContainers", "containers"):
            if isinstance(containers := spec.get(field), list):
                changed[field] = [default_host_ports(container) for container in containers]
    return {**pod, "spec": changed}


def default_volume(volume: object) -> object:
    """The volume, as an emptyDir if it has no source; null is a volume without one."""
    if volume is None:
        return {"emptyDir": {}}
    if not isinstance(volume, dict) or any(
        isinstance(volume.get(source), dict) for source in VOLUME_SOURCES
    ):
        return volume
    return {**volume, "emptyDir": {}}


def default_host_ports(container: object) -> object:
    """The container in the host's network: a port without a host port gets its own number."""
    if not isinstance(container, dict) or not isinstance(ports := container.get("ports"), list):
        return container
    return {**container, "ports": [_default_host_port(port) for port in ports]}


def _default_host_port(port: object) -> object:
    if not isinstance(port, dict) or port.get("hostPort"):
        return port
    return {**port, "hostPort": port.get("containerPort")}


def is_huge_pages(resource: str) -> bool:
    """Whether the resource is memory in pages of one size. Go: `IsHugePageResourceName`."""
    return resource.startswith("hugepages-")


def is_pod_level(resource: str) -> bool:
    """Whether a Pod as a whole can request the resource. Go: `IsSupportedPodLevelResource`."""
    return resource in ("cpu", "memory") or is_huge_pages(resource)


def default_requests(requests: Amounts, limits: Amounts) -> dict[str, Quantity]:
    """The requests of a container of a Pod; the limit if there is none. Go: `SetDefaults_Pod`."""
    return {**limits, **requests}


def default_pod_resources(
    requests: Amounts, limits: Amounts, needed: Amounts, allowed: Amounts
) -> tuple[dict[str, Quantity], dict[str, Quantity]]:
    """The requests and limits of a Pod with `resources` of its own, before Kubernetes 1.37.

    If a Pod has any request or limit, the huge pages that its containers are `allowed` together
    become limits. In a Pod with limits, missing requests are the CPU and memory `needed` by its
    containers together, or otherwise the limit.

    Go: `defaultHugePagePodLimits`, `defaultPodRequests`.
    """
    limits = dict(limits)
    if requests or limits:
        for name, amount in allowed.items():
            if is_huge_pages(name) and name not in requests:
                limits.setdefault(name, amount)
    if not limits:
        return dict(requests), limits
    bounds = {name: amount for name, amount in limits.items() if is_pod_level(name)}
    asked = {name: needed[name] for name in ("cpu", "memory") if name in needed}
    return {**bounds, **asked, **requests}, limits


def complete_pod_resources(
    requests: Amounts,
    limits: Amounts,
    needed: Amounts,
    allowed: Amounts,
    limits_of_containers: Iterable[Amounts],
) -> tuple[dict[str, Quantity], dict[str, Quantity]]:
    """The requests and limits of a Pod with `resources` of its own, from Kubernetes 1.37 on, after
    amounts are rounded.

    If a Pod has any of them, missing requests are the CPU and memory `needed` by its containers
    together, or otherwise the limit, whether it has limits or not. If a requested resource has no
    limit, and each container has a limit for it, its limit is what the containers are `allowed`
    together, or the request if that is larger. Go: `DefaultPodLevelResources`.
    """
    if not requests and not limits:
        return {}, {}
    bounds = dict(limits)
    for name, amount in allowed.items():
        if is_huge_pages(name) and name not in requests:
            bounds.setdefault(name, amount)
    own = {name: amount for name, amount in bounds.items() if is_pod_level(name)}
    asked = {name: needed[name] for name in ("cpu", "memory") if name in needed}
    complete = {**own, **asked, **requests}
    everywhere = set(allowed).intersection(*limits_of_containers)
    for name in everywhere.intersection(complete).difference(bounds):
        if is_pod_level(name):
            bounds[name] = max(allowed[name], complete[name])
    return complete, bounds


def round_amounts(amounts: Amounts) -> dict[str, Quantity]:
    """Amounts as they are stored: rounded away from zero to thousandths.

    Go: `SetDefaults_ResourceList`.
    """
    return {name: amount.rounded_to_milli() for name, amount in amounts.items()}
