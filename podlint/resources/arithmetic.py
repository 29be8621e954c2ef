"""Sums and maxima of what containers ask for, resource by resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from podlint.models import Quantity
from podlint.models.server_defaults import Amounts

__all__ = ["ResourceList", "add", "aggregate", "at_each_start", "larger"]

ResourceList: TypeAlias = dict[str, Quantity]
"""An amount of each of some resources, by their names; a resource that is absent is not set."""


def add(lists: Iterable[Amounts]) -> ResourceList:
    """The sum; a resource is in it that is in any of the lists. Go: `addResourceList`."""
    total: ResourceList = {}
    for amounts in lists:
        for name, amount in amounts.items():
            total[name] = total[name] + amount if name in total else amount
    return total


def larger(one: Amounts, other: Amounts) -> ResourceList:
    """Of each resource the larger amount, the first of equal ones. Go: `maxResourceList`.

    What is compared with a long amount is one itself from then on.
    """
    found = dict(one)
    for name, amount in other.items():
        if name not in found:
            found[name] = amount
        elif amount > found[name]:
            found[name] = amount.as_long() if found[name].is_long else amount
    return found


def aggregate(apps: Iterable[Amounts], inits: Iterable[tuple[Amounts, bool]]) -> ResourceList:
    """What containers need together: the larger of running and starting, for each resource.

    `inits` are the init containers in order, each with whether it is a sidecar. App containers and
    all sidecars run together; while an init container runs, the sidecars before it do too.

    Source: `AggregateContainerRequests`, `AggregateContainerLimits`, and KEP-753, "Resources
    calculation for scheduling and pod admission".
    """
    inits = list(inits)
    need = add([*apps, *(own for own, sidecar in inits if sidecar)])
    starting: ResourceList = {}
    for step in at_each_start(inits):
        starting = larger(starting, step)
    return larger(need, starting)


def at_each_start(inits: Iterable[tuple[Amounts, bool]]) -> Iterator[ResourceList]:
    """What is in use while each init container starts: its own and the sidecars' before it."""
    sidecars: ResourceList = {}
    for own, sidecar in inits:
        if sidecar:
            sidecars = add((sidecars, own))
            yield sidecars
        else:
            yield add((own, sidecars))
