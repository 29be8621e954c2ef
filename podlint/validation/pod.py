"""Pods.

Source: `ValidatePodCreate` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .annotations import refuse_contradicted_profiles, refuse_pod_annotations, with_profiles
from .containers import refuse_padded_image
from .error import Errors
from .features import Features
from .metadata import refuse_metadata
from .names import dns_subdomain
from .pod_spec import refuse_pod_spec

__all__ = ["refuse_pod"]


def refuse_pod(errors: Errors, pod: dict[str, Any], features: Features) -> None:
    """Refuse all errors of a new Pod.

    Go: `ValidatePodCreate`, `validatePodMetadataAndSpec`.
    """
    metadata, spec, at = pod["metadata"], pod["spec"], ("spec",)
    if features.apparmor_fields_annotated:
        metadata = {**metadata, "annotations": with_profiles(metadata, spec)}
    annotations = metadata.get("annotations", {})
    refuse_metadata(errors, metadata, dns_subdomain, features, ("metadata",))
    refuse_pod_annotations(errors, annotations, spec, ("metadata", "annotations"))
    refuse_pod_spec(errors, spec, metadata, features, at)
    if spec.get("volumes") and not features.service_account_admission:
        from .volumes_projected import refuse_tokens_without_account

        refuse_tokens_without_account(errors, spec, at)
    if features.whole_server:
        from .admission import refuse_contradicted_class

        refuse_contradicted_class(errors, spec, at)
    for name in ("containers", "initContainers"):
        for index, container in enumerate(spec.get(name, ())):
            refuse_padded_image(errors, container, (*at, name, index))
    if spec.get("ephemeralContainers"):
        errors.forbidden((*at, "ephemeralContainers"), "cannot be set on create")
    if spec.get("nodeName") and spec.get("schedulingGates"):
        errors.forbidden(
            (*at, "nodeName"), "cannot be set until all schedulingGates have been cleared"
        )
    refuse_contradicted_profiles(errors, annotations, spec, at, is_pod=True)
