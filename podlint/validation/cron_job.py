"""CronJobs.

Source: `ValidateCronJobCreate` of `pkg/apis/batch/validation`.
"""

from __future__ import annotations

import re
from typing import Any

from .error import Errors
from .features import Features
from .job import refuse_job_spec
from .metadata import refuse_metadata
from .names import dns_subdomain, size
from .path import Path
from .schedule import schedule_fault
from .time_zones import zone_fault

__all__ = ["refuse_cron_job"]

LONGEST_NAME = 52
"""The maximum length in bytes; the names of the Jobs have eleven more."""
CONCURRENCY = ("Allow", "Forbid", "Replace")
_may_be_in_zone = re.compile(r"(?!-|\.\.?$)[A-Za-z._0-9+-]{1,14}").fullmatch
_COUNTS = ("startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit")


def refuse_cron_job(errors: Errors, cron_job: dict[str, Any], features: Features) -> None:
    """Refuse all errors of a new CronJob.

    Go: `ValidateCronJobCreate`, `validateCronJobSpec`.
    """
    at: Path = ("spec",)
    metadata, spec = cron_job["metadata"], cron_job["spec"]
    refuse_metadata(errors, metadata, dns_subdomain, features, ("metadata",))
    _refuse_schedule(errors, spec.get("schedule", ""), (*at, "schedule"))
    for name in _COUNTS:
        errors.negative((*at, name), spec.get(name, 0))
    if "timeZone" in spec:
        _refuse_time_zone(errors, spec["timeZone"], (*at, "timeZone"))
    if spec["concurrencyPolicy"] not in CONCURRENCY:
        errors.not_supported((*at, "concurrencyPolicy"), CONCURRENCY)
    _refuse_job_template(errors, spec["jobTemplate"]["spec"], features, at)
    if size(metadata.get("name", "")) > LONGEST_NAME:
        errors.invalid(("metadata", "name"), f"must be no more than {LONGEST_NAME} characters")


def _refuse_schedule(errors: Errors, schedule: str, at: Path) -> None:
    """Refuse a missing or invalid schedule, and one with a time zone.

    Go: `validateScheduleFormat`.
    """
    if not schedule:
        errors.required(at)
        return
    fault = schedule_fault(schedule)
    if fault:
        errors.invalid(at, fault)
    if "TZ" in schedule:
        errors.invalid(at, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead")


def _refuse_time_zone(errors: Errors, zone: str, at: Path) -> None:
    """Refuse an unknown time zone, and one that depends on the server.

    Go: `validateTimeZone`.
    """
    if not zone:
        errors.invalid(at, "timeZone must be nil or non-empty string")
        return
    if not all(map(_may_be_in_zone, zone.split("/"))):
        errors.invalid(at, f"unknown time zone {zone}")
        return
    if zone.lower() == "local":
        errors.invalid(
            at,
            "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones",
        )
    if fault := zone_fault(zone):
        errors.invalid(at, fault)


def _refuse_job_template(
    errors: Errors, spec: dict[str, Any], features: Features, at: Path
) -> None:
    """Refuse an invalid spec of Jobs, and one with its own selector.

    Go: `ValidateJobTemplateSpec`.
    """
    place = (*at, "jobTemplate", "spec")
    refuse_job_spec(errors, spec, features, place)
    if "selector" in spec:
        errors.invalid((*place, "selector"), "`selector` will be auto-generated")
    if spec.get("manualSelector"):
        errors.not_supported((*place, "manualSelector"), ("nil", "false"))
