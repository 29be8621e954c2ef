"""Why the API server refuses a LimitRange.

Source: `ValidateLimitRange` of `pkg/apis/core/validation`, which is the same in Kubernetes 1.33 to
1.37.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from podlint.admission.limit_ranges import CONTAINER, Bounds, bounds_of
from podlint.document import Place
from podlint.models import Quantity
from podlint.models.container_defaults import Default
from podlint.models.limit_range import LimitRange
from podlint.models.scaled import scaled_value
from podlint.startup.frozen import Frozen
from podlint.validation.resource_names import (
    allows_overcommit,
    container_resource_faults,
    resource_faults,
)

__all__ = ["TYPES", "Fault", "faults_of"]

TYPES = ("Container", "Pod", "PersistentVolumeClaim")
_CLAIM = "PersistentVolumeClaim"
_FIELDS = ("max", "min", "default", "defaultRequest", "maxLimitRequestRatio")
_LARGEST_MILLI = (2**63 - 1) // 1000
_ORDER = (
    ("min", "max"),
    ("min", "defaultRequest"),
    ("defaultRequest", "max"),
    ("defaultRequest", "default"),
    ("min", "default"),
    ("default", "max"),
)
"""Pairs of fields, the first of which must not be larger."""


class Fault(Frozen):
    """Something that the API server refuses.

    Attributes:
        at: The place.
        text: What is wrong.
        help: What to write.
        other: The other place that contradicts it; None if there is none.
        key: The key at the place is wrong, not its value.
    """

    at: Place
    text: str
    help: str
    other: Place | None = None
    key: bool = False


def faults_of(owner: LimitRange) -> Iterator[Fault]:
    """Everything that the API server refuses in a LimitRange, apart from its metadata."""
    seen: set[str] = set()
    for bounds in bounds_of(owner):
        at = bounds.at
        if bounds.type not in TYPES and "/" not in bounds.type:
            advice = f"Use {', '.join(TYPES[:-1])} or {TYPES[-1]}."
            text = f"unknown type `{bounds.type}`" if bounds.type else "`type` is missing"
            yield Fault(at / "type", text, advice)
        elif bounds.type in seen:
            advice = "Write one item for each type."
            yield Fault(at / "type", f"a second item of type {bounds.type}", advice)
        seen.add(bounds.type)
        yield from _faults_of_item(bounds, at)


def _faults_of_item(bounds: Bounds, at: Place) -> Iterator[Fault]:
    named = _amounts(bounds)
    yield from _bad_names(bounds, named)
    if bounds.type == "Pod":
        for field in ("default", "defaultRequest"):
            if named[field]:
                advice = "Move it to an item of type Container. Only containers have defaults."
                yield Fault(at / field, f"type Pod cannot have `{field}`", advice, key=True)
        named = {**named, "default": {}, "defaultRequest": {}}
    if bounds.type == _CLAIM and "storage" not in {*bounds.least, *bounds.most}:
        text = f"type {_CLAIM} has neither a minimum nor a maximum of storage"
        if bounds.is_known("storage"):
            yield Fault(at, text, "Set `min.storage` or `max.storage`.")
    resources = sorted({name for amounts in named.values() for name in amounts})
    for name in resources:
        if bounds.is_known(name):
            found = {field: amounts[name] for field, amounts in named.items() if name in amounts}
            yield from _contradictions(name, found)


def _amounts(bounds: Bounds) -> dict[str, Mapping[str, Default]]:
    lists = (bounds.most, bounds.least, bounds.default, bounds.default_request, bounds.ratio)
    return dict(zip(_FIELDS, lists, strict=True))


def _bad_names(bounds: Bounds, named: Mapping[str, Mapping[str, Default]]) -> Iterator[Fault]:
    check = container_resource_faults if bounds.type in (CONTAINER, "Pod") else resource_faults
    seen: set[Place] = set()
    for amounts in named.values():
        for name, each in amounts.items():
            if each.at not in seen and check(name):
                seen.add(each.at)
                advice = "Use cpu, memory or ephemeral-storage, or the full name of a resource."
                if bounds.type == _CLAIM:
                    advice = "Use storage."
                yield Fault(each.at, f"`{name}` is not a resource of this type", advice, key=True)


def _contradictions(name: str, found: Mapping[str, Default]) -> Iterator[Fault]:
    for lower, upper in _ORDER:
        low, high = found.get(lower), found.get(upper)
        # An amount that is taken from another field contradicts nothing that this field does not.
        if not (low and high and _is_written(lower, low) and _is_written(upper, high)):
            continue
        if low.amount > high.amount:
            yield Fault(
                low.at,
                f"`{lower}` of {name} ({low.amount}) is larger than `{upper}` ({high.amount})",
                f"Make sure that min ≤ defaultRequest ≤ default ≤ max for {name}.",
                high.at,
            )
    ratio = found.get("maxLimitRequestRatio")
    if ratio:
        yield from _bad_ratio(name, ratio, found.get("min"), found.get("max"))
    default, request = found.get("default"), found.get("defaultRequest")
    if default and request and not allows_overcommit(name) and default.amount != request.amount:
        yield Fault(
            request.at,
            f"default request of {name} ({request.amount}) differs from its default limit "
            f"({default.amount})",
            f"Set the same amount. Requests and limits of {name} must be equal.",
            default.at,
        )


def _is_written(field: str, amount: Default) -> bool:
    """Whether an amount stands in its own field, and is not taken from another one."""
    return amount.at.path[-2] == field


def _bad_ratio(
    name: str, ratio: Default, least: Default | None, most: Default | None
) -> Iterator[Fault]:
    if ratio.amount < Quantity.parse("1"):
        yield Fault(
            ratio.at,
            f"ratio of limit to request of {name} ({ratio.amount}) is less than 1",
            "Set a ratio of 1 or more.",
        )
    if least and most and _exceeds(ratio.amount, least.amount, most.amount):
        yield Fault(
            ratio.at,
            f"ratio of limit to request of {name} ({ratio.amount}) is larger than "
            f"max / min ({most.amount} / {least.amount})",
            "Lower the ratio, or remove it. The minimum and maximum already ensure it.",
            most.at,
        )


def _exceeds(ratio: Quantity, least: Quantity, most: Quantity) -> bool:
    value: float = scaled_value(ratio)
    low, high = scaled_value(least), scaled_value(most)
    if max(value, low, high) < _LARGEST_MILLI:
        value, low, high = (
            scaled_value(ratio, 3) / 1000,
            scaled_value(least, 3),
            scaled_value(most, 3),
        )
    return low != 0 and value > high / low
