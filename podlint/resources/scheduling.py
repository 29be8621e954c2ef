"""The whole numbers that the scheduler compares with what a node has left.

Source: `computePodResourceRequest` of the plugin NodeResourcesFit and `framework.Resource.Add`.
"""

from __future__ import annotations

from podlint.models import Quantity
from podlint.models.quantity import fits
from podlint.models.server_defaults import Amounts, is_huge_pages
from podlint.startup.lazy_pattern import pattern

__all__ = ["scheduled"]

_LONGEST_PREFIX = 253
_FACTORS = (1, 2, 3, 6, 9)
"""The powers of ten that Go multiplies an amount by at once, not digit by digit."""
_EXTENDED = pattern(
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

    Where that does not fit, Go gives the lowest bits or 0, by the way that it multiplies; long
    negative amounts it rounds up after it has cut off their fraction.
    """
    number = amount.milli if digits else amount.value
    if not amount.is_long:
        one_product = amount.scale + digits in _FACTORS
        return number if fits(number) else _lowest_bits(number) * one_product
    if digits or number > 0:
        return _lowest_bits(number)
    milli = _lowest_bits(amount.milli)
    whole, rest = divmod(abs(milli), 1000)
    return bool(rest) + (whole if milli > 0 else -whole)


def _lowest_bits(number: int) -> int:
    lowest = number % (1 << 64)
    return lowest if fits(lowest) else lowest - (1 << 64)
