"""Probes.

Source: `validateProbe` and its neighbours in `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .containers_in_spec import PROBES
from .error import Errors
from .handlers import refuse_handler
from .path import Path

__all__ = ["refuse_probes"]

_COUNTERS = (
    "initialDelaySeconds",
    "timeoutSeconds",
    "periodSeconds",
    "successThreshold",
    "failureThreshold",
)


def refuse_probes(errors: Errors, container: dict[str, Any], grace_period: int, at: Path) -> None:
    """Refuse probes without an action, and invalid timings.

    Go: `validateLivenessProbe`, `validateReadinessProbe`, `validateStartupProbe`.
    """
    for name in PROBES:
        probe = container.get(name)
        if probe is None:
            continue
        place = (*at, name)
        _refuse_probe(errors, probe, grace_period, place)
        if name == "readinessProbe":
            if "terminationGracePeriodSeconds" in probe:
                errors.invalid(
                    (*place, "terminationGracePeriodSeconds"),
                    "must not be set for readinessProbes",
                )
        elif probe["successThreshold"] != 1:
            errors.invalid((*place, "successThreshold"), "must be 1")


def _refuse_probe(errors: Errors, probe: dict[str, Any], grace_period: int, at: Path) -> None:
    """Refuse an invalid handler and negative numbers.

    Go: `validateProbe`.
    """
    refuse_handler(errors, probe, grace_period, at)
    for name in _COUNTERS:
        if probe.get(name, 0) < 0:
            errors.negative((*at, name), probe[name])
    if probe.get("terminationGracePeriodSeconds", 1) <= 0:
        errors.invalid((*at, "terminationGracePeriodSeconds"), "must be greater than 0")
