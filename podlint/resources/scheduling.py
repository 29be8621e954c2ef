"""The whole numbers that the scheduler compares with what a node has left.

Source: `computePodResourceRequest` of the plugin NodeResourcesFit and `framework.Resource.Add`.
"""

from __future__ import annotations

import re

from podlint.defaulting import Amounts, is_huge_pages
from podlint.models import Quantity
from podlint.models.quantity import fits

__all__ = ["scheduled"]

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
        name: _int64(amount, 3 if name == "cpu" else 0)
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


def _int64(amount: Quantity, digits: int) -> int:
    """The amount times a power of ten, in 64 bits. Go: `Quantity.ScaledValue`.

    Where that does not fit, Go gives 0 for an amount that it keeps in 64 bits, and the lowest bits
    of a long one; long negative ones it rounds up after it has cut off their fraction.
    """
    if not amount.is_long:
        number = amount.milli if digits else amount.value
        return number if fits(number) else 0
    milli = amount.milli if amount.milli > 0 else _lowest_bits(amount.milli)
    if digits:
        return _lowest_bits(milli)
    whole, rest = divmod(abs(milli), 1000)
    return _lowest_bits((whole if milli > 0 else -whole) + bool(rest))


def _lowest_bits(number: int) -> int:
    lowest = number % (1 << 64)
    return lowest if fits(lowest) else lowest - (1 << 64)
