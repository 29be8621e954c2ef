"""The status of workloads."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .scalar import Int32, Int64, Time

if TYPE_CHECKING:
    from .reference import ObjectReference
else:
    ObjectReference = lazy(".reference", "ObjectReference")

__all__ = [
    "CronJobStatus",
    "DaemonSetCondition",
    "DaemonSetStatus",
    "DeploymentCondition",
    "DeploymentStatus",
    "JobCondition",
    "JobStatus",
    "ReplicaSetCondition",
    "ReplicaSetStatus",
    "ReplicationControllerCondition",
    "ReplicationControllerStatus",
    "StatefulSetCondition",
    "StatefulSetStatus",
    "UncountedTerminatedPods",
]


class ReplicationControllerCondition(Node):
    """One aspect of the state of a ReplicationController.

    API type: `core/v1 ReplicationControllerCondition`.
    """

    type: str | None = field(required=True)
    status: str | None = field(required=True)
    last_transition_time: Time | None = None
    reason: str | None = None
    message: str | None = None


class ReplicationControllerStatus(Node):
    """The state of a ReplicationController.

    API type: `core/v1 ReplicationControllerStatus`.
    """

    replicas: Int32 | None = field(required=True)
    fully_labeled_replicas: Int32 | None = None
    ready_replicas: Int32 | None = None
    available_replicas: Int32 | None = None
    observed_generation: Int64 | None = None
    conditions: list[ReplicationControllerCondition] = []


class ReplicaSetCondition(Node):
    """One aspect of the state of a ReplicaSet.

    API type: `apps/v1 ReplicaSetCondition`.
    """

    type: str | None = None
    status: str | None = None
    last_transition_time: Time | None = None
    reason: str | None = None
    message: str | None = None


class ReplicaSetStatus(Node):
    """The state of a ReplicaSet.

    API type: `apps/v1 ReplicaSetStatus`.
    """

    replicas: Int32 | None = field(required=True)
    fully_labeled_replicas: Int32 | None = None
    ready_replicas: Int32 | None = None
    available_replicas: Int32 | None = None
    terminating_replicas: Int32 | None = field(since="1.33")
    observed_generation: Int64 | None = None
    conditions: list[ReplicaSetCondition] = []


class DeploymentCondition(Node):
    """One aspect of the state of a Deployment.

    API type: `apps/v1 DeploymentCondition`.
    """

    type: str | None = None
    status: str | None = None
    last_update_time: Time | None = None
    last_transition_time: Time | None = None
    reason: str | None = None
    message: str | None = None


class DeploymentStatus(Node):
    """The state of a Deployment.

    API type: `apps/v1 DeploymentStatus`.
    """

    observed_generation: Int64 | None = None
    replicas: Int32 | None = None
    updated_replicas: Int32 | None = None
    ready_replicas: Int32 | None = None
    available_replicas: Int32 | None = None
    unavailable_replicas: Int32 | None = None
    terminating_replicas: Int32 | None = field(since="1.33")
    conditions: list[DeploymentCondition] = []
    collision_count: Int32 | None = None


class StatefulSetCondition(Node):
    """One aspect of the state of a StatefulSet.

    API type: `apps/v1 StatefulSetCondition`.
    """

    type: str | None = None
    status: str | None = None
    last_transition_time: Time | None = None
    reason: str | None = None
    message: str | None = None


class StatefulSetStatus(Node):
    """The state of a StatefulSet.

    API type: `apps/v1 StatefulSetStatus`.
    """

    observed_generation: Int64 | None = None
    replicas: Int32 | None = field(required=True)
    ready_replicas: Int32 | None = None
    current_replicas: Int32 | None = None
    updated_replicas: Int32 | None = None
    current_revision: str | None = None
    update_revision: str | None = None
    collision_count: Int32 | None = None
    conditions: list[StatefulSetCondition] = []
    available_replicas: Int32 | None = None


class DaemonSetCondition(Node):
    """One aspect of the state of a DaemonSet.

    API type: `apps/v1 DaemonSetCondition`.
    """

    type: str | None = None
    status: str | None = None
    last_transition_time: Time | None = None
    reason: str | None = None
    message: str | None = None


class DaemonSetStatus(Node):
    """The state of a DaemonSet.

    API type: `apps/v1 DaemonSetStatus`.
    """

    current_number_scheduled: Int32 | None = field(required=True)
    number_misscheduled: Int32 | None = field(required=True)
    desired_number_scheduled: Int32 | None = field(required=True)
    number_ready: Int32 | None = field(required=True)
    observed_generation: Int64 | None = None
    updated_number_scheduled: Int32 | None = None
    number_available: Int32 | None = None
    number_unavailable: Int32 | None = None
    collision_count: Int32 | None = None
    conditions: list[DaemonSetCondition] = []


class JobCondition(Node):
    """One aspect of the state of a Job.

    API type: `batch/v1 JobCondition`.
    """

    type: str | None = field(required=True)
    status: str | None = field(required=True)
    last_probe_time: Time | None = None
    last_transition_time: Time | None = None
    reason: str | None = None
    message: str | None = None


class UncountedTerminatedPods(Node):
    """Terminated Pods that are not yet included in the counts.

    API type: `batch/v1 UncountedTerminatedPods`.
    """

    succeeded: list[str] = []
    failed: list[str] = []


class JobStatus(Node):
    """The state of a Job.

    API type: `batch/v1 JobStatus`.
    """

    conditions: list[JobCondition] = []
    start_time: Time | None = None
    completion_time: Time | None = None
    active: Int32 | None = None
    succeeded: Int32 | None = None
    failed: Int32 | None = None
    terminating: Int32 | None = field(since="1.28")
    completed_indexes: str | None = None
    failed_indexes: str | None = field(since="1.28")
    uncounted_terminated_pods: UncountedTerminatedPods | None = None
    ready: Int32 | None = None


class CronJobStatus(Node):
    """The state of a CronJob.

    API type: `batch/v1 CronJobStatus`.
    """

    active: list[ObjectReference] = []
    last_schedule_time: Time | None = None
    last_successful_time: Time | None = None
