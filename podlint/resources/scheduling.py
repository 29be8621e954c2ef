"""The integers that the scheduler compares with the free resources of a node.

Source: `computePodResourceRequest` of the plugin NodeResourcesFit and `framework.Resource.Add`.
"""

from __future__ import annotations

from podlint.models.scaled import scaled_value
from podlint.models.server_defaults import Amounts, is_huge_pages
from podlint.startup.lazy_pattern import pattern

__all__ = ["scheduled"]

_LONGEST_PREFIX = 253
_EXTENDED = pattern(
    r"(?P<prefix>[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)"
    r"/(?=.{1,63}\Z)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?"
)


def scheduled(requests: Amounts) -> dict[str, int]:
    """CPU in thousandths and all other resources in whole units, rounded up.

    It contains only resources that the scheduler counts. An amount that does not fit into 64 bits
    becomes what it becomes in Go: 0, or its lowest bits.
    """
    return {
        name: scaled_value(amount, 3 if name == "cpu" else 0)
        for name, amount in requests.items()
        if _is_counted(name)
    }


def _is_counted(resource: str) -> bool:
    """Go: `IsScalarResourceName`, plus the three resources that every node has."""
    return (
        resource in ("cpu", "memory", "ephemeral-storage")
        or is_huge_pages(resource)
        or resource.startswith("attachable-volumes-")
        or "kubernetes.io/" in resource
        or _is_extended(resource)
    )


def _is_extended(resource: str) -> bool:
    """Go: `IsExtendedResourceName`."""
    prefixed = f"requests.{resource}"
    match = _EXTENDED.fullmatch(prefixed)
    return (
        match is not None
        and not resource.startswith("requests.")
        and len(match["prefix"]) <= _LONGEST_PREFIX
    )
