"""The whole numbers that the scheduler compares with what a node has left.

Source: `computePodResourceRequest` of the plugin NodeResourcesFit and `framework.Resource.Add`.
"""

from __future__ import annotations

import re

from podlint.defaulting import Amounts, is_huge_pages
from podlint.models import Quantity

__all__ = ["scheduled"]

_DIGITS_OF_INT64 = 18
_LONGEST_PREFIX = 253
_EXTENDED = re.compile(
    r"(?P<prefix>[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)"
    r"/(?=.{1,63}\Z)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?"
)


def scheduled(requests: Amounts) -> dict[str, int]:
    """CPU in thousandths and all other resources in whole units, rounded up.

    Resources that the scheduler does not count are left out. An amount that does not fit 64 bits
    counts as it does in Go: as 0, or with its lowest bits.
    """
    return {
        name: _int64(amount.milli if name == "cpu" else amount.value, amount)
        for name, amount in requests.items()
        if _is_counted(name)
    }


def _is_counted(resource: str) -> bool:
    """Go: `IsScalarResourceName`, and the three resources that a node always has."""
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


def _int64(number: int, amount: Quantity) -> int:
    """The number in 64 bits. Go: `Quantity.ScaledValue`.

    Where it does not fit, Go gives 0 for an amount that it keeps as an integer and a power of ten,
    and the lowest bits of a longer one.
    """
    if -(1 << 63) <= number < 1 << 63:
        return number
    digits = sum(map(str.isdigit, amount.original))
    if amount.notation != "binary" and digits <= _DIGITS_OF_INT64:
        return 0
    lowest = number % (1 << 64)
    return lowest - (1 << 64) if lowest >= 1 << 63 else lowest
