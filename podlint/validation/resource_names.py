"""The names of resources, and the properties of each family.

Source: `pkg/apis/core/helper` and `validateResourceName` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

import functools

from podlint.models import Quantity
from podlint.models.scaled import scaled_value

from .error import Errors
from .names import Messages, qualified_name
from .path import Path

__all__ = [
    "allows_overcommit",
    "container_resource_faults",
    "fits_huge_pages",
    "is_extended",
    "is_fractional",
    "is_huge_pages",
    "is_integer_resource",
    "is_native",
    "is_pod_level",
    "refuse_pod_resource_name",
    "resource_faults",
]

_CONTAINER = frozenset({"cpu", "memory", "ephemeral-storage"})
_COUNTED = frozenset(
    {
        "pods",
        "resourcequotas",
        "services",
        "replicationcontrollers",
        "secrets",
        "configmaps",
        "persistentvolumeclaims",
        "services.nodeports",
        "services.loadbalancers",
    }
)
_STANDARD = _CONTAINER | _COUNTED | {"storage", "requests.storage"}
_STANDARD |= {f"{prefix}.{name}" for prefix in ("requests", "limits") for name in _CONTAINER}


def is_huge_pages(name: str) -> bool:
    """Whether the resource is memory in huge pages.

    Go: `IsHugePageResourceName`.
    """
    return name.startswith("hugepages-")


def is_pod_level(name: str) -> bool:
    """Whether a Pod as a whole can request the resource.

    Go: `IsSupportedPodLevelResource`.
    """
    return name in ("cpu", "memory") or is_huge_pages(name)


def is_native(name: str) -> bool:
    """Whether the resource is one of Kubernetes' own.

    Go: `IsNativeResource`.
    """
    return "/" not in name or "kubernetes.io/" in name


@functools.lru_cache(maxsize=512)
def is_extended(name: str) -> bool:
    """Whether the resource is an extended one, such as ``nvidia.com/gpu``.

    Go: `IsExtendedResourceName`.
    """
    if is_native(name) or name.startswith("requests."):
        return False
    return not qualified_name(f"requests.{name}")


def is_integer_resource(name: str) -> bool:
    """Whether amounts of the resource must be whole numbers.

    Go: `IsIntegerResourceName`.
    """
    return name not in _CONTAINER and (name in _COUNTED or is_extended(name))


def allows_overcommit(name: str) -> bool:
    """Whether limits may be above requests.

    Go: `IsOvercommitAllowed`.
    """
    return name in _CONTAINER or (is_native(name) and not is_huge_pages(name))


def is_fractional(quantity: Quantity) -> bool:
    """Whether the server considers the amount a fraction.

    It counts thousandths in 64 bits. If these overflow, a whole number may count as a fraction.

    Go: `MilliValue() % 1000 != 0`.
    """
    return scaled_value(quantity, 3) % 1000 != 0


def fits_huge_pages(name: str, quantity: Quantity) -> bool:
    """Whether the amount is a multiple of the page size in the resource's name.

    The server itself fails if the page size is 0 in 64 bits.

    Go: `IsHugePageResourceValueDivisible`.
    """
    size = name.removeprefix("hugepages-")
    try:
        page = Quantity.parse(size)
    except ValueError:
        return False
    if size != size.strip() or page.nano <= 0 or is_fractional(page):
        return False
    whole = scaled_value(page)
    return whole != 0 and scaled_value(quantity) % whole == 0


@functools.lru_cache(maxsize=512)
def resource_faults(name: str) -> Messages:
    """The errors of the name of a resource of any kind of object.

    Go: `validateResourceName`.
    """
    if faults := qualified_name(name):
        return faults
    known = "/" in name or name in _STANDARD
    if known or name.startswith(("hugepages-", "requests.hugepages-")):
        return ()
    return ("must be a standard resource type or fully qualified",)


@functools.lru_cache(maxsize=512)
def container_resource_faults(name: str) -> Messages:
    """The errors of the name of a container's resource.

    Go: `validateContainerResourceName`.
    """
    if name in _CONTAINER:
        return ()
    faults = resource_faults(name)
    if "/" not in name:
        if not is_huge_pages(name):
            faults += ("must be a standard resource for containers",)
    elif not is_native(name) and not is_extended(name):
        faults += ("doesn't follow extended resource name standard",)
    return faults


def refuse_pod_resource_name(errors: Errors, name: str, at: Path) -> None:
    """Refuse a resource that a Pod as a whole cannot request.

    Go: `validatePodResourceName`.
    """
    if faults := resource_faults(name):
        errors.invalid_each(at, faults)
    elif not is_pod_level(name):
        errors.not_supported(at, ("cpu", "hugepages-", "memory"))
