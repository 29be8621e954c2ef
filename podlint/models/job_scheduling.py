"""Gang scheduling of the Pods of a Job."""

from .fields import field
from .node import Node
from .scalar import Int32

__all__ = [
    "JobSchedulingConfiguration",
    "TopologyConstraint",
    "WorkloadPodGroupAllDisruptionMode",
    "WorkloadPodGroupBasicSchedulingPolicy",
    "WorkloadPodGroupDisruptionMode",
    "WorkloadPodGroupGangSchedulingPolicy",
    "WorkloadPodGroupResourceClaim",
    "WorkloadPodGroupSchedulingConstraints",
    "WorkloadPodGroupSchedulingPolicy",
    "WorkloadPodGroupSingleDisruptionMode",
]


class WorkloadPodGroupAllDisruptionMode(Node):
    """All Pods of the group are disrupted together.

    API type: `scheduling/v1alpha3 WorkloadPodGroupAllDisruptionMode`.
    """


class WorkloadPodGroupSingleDisruptionMode(Node):
    """Pods of the group are disrupted one by one.

    API type: `scheduling/v1alpha3 WorkloadPodGroupSingleDisruptionMode`.
    """


class WorkloadPodGroupDisruptionMode(Node):
    """How Pods of the group may be disrupted.

    API type: `scheduling/v1alpha3 WorkloadPodGroupDisruptionMode`.
    """

    single: WorkloadPodGroupSingleDisruptionMode | None = None
    all: WorkloadPodGroupAllDisruptionMode | None = None


class WorkloadPodGroupResourceClaim(Node):
    """A device claim that the Pods of the group share.

    API type: `scheduling/v1alpha3 WorkloadPodGroupResourceClaim`.
    """

    name: str | None = field(required=True)
    resource_claim_name: str | None = None
    resource_claim_template_name: str | None = None


class TopologyConstraint(Node):
    """A node label whose value must be the same for all Pods of the group.

    API type: `scheduling/v1alpha3 TopologyConstraint`.
    """

    key: str | None = field(required=True)


class WorkloadPodGroupSchedulingConstraints(Node):
    """Where the Pods of the group may run.

    API type: `scheduling/v1alpha3 WorkloadPodGroupSchedulingConstraints`.
    """

    topology: list[TopologyConstraint] = []


class WorkloadPodGroupBasicSchedulingPolicy(Node):
    """Pods are scheduled one by one.

    API type: `scheduling/v1alpha3 WorkloadPodGroupBasicSchedulingPolicy`.
    """


class WorkloadPodGroupGangSchedulingPolicy(Node):
    """Pods are scheduled together or not at all.

    API type: `scheduling/v1alpha3 WorkloadPodGroupGangSchedulingPolicy`.
    """

    min_count: Int32 | None = None


class WorkloadPodGroupSchedulingPolicy(Node):
    """Whether Pods are scheduled together.

    API type: `scheduling/v1alpha3 WorkloadPodGroupSchedulingPolicy`.
    """

    basic: WorkloadPodGroupBasicSchedulingPolicy | None = None
    gang: WorkloadPodGroupGangSchedulingPolicy | None = None


class JobSchedulingConfiguration(Node):
    """How the Pods of a Job are scheduled together.

    API type: `batch/v1 JobSchedulingConfiguration`.
    """

    scheduling_policy: WorkloadPodGroupSchedulingPolicy | None = None
    scheduling_constraints: WorkloadPodGroupSchedulingConstraints | None = None
    disruption_mode: WorkloadPodGroupDisruptionMode | None = None
    resource_claims: list[WorkloadPodGroupResourceClaim] = []
