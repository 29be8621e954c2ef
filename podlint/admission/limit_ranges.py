"""LimitRanges as the API server stores them: with the defaults that they set in themselves.

Source: `pkg/apis/core/v1/defaults.go`, `SetDefaults_LimitRangeItem`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from podlint.document import Place
from podlint.models import Quantity
from podlint.models.container_defaults import ContainerDefaults, Default
from podlint.models.limit_range import LimitRange, LimitRangeItem
from podlint.startup.frozen import Frozen

__all__ = ["CONTAINER", "Bounds", "as_stored", "bounds_of", "defaults_of"]

CONTAINER = "Container"
"""The type of bounds on each container. Only they have defaults."""

Amounts = Mapping[str, Default]
"""Amounts by resource, each with its place."""


class Bounds(Frozen):
    """The bounds of a LimitRange for one type of objects.

    Attributes:
        owner: The LimitRange.
        at: The place of the bounds in it.
        type: ``Container``, ``Pod`` or ``PersistentVolumeClaim``; empty if it is missing.
        least: The minimum requests and limits.
        most: The maximum requests and limits.
        default: The limits of containers that have none.
        default_request: The requests of containers that have none.
        ratio: The most that a limit may be, as a multiple of its request.
        unknown: The fields and resources whose amounts something fills in.
    """

    owner: LimitRange
    at: Place
    type: str
    least: Amounts
    most: Amounts
    default: Amounts
    default_request: Amounts
    ratio: Amounts
    unknown: frozenset[tuple[str, str]]

    def is_known(self, resource: str) -> bool:
        """Whether no amount of a resource is filled in by something else."""
        return all(name != resource for _, name in self.unknown)


def bounds_of(limit_range: LimitRange) -> Iterator[Bounds]:
    """The bounds of a LimitRange, with the defaults that it gets when it is created.

    A missing default limit is the maximum. A missing default request is the default limit, or
    otherwise the minimum.
    """
    for item in limit_range.spec.limits if limit_range.spec else ():
        if not item.is_unknown("type"):
            yield _bounds(limit_range, item, item.type or "")


def _bounds(owner: LimitRange, item: LimitRangeItem, kind: str) -> Bounds:
    read = {name: _amounts(item, name, written) for name, written in _fields(item).items()}
    if kind == CONTAINER:
        read["default"] = {**read["max"], **read["default"]}
        read["defaultRequest"] = {**read["min"], **read["default"], **read["defaultRequest"]}
    return Bounds(
        owner,
        item.at,
        kind,
        least=read["min"],
        most=read["max"],
        default=read["default"],
        default_request=read["defaultRequest"],
        ratio=read["maxLimitRequestRatio"],
        unknown=frozenset(_unknown(item)),
    )


def _fields(item: LimitRangeItem) -> dict[str, Mapping[str, Quantity]]:
    return {
        "min": item.min,
        "max": item.max,
        "default": item.default,
        "defaultRequest": item.default_request,
        "maxLimitRequestRatio": item.max_limit_request_ratio,
    }


def _amounts(item: LimitRangeItem, field: str, written: Mapping[str, Quantity]) -> Amounts:
    return {
        name: Default(as_stored(amount), item.at / field / name) for name, amount in written.items()
    }


def as_stored(amount: Quantity) -> Quantity:
    """An amount as it is read from storage, where it is printed and rounded to thousandths."""
    return Quantity.parse(str(amount.rounded_to_milli()))


def _unknown(item: LimitRangeItem) -> Iterator[tuple[str, str]]:
    for field, known in _fields(item).items():
        written = item.written.get(field) if isinstance(item.written, dict) else None
        for name in written if isinstance(written, dict) else ():
            if name not in known:
                yield field, name


def defaults_of(bounds: Iterable[Bounds]) -> ContainerDefaults:
    """The defaults that the bounds of one LimitRange set in containers.

    Go: `defaultContainerResourceRequirements`.
    """
    requests: dict[str, Default] = {}
    limits: dict[str, Default] = {}
    unsure: dict[str, set[str]] = {"requests": set(), "limits": set()}
    for each in bounds:
        if each.type == CONTAINER:
            requests |= each.default_request
            limits |= each.default
            for field, name in each.unknown:
                if field in ("default", "max"):
                    unsure["limits"].add(name)
                if field != "maxLimitRequestRatio":
                    unsure["requests"].add(name)
    return ContainerDefaults(
        {name: each for name, each in requests.items() if name not in unsure["requests"]},
        {name: each for name, each in limits.items() if name not in unsure["limits"]},
        {"requests": frozenset(unsure["requests"]), "limits": frozenset(unsure["limits"])},
    )
