"""The specs of Jobs and CronJobs."""

from __future__ import annotations

from podlint.models import CronJob, Job, KubernetesObject
from podlint.models.job import JobSpec

__all__ = ["DEFAULT_BACKOFF_LIMIT", "job_of"]

DEFAULT_BACKOFF_LIMIT = 6
"""The number of retries before Kubernetes marks a Job as failed, if ``backoffLimit`` is not set."""


def job_of(owner: KubernetesObject) -> JobSpec | None:
    """The spec of a Job, or of the Jobs that a CronJob creates. None for other objects."""
    if isinstance(owner, Job):
        return owner.spec
    if isinstance(owner, CronJob):
        template = owner.spec.job_template if owner.spec else None
        return template.spec if template else None
    return None
