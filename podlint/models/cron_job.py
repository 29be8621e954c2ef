"""CronJob."""

from typing import TYPE_CHECKING

from .fields import field
from .job import JobSpec
from .lazy import lazy
from .metadata import ObjectMeta
from .node import Node
from .object import KubernetesObject
from .scalar import Int32, Int64

if TYPE_CHECKING:
    from .workload_status import CronJobStatus
else:
    CronJobStatus = lazy(".workload_status", "CronJobStatus")

__all__ = ["CronJob", "CronJobSpec", "JobTemplateSpec"]


class JobTemplateSpec(Node):
    """The template of the Jobs of a CronJob.

    API type: `batch/v1 JobTemplateSpec`.
    """

    metadata: ObjectMeta | None = None
    spec: JobSpec | None = None


class CronJobSpec(Node):
    """The schedule, and the template of the Jobs.

    API type: `batch/v1 CronJobSpec`.
    """

    schedule: str | None = field(required=True)
    time_zone: str | None = None
    starting_deadline_seconds: Int64 | None = None
    concurrency_policy: str | None = field(one_of=("Allow", "Forbid", "Replace"))
    suspend: bool | None = None
    job_template: JobTemplateSpec | None = field(required=True)
    successful_jobs_history_limit: Int32 | None = None
    failed_jobs_history_limit: Int32 | None = None


class CronJob(KubernetesObject):
    """Creates Jobs on a schedule.

    API type: `batch/v1 CronJob`.
    """

    spec: CronJobSpec | None = field(required=True)
    status: CronJobStatus | None = None
