"""Job."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .object import KubernetesObject
from .pod_template import PodTemplateSpec
from .scalar import Int32, Int64
from .selector import LabelSelector

if TYPE_CHECKING:
    from .job_scheduling import JobSchedulingConfiguration
    from .workload_status import JobStatus
else:
    JobSchedulingConfiguration = lazy(".job_scheduling", "JobSchedulingConfiguration")
    JobStatus = lazy(".workload_status", "JobStatus")

__all__ = [
    "Job",
    "JobSpec",
    "PodFailurePolicy",
    "PodFailurePolicyOnExitCodesRequirement",
    "PodFailurePolicyOnPodConditionsPattern",
    "PodFailurePolicyRule",
    "SuccessPolicy",
    "SuccessPolicyRule",
]


class PodFailurePolicyOnExitCodesRequirement(Node):
    """Exit codes of a container.

    API type: `batch/v1 PodFailurePolicyOnExitCodesRequirement`.
    """

    container_name: str | None = None
    operator: str | None = field(required=True, one_of=("In", "NotIn"))
    values: list[Int32] = field([], required=True)


class PodFailurePolicyOnPodConditionsPattern(Node):
    """A condition of a failed Pod.

    API type: `batch/v1 PodFailurePolicyOnPodConditionsPattern`.
    """

    type: str | None = field(required=True)
    status: str | None = field(one_of=("True", "False", "Unknown"))


class PodFailurePolicyRule(Node):
    """The action for Pods that fail in a certain way.

    API type: `batch/v1 PodFailurePolicyRule`.
    """

    action: str | None = field(required=True, one_of=("FailJob", "FailIndex", "Ignore", "Count"))
    on_exit_codes: PodFailurePolicyOnExitCodesRequirement | None = None
    on_pod_conditions: list[PodFailurePolicyOnPodConditionsPattern] = []


class PodFailurePolicy(Node):
    """How failures of Pods count; the first matching rule decides.

    API type: `batch/v1 PodFailurePolicy`.
    """

    rules: list[PodFailurePolicyRule] = []


class SuccessPolicyRule(Node):
    """The Pods that must succeed.

    API type: `batch/v1 SuccessPolicyRule`.
    """

    succeeded_indexes: str | None = None
    succeeded_count: Int32 | None = None


class SuccessPolicy(Node):
    """When an indexed Job succeeds before all of its Pods have succeeded.

    API type: `batch/v1 SuccessPolicy`.
    """

    rules: list[SuccessPolicyRule] = field([], required=True)


class JobSpec(Node):
    """How many Pods must succeed, and how failures are handled.

    API type: `batch/v1 JobSpec`.
    """

    parallelism: Int32 | None = None
    completions: Int32 | None = None
    active_deadline_seconds: Int64 | None = None
    pod_failure_policy: PodFailurePolicy | None = None
    success_policy: SuccessPolicy | None = field(since="1.30")
    backoff_limit: Int32 | None = None
    backoff_limit_per_index: Int32 | None = field(since="1.28")
    max_failed_indexes: Int32 | None = field(since="1.28")
    selector: LabelSelector | None = None
    manual_selector: bool | None = None
    template: PodTemplateSpec | None = field(required=True)
    ttl_seconds_after_finished: Int32 | None = None
    completion_mode: str | None = field(one_of=("NonIndexed", "Indexed"))
    suspend: bool | None = None
    pod_replacement_policy: str | None = field(
        since="1.28", one_of=("TerminatingOrFailed", "Failed")
    )
    managed_by: str | None = field(since="1.30")
    scheduling: JobSchedulingConfiguration | None = field(since="1.37")


class Job(KubernetesObject):
    """Runs Pods until enough of them have succeeded.

    API type: `batch/v1 Job`.
    """

    spec: JobSpec | None = None
    status: JobStatus | None = None
