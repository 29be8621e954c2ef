"""What the workloads of a unit need together, compared with the quotas of their namespace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.admission.demands import Demand, demands
from podlint.admission.namespaces import rules_surely
from podlint.admission.offences import is_unsure
from podlint.admission.quota_faults import faults_of
from podlint.admission.quota_usage import missing, required_amount
from podlint.admission.quotas import Quota, quota_of
from podlint.document import Place
from podlint.models import Container, Deployment, KubernetesObject, Quantity
from podlint.models.container_defaults import Which
from podlint.models.resource_quota import ResourceQuota
from podlint.relations.object_set import ObjectSet
from podlint.relations.scaling import starts_before_it_stops
from podlint.startup.frozen import Frozen

__all__ = [
    "Excess",
    "Lack",
    "counted",
    "excesses",
    "excesses_of_all",
    "lacks",
    "stuck_updates",
    "times",
]

_STORED = "count/pods"
"""The resource that also counts the finished Pods of a Job."""


class Excess(Frozen):
    """A resource of which workloads need more than a quota has.

    Attributes:
        quota: The quota.
        name: The resource.
        need: What they need.
        demands: The workloads.
        pods: The number of their Pods together.
    """

    quota: Quota
    name: str
    need: Quantity
    demands: tuple[Demand, ...]
    pods: int


class Lack(Frozen):
    """The amounts that a container does not specify, although a quota needs them.

    Attributes:
        quota: The quota.
        owner: The object with the Pod.
        container: The container.
        amounts: The missing requests and limits, each with the resource and the place of what the
            quota has of it.
    """

    quota: Quota
    owner: KubernetesObject
    container: Container
    amounts: tuple[tuple[Which, str, Place], ...]


def lacks(objects: ObjectSet) -> Iterator[Lack]:
    """What the quotas of a unit need and containers lack; an amount only for the first quota."""
    seen: set[tuple[Place, Which, str]] = set()
    for quota, needed in counted(objects):
        for demand in needed:
            spec = demand.pod.spec
            lacking = list(missing(quota, demand.resources))
            for number, container in enumerate((*spec.init_containers, *spec.containers)):
                amounts = {
                    (*required_amount(name), quota.hard[name].at)
                    for name, numbers in lacking
                    if number in numbers
                }
                new = tuple(
                    (which, resource, at)
                    for which, resource, at in sorted(amounts, reverse=True)
                    if (container.at, which, resource) not in seen
                    and not is_unsure(container, resource)
                )
                seen |= {(container.at, which, resource) for which, resource, _ in new}
                if new:
                    yield Lack(quota, demand.owner, container, new)


def counted(objects: ObjectSet) -> Iterator[tuple[Quota, tuple[Demand, ...]]]:
    """The valid quotas of a unit, each with the workloads that it certainly counts."""
    quotas = [quota_of(each) for each in objects.whole(ResourceQuota) if not any(faults_of(each))]
    needed = tuple(demands(objects)) if quotas else ()
    for quota in quotas:
        yield (
            quota,
            tuple(
                each
                for each in needed
                if rules_surely(quota.owner, each.owner, objects) and each.is_counted(quota)
            ),
        )


def excesses(quota: Quota, needed: Sequence[Demand]) -> Iterator[Excess]:
    """What a single workload needs too much."""
    for name, most in quota.of_pods.items():
        for each in needed:
            if name in each.used and each.is_known(name):
                pods = max(1, each.count.stored if name == _STORED else each.count.once)
                need = times(each.used[name], pods)
                if need.nano and need > most.amount:
                    yield Excess(quota, name, need, (each,), pods)


def excesses_of_all(quota: Quota, needed: Sequence[Demand]) -> Iterator[Excess]:
    """What all workloads together need too much, although none of them does alone."""
    alone = {each.name for each in excesses(quota, needed)}
    for name in sorted(quota.of_pods.keys() - alone):
        if found := _together(quota, name, needed):
            yield found


def _together(quota: Quota, name: str, needed: Sequence[Demand]) -> Excess | None:
    running = [each for each in needed if each.count.at_rest and name in each.used]
    if _has_alternatives(running) or len(running) < 2:
        return None
    running = [each for each in running if each.is_known(name) and each.used[name].nano]
    need = Quantity()
    for each in running:
        need = need + times(each.used[name], each.count.at_rest)
    if need <= quota.hard[name].amount:
        return None
    return Excess(quota, name, need, tuple(running), sum(each.count.at_rest for each in running))


def _has_alternatives(needed: Sequence[Demand]) -> bool:
    """Whether workloads have the same name, so that only one of them exists at a time."""
    names = {(each.owner.qualified_kind, each.owner.name) for each in needed}
    return len(names) < len(needed)


def stuck_updates(quota: Quota, needed: Sequence[Demand]) -> Iterator[Excess]:
    """The Deployments whose update starts one more Pod before it stops one, for which a quota has
    no room although it has room for all Pods without an update.

    Deployments that need too much anyway are left out.
    """
    found: dict[str, Excess] = {}
    if _has_alternatives(needed):
        return
    exceeding = {each.demands for each in excesses(quota, needed)}
    for name, most in quota.of_pods.items():
        together = _sum(name, needed)
        if together is None or together > most.amount:
            continue
        for each in needed:
            need = together + each.used.get(name, Quantity())
            if need > most.amount and _is_updated_first(each) and (each,) not in exceeding:
                pods = each.count.at_rest + 1
                found.setdefault(str(each.owner.name), Excess(quota, name, need, (each,), pods))
    yield from found.values()


def _is_updated_first(demand: Demand) -> bool:
    owner = demand.owner
    return (
        isinstance(owner, Deployment) and demand.count.at_rest > 0 and starts_before_it_stops(owner)
    )


def _sum(name: str, needed: Sequence[Demand]) -> Quantity | None:
    """What all workloads use at rest; None if that is not known."""
    total = Quantity()
    for each in needed:
        if not each.is_known(name):
            return None
        total = total + times(each.used.get(name, Quantity()), each.count.at_rest)
    return total


def times(amount: Quantity, number: int) -> Quantity:
    """An amount several times."""
    return Quantity(amount.nano * number, amount.notation)
