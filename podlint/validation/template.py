"""Templates of Pods, and the selectors of their workloads.

Source: `ValidatePodTemplateSpec` of `pkg/apis/core/validation` and `pkg/apis/apps/validation`.
"""

from __future__ import annotations

from typing import Any

from .annotations import refuse_contradicted_profiles, refuse_pod_annotations
from .error import Errors
from .features import Features
from .labels import can_match, is_empty, matches, refuse_labels, refuse_selector
from .metadata import refuse_annotations
from .path import Path, odd
from .pod_spec import refuse_pod_spec

__all__ = [
    "refuse_ending_pods",
    "refuse_mismatch",
    "refuse_required_selector",
    "refuse_template",
    "refuse_template_metadata",
]

MISMATCH = "`selector` does not match template `labels`"


def refuse_template(errors: Errors, template: dict[str, Any], features: Features, at: Path) -> None:
    """Refuse all errors of a template of Pods.

    Go: `ValidatePodTemplateSpec`.
    """
    refuse_template_metadata(errors, template, at)
    spec, place = template["spec"], (*at, "spec")
    refuse_pod_spec(errors, spec, None, features, place)
    annotations = template["metadata"].get("annotations", {})
    refuse_contradicted_profiles(errors, annotations, spec, place, is_pod=False)
    if spec.get("ephemeralContainers"):
        errors.forbidden(
            (*place, "ephemeralContainers"), "ephemeral containers not allowed in pod template"
        )


def refuse_template_metadata(errors: Errors, template: dict[str, Any], at: Path) -> None:
    """Refuse invalid labels and annotations; the server leaves `metadata` out of their places.

    The name and the rest of the metadata are not checked.
    """
    metadata, place = template["metadata"], (*at, odd("metadata", ""))
    refuse_labels(errors, metadata.get("labels", {}), (*place, "labels"))
    annotations = metadata.get("annotations", {})
    refuse_annotations(errors, annotations, (*place, "annotations"))
    refuse_pod_annotations(errors, annotations, template["spec"], (*place, "annotations"))


def refuse_required_selector(
    errors: Errors, spec: dict[str, Any], at: Path, owner: str, unusable: str
) -> bool:
    """Refuse a missing, empty or invalid selector; return whether the template must be checked.

    `owner` is the kind that the server names, `unusable` its message about an invalid selector.
    """
    place = (*at, "selector")
    selector = spec.get("selector")
    if selector is None:
        errors.required(place)
        return True
    refuse_selector(errors, selector, place)
    if is_empty(selector):
        errors.invalid(place, f"empty selector is invalid for {owner}")
    if can_match(selector):
        return True
    errors.invalid(place, unusable)
    return False


def refuse_mismatch(
    errors: Errors, selector: dict[str, Any] | None, template: dict[str, Any], at: Path
) -> None:
    """Refuse a selector that does not select the Pods of the template."""
    if not matches(selector, template["metadata"].get("labels", {})):
        errors.invalid((*at, "metadata", "labels"), MISMATCH)


def refuse_ending_pods(errors: Errors, template: dict[str, Any], owner: str, at: Path) -> None:
    """Refuse Pods that end by themselves, if the workload keeps them running."""
    spec, place = template["spec"], (*at, "spec")
    if spec["restartPolicy"] != "Always":
        errors.not_supported((*place, "restartPolicy"), ("Always",))
    if "activeDeadlineSeconds" in spec:
        errors.forbidden(
            (*place, "activeDeadlineSeconds"),
            f"activeDeadlineSeconds in {owner} is not Supported",
        )
