"""Sums and maxima of container resources, for each resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from podlint.models import Quantity
from podlint.models.server_defaults import Amounts

__all__ = ["ResourceList", "add", "aggregate", "at_each_start", "larger"]

ResourceList: TypeAlias = dict[str, Quantity]
"""Amounts by the name of the resource. A resource that is not set is absent."""


def add(lists: Iterable[Amounts]) -> ResourceList:
    """The sum of the lists; it contains each resource that any of them contains.

    Go: `addResourceList`.
    """
    total: ResourceList = {}
    for amounts in lists:
        for name, amount in amounts.items():
            total[name] = total[name] + amount if name in total else amount
    return total


def larger(one: Amounts, other: Amounts) -> ResourceList:
    """The larger amount of each resource, and the first one if both are equal.

    If the first amount is in the long form, so is the larger one. Go: `maxResourceList`.
    """
    found = dict(one)
    for name, amount in other.items():
        if name not in found:
            found[name] = amount
        elif amount > found[name]:
            found[name] = amount.as_long() if found[name].is_long else amount
    return found


def aggregate(apps: Iterable[Amounts], inits: Iterable[tuple[Amounts, bool]]) -> ResourceList:
    """What the containers need together: for each resource, the maximum over starting and running.

    `apps` are the amounts of the app containers. `inits` are the amounts of the init containers, in
    order, each with a flag that tells whether it is a sidecar. App containers and all sidecars run
    at the same time. While an init container runs, the sidecars before it also run.

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
    """What is in use while each init container runs: its own and those of earlier sidecars."""
    sidecars: ResourceList = {}
    for own, sidecar in inits:
        if sidecar:
            sidecars = add((sidecars, own))
            yield sidecars
        else:
            yield add((own, sidecars))
