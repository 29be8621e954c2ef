"""ReplicationControllers.

Source: `ValidateReplicationController` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .metadata import refuse_metadata
from .names import dns_subdomain
from .path import Path
from .template import MISMATCH, refuse_ending_pods, refuse_template

__all__ = ["refuse_replication_controller"]


def refuse_replication_controller(
    errors: Errors, controller: dict[str, Any], features: Features
) -> None:
    """Refuse all errors of a new ReplicationController.

    Go: `ValidateReplicationController`, `ValidatePodTemplateSpecForRC`.
    """
    at: Path = ("spec",)
    spec = controller["spec"]
    refuse_metadata(
        errors,
        controller["metadata"],
        dns_subdomain,
        features,
        ("metadata",),
        check_prefix=features.controller_prefix_checked,
    )
    errors.negative((*at, "minReadySeconds"), spec.get("minReadySeconds", 0))
    selector = spec.get("selector", {})
    if not selector:
        errors.required((*at, "selector"))
    errors.negative((*at, "replicas"), spec["replicas"])
    template, place = spec.get("template"), (*at, "template")
    if template is None:
        errors.required(place)
        return
    labels = template["metadata"].get("labels", {})
    if any(labels.get(key) != value for key, value in selector.items()):
        errors.invalid((*place, "metadata", "labels"), MISMATCH)
    refuse_template(errors, template, features, place)
    refuse_ending_pods(errors, template, "ReplicationController", place)
