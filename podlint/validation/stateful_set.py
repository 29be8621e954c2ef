"""StatefulSets.

Source: `ValidateStatefulSet` of `pkg/apis/apps/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .metadata import refuse_metadata
from .names import dns_label
from .origin import relocate
from .path import Path, odd
from .rollout import amount, refuse_above_hundred_percent, refuse_amount
from .template import (
    refuse_ending_pods,
    refuse_mismatch,
    refuse_required_selector,
    refuse_template,
    refuse_template_metadata,
)
from .volumes_claimed import refuse_claim_spec

__all__ = ["refuse_stateful_set"]

RETENTIONS = ("Retain", "Delete")


def refuse_stateful_set(errors: Errors, stateful_set: dict[str, Any], features: Features) -> None:
    """Refuse all errors of a new StatefulSet.

    Go: `ValidateStatefulSet`, `ValidateStatefulSetSpec`.
    """
    at: Path = ("spec",)
    spec = stateful_set["spec"]
    refuse_metadata(errors, stateful_set["metadata"], dns_label, features, ("metadata",))
    if spec["podManagementPolicy"] not in ("OrderedReady", "Parallel"):
        errors.invalid((*at, "podManagementPolicy"), "must be 'OrderedReady' or 'Parallel'")
    _refuse_strategy(errors, spec["updateStrategy"], (*at, "updateStrategy"))
    policy = spec["persistentVolumeClaimRetentionPolicy"]
    for name in ("whenDeleted", "whenScaled"):
        if policy[name] not in RETENTIONS:
            place = (*at, "persistentVolumeClaimRetentionPolicy", name)
            errors.not_supported(place, RETENTIONS)
    checked = features.stateful_set_templates_checked
    for index, claim in enumerate(spec.get("volumeClaimTemplates", ()) if checked else ()):
        place = (*at, "volumeClaimTemplates", index, "spec")
        refuse_claim_spec(errors, claim["spec"], features, place)
    errors.negative((*at, "replicas"), spec["replicas"])
    errors.negative((*at, "minReadySeconds"), spec.get("minReadySeconds", 0))
    errors.negative((*at, "ordinals", "start"), spec.get("ordinals", {}).get("start", 0))
    if spec.get("serviceName"):
        errors.invalid_each((*at, "serviceName"), dns_label(spec["serviceName"]))
    _refuse_template(errors, spec, features, at)
    refuse_ending_pods(errors, spec["template"], "StatefulSet", (*at, "template"))


def _refuse_strategy(errors: Errors, strategy: dict[str, Any], at: Path) -> None:
    """Refuse an unknown strategy, and amounts that are invalid or not allowed.

    Go: `validateRollingUpdateStatefulSet`. `maxUnavailable` is dropped before if its gate is off.
    """
    update = strategy.get("rollingUpdate")
    match strategy["type"]:
        case "OnDelete":
            if update is not None:
                errors.invalid(
                    (*at, "rollingUpdate"), "only allowed for updateStrategy 'RollingUpdate'"
                )
        case "RollingUpdate":
            _refuse_rolling_update(errors, update or {}, (*at, "rollingUpdate"))
        case _:
            errors.invalid((*at, odd("type", "")), "must be 'RollingUpdate' or 'OnDelete'")


def _refuse_rolling_update(errors: Errors, update: dict[str, Any], at: Path) -> None:
    errors.negative((*at, "partition"), update.get("partition", 0))
    if "maxUnavailable" in update:
        unavailable, place = update["maxUnavailable"], (*at, "maxUnavailable")
        refuse_amount(errors, unavailable, place)
        if amount(unavailable) == 0:
            errors.invalid(place, "cannot be 0")
        refuse_above_hundred_percent(errors, unavailable, place)


def _refuse_template(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    """Refuse an invalid selector or template.

    The server checks the template's metadata twice.

    Go: `ValidatePodTemplateSpecForStatefulSet`.
    """
    if not refuse_required_selector(errors, spec, at, "statefulset", ""):
        return
    place, start = (*at, "template"), len(errors)
    template, moves = _claimed_template(spec, at)
    refuse_mismatch(errors, spec.get("selector"), template, place)
    if features.stateful_set_templates_checked:
        refuse_template(errors, template, features, place)
    relocate(errors, start, moves)
    refuse_template_metadata(errors, template, place)


def _claimed_template(spec: dict[str, Any], at: Path) -> tuple[dict[str, Any], dict[Path, Path]]:
    """The template with its claims as volumes, which come first, and the former places of the
    volumes.

    Claims replace volumes with the same name. Host names are not checked, because the controller
    sets them.

    Go: `volumesToAddForTemplates`.
    """
    template: dict[str, Any] = spec["template"]
    unnamed = {
        name: value
        for name, value in template["spec"].items()
        if name not in ("hostname", "subdomain")
    }
    claims = {
        claim["metadata"].get("name", ""): index
        for index, claim in enumerate(spec.get("volumeClaimTemplates", ()))
    }
    if not claims:
        return {**template, "spec": unnamed}, {}
    volumes = [{"name": name, "persistentVolumeClaim": {"claimName": name}} for name in claims]
    places: list[Path] = [
        (*at, "volumeClaimTemplates", index, "metadata") for index in claims.values()
    ]
    for index, volume in enumerate(unnamed.get("volumes", ())):
        if volume.get("name", "") not in claims:
            volumes.append(volume)
            places.append((*at, "template", "spec", "volumes", index))
    new = (*at, "template", "spec", "volumes")
    moves: dict[Path, Path] = {(*new, index): place for index, place in enumerate(places)}
    for index, place in enumerate(places[: len(claims)]):
        moves[(*new, index, "persistentVolumeClaim", "claimName")] = (*place, "name")
    return {**template, "spec": {**unnamed, "volumes": volumes}}, moves
