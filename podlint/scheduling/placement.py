"""Why a Pod cannot run on an empty node, in the words of the scheduler.

The scheduler asks its filters in a fixed order and names only the first that a node does not pass:
TaintToleration, NodeAffinity, NodeResourcesFit, PodTopologySpread, InterPodAffinity. Filters that
depend on other Pods or on volumes pass on an empty node.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from podlint.document.shortening import shortened
from podlint.scheduling.conditions import Alternative, Condition, is_literal, is_possible
from podlint.scheduling.demand import Demand
from podlint.scheduling.node_groups import NodeGroup
from podlint.scheduling.taints import DAEMON_TAINTS, untolerated
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import Container, PodSpec

__all__ = ["Obstacle", "obstacle"]

Filter = Literal["taint", "labels", "resources", "spread", "affinity"]

_REASONS: dict[Filter, str] = {
    "taint": "node(s) had untolerated taint(s)",
    "labels": "node(s) didn't match Pod's node affinity/selector",
    "spread": "node(s) didn't match pod topology spread constraints (missing required label)",
    "affinity": "node(s) didn't match pod affinity rules",
}


class Obstacle(Frozen):
    """The first reason why the nodes of a group do not suit a Pod.

    Attributes:
        filter: What the scheduler compares.
        words: The reason in a few words.
        reasons: The texts in the event `FailedScheduling`.
        at: The place of the field of the Pod that decides.
    """

    filter: Filter
    words: str
    reasons: tuple[str, ...]
    at: Place


def obstacle(demand: Demand, group: NodeGroup) -> Obstacle | None:
    """The first reason why no node of a group suits a Pod even if it is empty, or None."""
    return next(_obstacles(demand, group), None)


def _obstacles(demand: Demand, group: NodeGroup) -> Iterator[Obstacle]:
    spec = demand.pod.spec
    if demand.tolerations is not None:
        given = tuple(
            each
            for each in group.taints
            if not (demand.on_each_node and each.key in DAEMON_TAINTS)
            # The admission plugin ExtendedResourceToleration adds such a toleration.
            and each.key not in demand.requests
        )
        taint = untolerated(given, demand.tolerations)
        if taint:
            yield _found(
                "taint", f"has taint `{shortened(str(taint), 40)}`", spec.at / "tolerations"
            )
    missing = [_missing(each, group) for each in demand.alternatives]
    unmet = [each for each in missing if each]
    if unmet and len(unmet) == len(missing):
        yield _unmet(unmet[0], demand, group)
    short = [(name, need) for name, need in demand.requests.items() if _lacks(group, name, need)]
    if short:
        words = " and ".join(
            f"{_amount(name, group.amount_of(name) or 0)} of {_amount(name, need)} "
            f"{shortened(name, 30)}"
            for name, need in short[:2]
        )
        reasons = tuple(f"Insufficient {name}" for name, _ in short)
        yield Obstacle("resources", f"has {words}", reasons, _place_of_request(demand, short[0][0]))
    for of_spread in (True, False):
        for label in demand.labels:
            if label.of_spread is of_spread and group.values_of(label.key) == ():
                words = f"has no label `{shortened(label.key, 40)}`"
                yield _found("spread" if of_spread else "affinity", words, label.at)


def _found(by: Filter, words: str, at: Place) -> Obstacle:
    return Obstacle(by, words, (_REASONS[by],), at)


def _missing(alternative: Alternative, group: NodeGroup) -> Condition | Alternative | None:
    """What no node of a group meets: a condition, or the whole term if it is empty."""
    if alternative.open:
        return None
    if alternative.matches_nothing:
        return alternative
    by_label: dict[str, list[Condition]] = {}
    for each in alternative.conditions:
        if not each.of_field and is_literal(each.key, *each.values):
            together = by_label.setdefault(each.key, [])
            together.append(each)
            if not _may_meet(together, group):
                return each
    contradiction = alternative.contradiction
    return contradiction[1] if contradiction else None


def _may_meet(conditions: list[Condition], group: NodeGroup) -> bool:
    values = group.values_of(conditions[0].key)
    if values is None:
        return is_possible(conditions)
    return any(all(each.holds(one) for each in conditions) for one in values or (None,))


def _unmet(missing: Condition | Alternative, demand: Demand, group: NodeGroup) -> Obstacle:
    if isinstance(missing, Alternative):
        return _found("labels", "matches no empty term", demand.pod.spec.at / "affinity")
    key = shortened(missing.key, 40)
    values = group.values_of(missing.key)
    if missing.of_field or values is None:
        words = f"cannot meet the conditions on `{key}`"
    elif not values:
        words = f"has no label `{key}`"
    else:
        words = f"has `{key}: {shortened(' or '.join(values), 30)}`"
    return _found("labels", words, missing.at)


def _lacks(group: NodeGroup, resource: str, need: int) -> bool:
    has = group.amount_of(resource)
    return has is not None and need > has


def _amount(resource: str, amount: int) -> str:
    """An amount as Kubernetes writes it."""
    if resource == "cpu":
        return f"{amount // 1000}" if amount % 1000 == 0 else f"{amount}m"
    for power, suffix in ((2**40, "Ti"), (2**30, "Gi"), (2**20, "Mi"), (2**10, "Ki")):
        if amount and amount % power == 0:
            return f"{amount // power}{suffix}"
    return str(amount)


def _place_of_request(demand: Demand, resource: str) -> Place:
    """Where the Pod asks for a resource: the container with the largest request or limit."""
    spec = demand.pod.spec
    largest: tuple[int, Place] | None = None
    holders: tuple[PodSpec | Container, ...] = (spec, *spec.containers, *spec.init_containers)
    for holder in holders:
        for field in ("requests", "limits"):
            amounts = getattr(holder.resources, field, {}) if holder.resources else {}
            if resource in amounts:
                place = holder.at / "resources" / field / resource
                size = amounts[resource].nano
                if largest is None or size > largest[0]:
                    largest = size, place
                break
    return largest[1] if largest else spec.at / "containers"
