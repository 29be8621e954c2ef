"""Settings for the scheduling of a Pod."""

from .fields import field
from .node import Node
from .scalar import Int32
from .selector import LabelSelector

__all__ = [
    "EvictionResponder",
    "PodSchedulingGate",
    "PodSchedulingGroup",
    "TopologySpreadConstraint",
    "WorkloadReference",
]


class TopologySpreadConstraint(Node):
    """How evenly Pods are spread over nodes, zones or other topologies.

    API type: `core/v1 TopologySpreadConstraint`.
    """

    max_skew: Int32 | None = field(required=True)
    topology_key: str | None = field(required=True)
    when_unsatisfiable: str | None = field(
        required=True, one_of=("DoNotSchedule", "ScheduleAnyway")
    )
    label_selector: LabelSelector | None = None
    min_domains: Int32 | None = None
    node_affinity_policy: str | None = field(one_of=("Honor", "Ignore"))
    node_taints_policy: str | None = field(one_of=("Honor", "Ignore"))
    match_label_keys: list[str] = []


class PodSchedulingGate(Node):
    """Blocks the scheduling of the Pod until it is removed.

    API type: `core/v1 PodSchedulingGate`.
    """

    name: str | None = field(required=True)


class PodSchedulingGroup(Node):
    """The group that the Pod is scheduled with.

    API type: `core/v1 PodSchedulingGroup`.
    """

    pod_group_name: str | None = None


class WorkloadReference(Node):
    """The workload with which the Pod was scheduled in 1.35.

    API type: `core/v1 WorkloadReference`.
    """

    name: str | None = field(required=True)
    pod_group: str | None = field(required=True)
    pod_group_replica_key: str | None = None


class EvictionResponder(Node):
    """A participant in the eviction of the Pod.

    API type: `core/v1 EvictionResponder`.
    """

    name: str | None = field(required=True)
    priority: Int32 | None = field(required=True)
