"""DaemonSets.

Source: `ValidateDaemonSet` of `pkg/apis/apps/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .labels import can_match, is_empty, refuse_selector
from .metadata import refuse_metadata
from .names import dns_subdomain
from .path import Path, odd
from .rollout import amount, refuse_above_hundred_percent, refuse_amount
from .template import refuse_ending_pods, refuse_mismatch, refuse_template

__all__ = ["refuse_daemon_set"]


def refuse_daemon_set(errors: Errors, daemon_set: dict[str, Any], features: Features) -> None:
    """Refuse all errors of a new DaemonSet.

    Go: `ValidateDaemonSet`, `ValidateDaemonSetSpec`.
    """
    at: Path = ("spec",)
    spec = daemon_set["spec"]
    refuse_metadata(errors, daemon_set["metadata"], dns_subdomain, features, ("metadata",))
    selector, template, place = spec.get("selector"), spec["template"], (*at, "template")
    refuse_selector(errors, selector, (*at, "selector"))
    if can_match(selector):
        refuse_mismatch(errors, selector, template, place)
    if selector is not None and is_empty(selector):
        errors.invalid((*at, "selector"), "empty selector is invalid for daemonset")
    refuse_template(errors, template, features, place)
    refuse_ending_pods(errors, template, "DaemonSet", place)
    errors.negative((*at, "minReadySeconds"), spec.get("minReadySeconds", 0))
    _refuse_strategy(errors, spec["updateStrategy"], (*at, "updateStrategy"))
    errors.negative((*at, "revisionHistoryLimit"), spec["revisionHistoryLimit"])


def _refuse_strategy(errors: Errors, strategy: dict[str, Any], at: Path) -> None:
    """Refuse an unknown strategy, and numbers with which no Pod can be replaced.

    Go: `ValidateDaemonSetUpdateStrategy`, `ValidateRollingUpdateDaemonSet`.
    """
    if strategy["type"] == "OnDelete":
        return
    if strategy["type"] != "RollingUpdate":
        errors.not_supported((*at, odd("type", "")), ("RollingUpdate", "OnDelete"))
        return
    update = strategy["rollingUpdate"]
    place = (*at, "rollingUpdate")
    for name in ("maxUnavailable", "maxSurge"):
        refuse_amount(errors, update[name], (*place, name))
        refuse_above_hundred_percent(errors, update[name], (*place, name))
    unavailable, surge = amount(update["maxUnavailable"]), amount(update["maxSurge"])
    if unavailable and surge:
        errors.invalid((*place, "maxSurge"), "may not be set when maxUnavailable is non-zero")
    if not unavailable and not surge:
        errors.required((*place, "maxUnavailable"), "cannot be 0 when maxSurge is 0")
