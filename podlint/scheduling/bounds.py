"""How many Pods of one workload fit on nodes at a time.

Source: the filters NodePorts, NodeResourcesFit, InterPodAffinity (required anti-affinity to the
Pod's own labels) and PodTopologySpread of the scheduler.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.relations.traffic import running
from podlint.scheduling.conditions import HOST_NAME
from podlint.scheduling.placement import obstacle
from podlint.scheduling.pod_terms import selects_itself
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models.scheduling import TopologySpreadConstraint
    from podlint.models.workloads import PodTarget
    from podlint.scheduling.demand import Demand
    from podlint.scheduling.node_groups import NodeGroup

__all__ = ["Bound", "bound_of", "host_ports"]

_Groups = tuple["NodeGroup", ...]


class Bound(Frozen):
    """The greatest number of Pods of a workload that can run at a time, and why.

    Attributes:
        most: The number.
        cause: The cause, as a clause.
        at: The place of the field that is the cause.
        assumed: Pods of other workloads could raise the number.
    """

    most: int
    cause: str
    at: Place
    assumed: bool = False


def bound_of(demand: Demand, groups: _Groups) -> Bound | None:
    """The smallest bound on the replicas of a Pod; None if none is known, or if no group suits."""
    suitable = tuple(each for each in groups if obstacle(demand, each) is None)
    return min(
        _bounds(demand, groups, suitable) if suitable else (),
        key=lambda each: each.most,
        default=None,
    )


def _bounds(demand: Demand, groups: _Groups, suitable: _Groups) -> Iterator[Bound]:
    pod = demand.pod
    nodes = _number_of_nodes(suitable)
    if nodes is not None:
        for number, place in host_ports(pod):
            yield Bound(nodes, f"only one Pod per node can bind port {number}", place)
            break
        yield from _by_resources(demand, suitable)
    anti = pod.spec.affinity and pod.spec.affinity.pod_anti_affinity
    for term in anti.required_during_scheduling_ignored_during_execution if anti else ():
        domains = _number_of_domains(term.topology_key, suitable)
        if domains is not None and selects_itself(term, pod):
            kind = "node" if term.topology_key == HOST_NAME else f"`{term.topology_key}`"
            cause = f"anti-affinity allows only one Pod per {kind}"
            yield Bound(domains, cause, term.at / "topologyKey")
    for constraint in pod.spec.topology_spread_constraints:
        yield from _spread(constraint, demand, groups, suitable)


def _by_resources(demand: Demand, suitable: _Groups) -> Iterator[Bound]:
    total = 0
    for group in suitable:
        fitting = [
            has // need
            for name, need in (*demand.requests.items(), ("pods", 1))
            if (has := group.amount_of(name)) is not None
        ]
        if not fitting:
            return
        total += (group.count or 0) * min(fitting)
    cause = "the nodes have too few resources for more"
    yield Bound(total, cause, demand.pod.spec.at / "containers")


def _spread(
    constraint: TopologySpreadConstraint, demand: Demand, groups: _Groups, suitable: _Groups
) -> Iterator[Bound]:
    """A domain without Pods bounds the others: each then holds at most `maxSkew` Pods.

    It has none if it is missing (`minDomains`), or if its nodes suit no Pod but are counted: those
    with too few resources and, unless `nodeTaintsPolicy` is Honor, those with a taint.
    """
    domains = _number_of_domains(constraint.topology_key, suitable)
    selector, skew = constraint.label_selector, constraint.max_skew
    if constraint.when_unsatisfiable != "DoNotSchedule" or domains is None or skew is None:
        return
    if selector is None or not (selector.match_labels or selector.match_expressions):
        return
    if selector.unmet(demand.pod.labels) is not None:
        return
    everywhere = _number_of_domains(constraint.topology_key, groups)
    least = constraint.min_domains
    if least is not None and everywhere is not None and least > everywhere:
        cause = f"`minDomains: {least}` exceeds the number of domains ({everywhere})"
        yield Bound(domains * skew, cause, constraint.at / "minDomains", assumed=True)
        return
    for group in groups:
        if group not in suitable and _is_counted(constraint, demand, group, suitable):
            cause = f"no Pod runs on the nodes of {group.name}, but the constraint counts them"
            yield Bound(domains * skew, cause, constraint.at / "maxSkew", assumed=True)
            return


def _is_counted(
    constraint: TopologySpreadConstraint, demand: Demand, group: NodeGroup, suitable: _Groups
) -> bool:
    """Whether unsuitable nodes surely form a domain of their own that the scheduler counts."""
    if group.count is None or constraint.node_affinity_policy == "Ignore":
        return False
    label = constraint.topology_key or ""
    if label != HOST_NAME or HOST_NAME in group.labels:
        values = group.values_of(label)
        others = [each.values_of(label) for each in suitable]
        known = {value for found in others if found for value in found}
        if not values or None in others or known.issuperset(values):
            return False
    honored = constraint.node_taints_policy == "Honor"
    found = obstacle(demand, group if honored else group.replace(taints=()))
    return found is None or found.filter == "resources"


def _number_of_nodes(groups: _Groups) -> int | None:
    counts = [each.count for each in groups]
    return None if None in counts else sum(count for count in counts if count)


def _number_of_domains(label: str | None, groups: _Groups) -> int | None:
    """How many values a label has on nodes at most; None if it is not known.

    A node without the label is in no domain, so that nothing bounds the Pods on it.
    """
    if label == HOST_NAME and all(HOST_NAME not in each.labels for each in groups):
        return _number_of_nodes(groups)
    values: set[str] = set()
    for group in groups:
        found = group.values_of(label or "")
        if not found:
            return None
        values.update(found)
    return len(values)


def host_ports(pod: PodTarget) -> Iterator[tuple[int, Place]]:
    """The ports of the node that the Pod binds while it runs, each with its place."""
    for container in running(pod):
        for port in container.ports:
            number = port.host_port or (port.container_port if pod.spec.host_network else None)
            if number:
                yield number, port.at / ("hostPort" if port.host_port else "containerPort")
