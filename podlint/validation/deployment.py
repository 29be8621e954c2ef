"""Deployments.

Source: `ValidateDeployment` of `pkg/apis/apps/validation`.
"""

from __future__ import annotations

from typing import Any

from podlint.document.numerals import whole_number

from .error import Errors
from .features import Features
from .metadata import refuse_metadata
from .names import dns_subdomain
from .path import Path, odd
from .reading import ROLLBACK
from .replica_set import refuse_replicated_template
from .rollout import amount, refuse_above_hundred_percent, refuse_amount

__all__ = ["refuse_deployment"]


def refuse_deployment(errors: Errors, deployment: dict[str, Any], features: Features) -> None:
    """Refuse all errors of a new Deployment.

    Go: `ValidateDeployment`, `ValidateDeploymentSpec`.
    """
    at: Path = ("spec",)
    metadata, spec = deployment["metadata"], deployment["spec"]
    refuse_metadata(errors, metadata, dns_subdomain, features, ("metadata",))
    errors.negative((*at, "replicas"), spec["replicas"])
    refuse_replicated_template(errors, spec, features, at)
    _refuse_strategy(errors, spec["strategy"], (*at, "strategy"))
    ready = spec.get("minReadySeconds", 0)
    errors.negative((*at, "minReadySeconds"), ready)
    errors.negative((*at, "revisionHistoryLimit"), spec["revisionHistoryLimit"])
    _refuse_rollback(errors, metadata)
    deadline = spec["progressDeadlineSeconds"]
    errors.negative((*at, "progressDeadlineSeconds"), deadline)
    if deadline <= ready:
        errors.invalid((*at, "progressDeadlineSeconds"), "must be greater than minReadySeconds")


def _refuse_rollback(errors: Errors, metadata: dict[str, Any]) -> None:
    """Refuse an invalid revision for a rollback.

    Go: `ValidateRollback`; the revision is read from an annotation.
    """
    revision = metadata.get("annotations", {}).get(ROLLBACK, "")
    if (whole_number(revision) or 0) < 0:
        at = ("metadata", "annotations", ROLLBACK)
        errors.invalid(
            at,
            "must be greater than or equal to 0",
            shown=("spec", "rollback", "version"),
        )


def _refuse_strategy(errors: Errors, strategy: dict[str, Any], at: Path) -> None:
    """Refuse an unknown strategy, and numbers with which no Pod can be replaced.

    Go: `ValidateDeploymentStrategy`, `ValidateRollingUpdateDeployment`.
    """
    update = strategy.get("rollingUpdate")
    place = (*at, "rollingUpdate")
    match strategy["type"]:
        case "Recreate":
            if update is not None:
                errors.forbidden(place, "may not be specified when strategy `type` is 'Recreate'")
        case "RollingUpdate":
            _refuse_update(errors, update or {}, place)
        case _:
            errors.not_supported((*at, odd("type", "")), ("Recreate", "RollingUpdate"))


def _refuse_update(errors: Errors, update: dict[str, Any], at: Path) -> None:
    unavailable, surge = update["maxUnavailable"], update["maxSurge"]
    place = (*at, "maxUnavailable")
    refuse_amount(errors, unavailable, place)
    refuse_amount(errors, surge, (*at, "maxSurge"))
    if amount(unavailable) == 0 and amount(surge) == 0:
        errors.invalid(place, "may not be 0 when `maxSurge` is 0")
    refuse_above_hundred_percent(errors, unavailable, place)
