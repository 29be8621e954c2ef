"""Jobs.

Source: `ValidateJob` and `validateJobSpec` of `pkg/apis/batch/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .formats import domain_prefixed_path
from .job_policies import (
    refuse_failure_policy,
    refuse_replacement_policy,
    refuse_success_policy,
)
from .labels import can_match, matches, refuse_selector
from .metadata import refuse_metadata
from .names import dns_label, dns_subdomain, size
from .path import Key, Path
from .template import refuse_mismatch, refuse_template

__all__ = ["NAME_LABELS", "UID_LABELS", "refuse_job", "refuse_job_spec"]

NAME_LABELS = ("job-name", "batch.kubernetes.io/job-name")
"""The labels with the name of the Job."""
UID_LABELS = ("controller-uid", "batch.kubernetes.io/controller-uid")
"""The labels with the UID of the Job."""
LONGEST_MANAGER = 63
MOST_PARALLEL = 100_000
MOST_FAILED = 100_000
MANY_COMPLETIONS = 100_000
MOST_PARALLEL_OF_MANY = 10_000
MOST_FAILED_OF_MANY = 10_000
_COUNTS = (
    "parallelism",
    "completions",
    "activeDeadlineSeconds",
    "backoffLimit",
    "ttlSecondsAfterFinished",
    "backoffLimitPerIndex",
    "maxFailedIndexes",
)


def refuse_job(errors: Errors, job: dict[str, Any], features: Features) -> None:
    """Refuse all errors of a new Job.

    Go: `ValidateJob`, `ValidateJobSpec`.
    """
    at: Path = ("spec",)
    metadata, spec = job["metadata"], job["spec"]
    refuse_metadata(errors, metadata, dns_subdomain, features, ("metadata",))
    _refuse_selection(errors, metadata, spec, at)
    refuse_job_spec(errors, spec, features, at)
    selector = spec.get("selector")
    if selector is None:
        errors.required((*at, "selector"))
    refuse_selector(errors, selector, (*at, "selector"))
    if can_match(selector):
        refuse_mismatch(errors, selector, spec["template"], (*at, "template"))
    completions = spec.get("completions", 0)
    if spec["completionMode"] == "Indexed" and completions > 0:
        host = f"{metadata.get('name', '')}-{completions - 1}"
        if dns_label(host):
            errors.invalid(
                ("metadata", "name"),
                f"will not able to create pod with invalid DNS label: {host}",
            )


def _refuse_selection(
    errors: Errors, metadata: dict[str, Any], spec: dict[str, Any], at: Path
) -> None:
    """Refuse labels and selectors that differ from the generated ones.

    Go: `validateGeneratedSelector`.
    """
    selector = spec.get("selector")
    if spec["manualSelector"] or selector is None:
        return
    place = (*at, "template", "metadata", "labels")
    labels = spec["template"]["metadata"]["labels"]
    expected = dict.fromkeys(NAME_LABELS, metadata.get("name", ""))
    expected |= dict.fromkeys(UID_LABELS, metadata["uid"])
    for key, value in expected.items():
        if labels[key] != value:
            errors.invalid((*place, Key(key)), f"must be '{value}'")
    if can_match(selector) and not matches(selector, expected):
        errors.invalid((*at, "selector"), "`selector` not auto-generated")


def refuse_job_spec(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    """Refuse invalid numbers, modes and policies, contradictions between them, and an invalid
    template.

    Go: `validateJobSpec`.
    """
    for name in _COUNTS:
        errors.negative((*at, name), spec.get(name, 0))
    if "maxFailedIndexes" in spec and "backoffLimitPerIndex" not in spec:
        errors.required((*at, "backoffLimitPerIndex"), "when maxFailedIndexes is specified")
    if "managedBy" in spec:
        _refuse_manager(errors, spec["managedBy"], (*at, "managedBy"))
    mode = spec.get("completionMode")
    if mode == "Indexed":
        _refuse_indexed(errors, spec, at)
    elif mode not in (None, "NonIndexed"):
        errors.not_supported((*at, "completionMode"), ("NonIndexed", "Indexed"))
    else:
        for name in ("backoffLimitPerIndex", "maxFailedIndexes"):
            if name in spec:
                errors.invalid((*at, name), "requires indexed completion mode")
    if "podFailurePolicy" in spec:
        refuse_failure_policy(errors, spec, at)
    if "successPolicy" in spec and mode != "Indexed":
        errors.invalid((*at, "successPolicy"), "requires indexed completion mode")
    elif "successPolicy" in spec:
        refuse_success_policy(errors, spec, at)
    refuse_replacement_policy(errors, spec, at)
    refuse_template(errors, spec["template"], features, (*at, "template"))
    _refuse_restart_policy(errors, spec, at)


def _refuse_manager(errors: Errors, manager: str, at: Path) -> None:
    if not manager:
        errors.required(at)
    else:
        errors.invalid_each(at, domain_prefixed_path(manager))
    if size(manager) > LONGEST_MANAGER:
        errors.too_long(at, LONGEST_MANAGER)


def _refuse_indexed(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse too many Pods for an indexed Job."""
    completions, failed = spec.get("completions"), spec.get("maxFailedIndexes")
    parallelism = spec.get("parallelism", 0)
    if completions is None:
        errors.required((*at, "completions"), "when completion mode is Indexed")
    if parallelism > MOST_PARALLEL:
        errors.invalid(
            (*at, "parallelism"),
            f"must be less than or equal to {MOST_PARALLEL} when completion mode is Indexed",
        )
    if failed is not None and completions is not None and failed > completions:
        errors.invalid((*at, "maxFailedIndexes"), "must be less than or equal to completions")
    if failed is not None and failed > MOST_FAILED:
        errors.invalid((*at, "maxFailedIndexes"), f"must be less than or equal to {MOST_FAILED}")
    if (completions or 0) <= MANY_COMPLETIONS or "backoffLimitPerIndex" not in spec:
        return
    reason = f"when completions are above {MANY_COMPLETIONS} and used with backoff limit per index"
    if failed is None:
        errors.required(
            (*at, "maxFailedIndexes"),
            f"must be specified when completions is above {MANY_COMPLETIONS}",
        )
    elif failed > MOST_FAILED_OF_MANY:
        errors.invalid(
            (*at, "maxFailedIndexes"),
            f"must be less than or equal to {MOST_FAILED_OF_MANY} {reason}",
        )
    if parallelism > MOST_PARALLEL_OF_MANY:
        errors.invalid(
            (*at, "parallelism"),
            f"must be less than or equal to {MOST_PARALLEL_OF_MANY} {reason}",
        )


def _refuse_restart_policy(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse Pods that never end, and Pods that restart although failures must be counted."""
    policy = spec["template"]["spec"]["restartPolicy"]
    place = (*at, "template", "spec", "restartPolicy")
    if policy == "Always":
        errors.required(place, 'valid values: "OnFailure", "Never"')
    elif policy not in ("OnFailure", "Never"):
        errors.not_supported(place, ("OnFailure", "Never"))
    elif "podFailurePolicy" in spec and policy != "Never":
        errors.invalid(place, 'only "Never" is supported when podFailurePolicy is specified')
