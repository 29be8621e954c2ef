"""Scheduling: topology spread, scheduling gates and readiness gates.

Source: `validateTopologySpreadConstraints`, `validateSchedulingGates`.
"""

from __future__ import annotations

from typing import Any

from .affinity import refuse_label_keys
from .error import Errors
from .features import Features
from .labels import refuse_label_key, refuse_selector
from .names import qualified_name
from .path import Path, odd

__all__ = ["refuse_gates", "refuse_readiness_gates", "refuse_spread"]

ACTIONS = ("DoNotSchedule", "ScheduleAnyway")
INCLUSIONS = ("Honor", "Ignore")


def refuse_spread(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    """Refuse invalid and repeated constraints.

    Go: `validateTopologySpreadConstraints`.
    """
    constraints = spec.get("topologySpreadConstraints", ())
    pairs = [
        (each.get("topologyKey", ""), each.get("whenUnsatisfiable", "")) for each in constraints
    ]
    for index, constraint in enumerate(constraints):
        place = (*at, "topologySpreadConstraints", index)
        key, action = pairs[index]
        if constraint.get("maxSkew", 0) <= 0:
            errors.invalid((*place, "maxSkew"), "must be greater than zero")
        if not key:
            errors.required((*place, "topologyKey"), "can not be empty")
        if action not in ACTIONS:
            errors.not_supported((*place, "whenUnsatisfiable"), ACTIONS)
        if pairs[index] in pairs[index + 1 :]:
            errors.duplicate((*place, odd("topologyKey", ".{topologyKey, whenUnsatisfiable}")))
        _refuse_domains(errors, constraint, action, (*place, "minDomains"))
        for name in ("nodeAffinityPolicy", "nodeTaintsPolicy"):
            if constraint.get(name, "Honor") not in INCLUSIONS:
                errors.not_supported((*place, name), INCLUSIONS)
        if features.spread_keys_merged:
            refuse_label_keys(errors, constraint, place)
        else:
            _refuse_keys_of_selector(errors, constraint, (*place, "matchLabelKeys"))
        refuse_selector(errors, constraint.get("labelSelector"), (*place, "labelSelector"))


def _refuse_keys_of_selector(errors: Errors, constraint: dict[str, Any], at: Path) -> None:
    """Refuse keys of the Pod's labels that are invalid or also in the selector.

    Go: `ValidateMatchLabelKeysInTopologySpread`.
    """
    selector, keys = constraint.get("labelSelector"), constraint.get("matchLabelKeys", ())
    if keys and selector is None:
        errors.forbidden(at, "must not be specified when labelSelector is not set")
    requirements = (selector or {}).get("matchExpressions", ())
    selected = {requirement.get("key", "") for requirement in requirements}
    selected.update((selector or {}).get("matchLabels", ()))
    for index, key in enumerate(keys):
        refuse_label_key(errors, key, (*at, index))
        if key in selected:
            errors.invalid((*at, index), "exists in both matchLabelKeys and labelSelector")


def _refuse_domains(errors: Errors, constraint: dict[str, Any], action: str, at: Path) -> None:
    """Refuse a minimum number of domains that is not positive or has no effect.

    Go: `validateMinDomains`.
    """
    domains = constraint.get("minDomains")
    if domains is None:
        return
    if domains <= 0:
        errors.invalid(at, "must be greater than zero")
    if action != "DoNotSchedule":
        errors.invalid(
            at, f"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}"
        )


def refuse_gates(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse scheduling gates with invalid names, and repeated ones.

    Go: `validateSchedulingGates`.
    """
    seen = set()
    for index, gate in enumerate(spec.get("schedulingGates", ())):
        place, shown = (*at, "schedulingGates", index, "name"), (*at, "schedulingGates", index)
        name = gate.get("name", "")
        errors.invalid_each(place, qualified_name(name), shown)
        if name in seen:
            errors.duplicate(shown)
        seen.add(name)


def refuse_readiness_gates(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse conditions with invalid names.

    Go: `validateReadinessGates`.
    """
    for index, gate in enumerate(spec.get("readinessGates", ())):
        place = (*at, "readinessGates", index, "conditionType")
        errors.invalid_each(place, qualified_name(gate.get("conditionType", "")))
