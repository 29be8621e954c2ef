"""Affinity: constraints and preferences for the node of a Pod, and for nearby Pods."""

from .fields import field
from .node import Node
from .scalar import Int32
from .selector import LabelSelector

__all__ = [
    "Affinity",
    "NodeAffinity",
    "NodeSelector",
    "NodeSelectorRequirement",
    "NodeSelectorTerm",
    "PodAffinity",
    "PodAffinityTerm",
    "PodAntiAffinity",
    "PreferredSchedulingTerm",
    "WeightedPodAffinityTerm",
]


class NodeSelectorRequirement(Node):
    """A condition on one label or field of a node.

    API type: `core/v1 NodeSelectorRequirement`.
    """

    key: str | None = field(required=True)
    operator: str | None = field(
        required=True, one_of=("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")
    )
    values: list[str] = []


class NodeSelectorTerm(Node):
    """Conditions on a node, all of which must hold.

    API type: `core/v1 NodeSelectorTerm`.
    """

    match_expressions: list[NodeSelectorRequirement] = []
    match_fields: list[NodeSelectorRequirement] = []


class NodeSelector(Node):
    """Terms, at least one of which must hold.

    API type: `core/v1 NodeSelector`.
    """

    node_selector_terms: list[NodeSelectorTerm] = field([], required=True)


class PreferredSchedulingTerm(Node):
    """A preference for nodes, with its weight.

    API type: `core/v1 PreferredSchedulingTerm`.
    """

    weight: Int32 | None = field(required=True)
    preference: NodeSelectorTerm | None = None


class NodeAffinity(Node):
    """Constraints and preferences for the node.

    API type: `core/v1 NodeAffinity`.
    """

    required_during_scheduling_ignored_during_execution: NodeSelector | None = None
    preferred_during_scheduling_ignored_during_execution: list[PreferredSchedulingTerm] = []


class PodAffinityTerm(Node):
    """Pods, and the topology domain to share or to avoid, such as a node or a zone.

    API type: `core/v1 PodAffinityTerm`.
    """

    label_selector: LabelSelector | None = None
    namespaces: list[str] = []
    topology_key: str | None = field(required=True)
    namespace_selector: LabelSelector | None = None
    match_label_keys: list[str] = field([], since="1.29")
    mismatch_label_keys: list[str] = field([], since="1.29")


class WeightedPodAffinityTerm(Node):
    """A preference for nearby Pods, with its weight.

    API type: `core/v1 WeightedPodAffinityTerm`.
    """

    weight: Int32 | None = field(required=True)
    pod_affinity_term: PodAffinityTerm | None = field(required=True)


class PodAffinity(Node):
    """Pods to run near.

    API type: `core/v1 PodAffinity`.
    """

    required_during_scheduling_ignored_during_execution: list[PodAffinityTerm] = []
    preferred_during_scheduling_ignored_during_execution: list[WeightedPodAffinityTerm] = []


class PodAntiAffinity(Node):
    """Pods not to run near.

    API type: `core/v1 PodAntiAffinity`.
    """

    required_during_scheduling_ignored_during_execution: list[PodAffinityTerm] = []
    preferred_during_scheduling_ignored_during_execution: list[WeightedPodAffinityTerm] = []


class Affinity(Node):
    """Constraints and preferences for the place where the Pod runs.

    API type: `core/v1 Affinity`.
    """

    node_affinity: NodeAffinity | None = None
    pod_affinity: PodAffinity | None = None
    pod_anti_affinity: PodAntiAffinity | None = None
