"""Pods compared with the nodes of the settings, as targets of rules."""

from __future__ import annotations

from podlint.models.workloads import PodTarget
from podlint.relations.object_set import ObjectSet
from podlint.relations.scaling import scale_of
from podlint.scheduling.bounds import Bound, bound_of
from podlint.scheduling.demand import demand_of
from podlint.scheduling.node_groups import NodeGroup, Nodes
from podlint.scheduling.placement import Obstacle, obstacle
from podlint.startup.frozen import Frozen

__all__ = ["PlacedPod"]

_UNWANTED = ("taint", "labels")


class PlacedPod(Frozen, eq=False):
    """A Pod that the default scheduler places, compared with the nodes of the settings.

    Attributes:
        pod: The Pod, or the template.
        complete: There are no other nodes.
        suitable: The groups of nodes that suit the Pod while they are empty.
        obstacles: The other groups, each with the first reason why it does not.
        replicas: The number of replicas, at least.
        bound: How many replicas can run at a time; None if no bound is known.
    """

    pod: PodTarget
    complete: bool
    suitable: tuple[NodeGroup, ...]
    obstacles: tuple[tuple[NodeGroup, Obstacle], ...]
    replicas: int
    bound: Bound | None

    @classmethod
    def of(cls, pod: PodTarget, nodes: Nodes, objects: ObjectSet) -> PlacedPod | None:
        """Compare a Pod with nodes.

        None if the default scheduler does not place the Pod. A DaemonSet creates no Pods for nodes
        with unwanted labels or taints, so these groups are left out.
        """
        demand = demand_of(pod, objects)
        if demand is None:
            return None
        found = [(each, obstacle(demand, each)) for each in nodes.groups]
        if demand.on_each_node:
            found = [
                (group, problem)
                for group, problem in found
                if problem is None or problem.filter not in _UNWANTED
            ]
        return cls(
            pod,
            nodes.complete,
            tuple(group for group, problem in found if problem is None),
            tuple((group, problem) for group, problem in found if problem),
            scale_of(pod.owner, objects).least,
            None if demand.on_each_node else bound_of(demand, nodes.groups),
        )
