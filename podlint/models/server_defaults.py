"""What the API server fills into an object before anything judges it.

Mirrors `pkg/apis/core/v1/defaults.go` and `pkg/api/pod/util.go` of Kubernetes 1.33 to 1.37. Objects
are plain data and are left as they are: the answer shares with them what does not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from podlint.models import Quantity

Object = Mapping[str, Any]
Amounts: TypeAlias = "Mapping[str, Quantity]"
"""An amount of each of some resources, by their names."""

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
"""The fields of a volume that say what it is made of."""


def default_pod_security(pod: Object, *, template: bool = False) -> dict[str, Any]:
    """The Pod with the defaults that a Pod Security verdict or its text depends on.

    A volume without a source becomes an emptyDir. With `hostNetwork: true` the init and app
    containers of a Pod, but not of a template, get their container ports as host ports.
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
    """The volume, made of an emptyDir if it names no source; null is a volume without any."""
    if volume is None:
        return {"emptyDir": {}}
    if not isinstance(volume, dict) or any(
        isinstance(volume.get(source), dict) for source in VOLUME_SOURCES
    ):
        return volume
    return {**volume, "emptyDir": {}}


def default_host_ports(container: object) -> object:
    """The container on the host's network: each port without a host port takes its own number."""
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
    """Whether a Pod as a whole can ask for it. Go: `IsSupportedPodLevelResource`."""
    return resource in ("cpu", "memory") or is_huge_pages(resource)


def default_requests(requests: Amounts, limits: Amounts) -> dict[str, Quantity]:
    """Requests of a container of a Pod: the limit where there is none. Go: `SetDefaults_Pod`."""
    return {**limits, **requests}


def default_pod_resources(
    requests: Amounts, limits: Amounts, needed: Amounts, allowed: Amounts
) -> tuple[dict[str, Quantity], dict[str, Quantity]]:
    """Requests and limits of a Pod as a whole, which has `resources` of its own.

    The huge pages that its containers are `allowed` together become limits of a Pod that has any
    request or limit. In a Pod with limits, missing requests are the CPU and memory `needed` by its
    containers together, else the limit. Before Kubernetes 1.37.

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
    """Requests and limits of a Pod as a whole from Kubernetes 1.37 on, once amounts are rounded.

    In a Pod that has any of them, missing requests are the CPU and memory `needed` by its
    containers together, else the limit, whether it has limits or not. What is requested and has no
    limit gets as one what the containers are `allowed` together, or the request if that is larger,
    where each container has a limit for it. Go: `DefaultPodLevelResources`.
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
