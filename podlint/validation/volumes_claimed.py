"""Volumes from claims, and the claims in templates.

Source: `ValidatePersistentVolumeClaimSpec` and its neighbours in `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .labels import refuse_labels, refuse_selector
from .metadata import refuse_annotations
from .names import dns_label, dns_subdomain, size
from .path import Key, Path, odd
from .resources import refuse_quantity
from .volumes_cloud import require

__all__ = ["refuse_claim_spec", "refuse_csi", "refuse_ephemeral", "refuse_persistent_claim"]

LONGEST_DRIVER = 63
ACCESS_MODES = ("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod")
VOLUME_MODES = ("Block", "Filesystem")


def refuse_persistent_claim(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing name of a claim.

    Go: `validatePersistentClaimVolumeSource`.
    """
    require(errors, source, at, "claimName")


def refuse_csi(errors: Errors, source: dict[str, Any], at: Path, features: Features) -> None:
    """Refuse an invalid name of a driver or of its secret.

    Go: `validateCSIVolumeSource`, `ValidateCSIDriverName`.
    """
    driver = source.get("driver", "")
    place = (*at, "driver")
    if not driver:
        errors.required(place)
    if size(driver) > LONGEST_DRIVER:
        errors.too_long(place, LONGEST_DRIVER)
    if driver or features.csi_driver_checked_if_empty:
        errors.invalid_each(place, dns_subdomain(driver.lower()))
    secret = source.get("nodePublishSecretRef")
    if secret is None:
        return
    if secret.get("name"):
        place = (*at, odd("nodePublishSecretRef", ""), "name")
        errors.invalid_each(place, dns_subdomain(secret["name"]))
    else:
        errors.required((*at, "nodePublishSecretRef", "name"))


def refuse_ephemeral(errors: Errors, source: dict[str, Any], at: Path, features: Features) -> None:
    """Refuse a missing or invalid template of a claim.

    Go: `validateEphemeralVolumeSource`, `ValidatePersistentVolumeClaimTemplate`.
    """
    at = (*at, "volumeClaimTemplate")
    template = source.get("volumeClaimTemplate")
    if template is None:
        errors.required(at)
        return
    _refuse_template_metadata(errors, template.get("metadata", {}), (*at, "metadata"))
    refuse_claim_spec(errors, template.get("spec", {}), features, (*at, "spec"))


def _refuse_template_metadata(errors: Errors, metadata: dict[str, Any], at: Path) -> None:
    """Refuse everything except labels and annotations.

    Go: `ValidateTemplateObjectMeta`.
    """
    refuse_annotations(errors, metadata.get("annotations", {}), (*at, "annotations"))
    refuse_labels(errors, metadata.get("labels", {}), (*at, "labels"))
    for name, value in metadata.items():
        if name in ("annotations", "labels"):
            continue
        if value or isinstance(value, list) or name == "deletionGracePeriodSeconds":
            shown = {"uid": ".uID"}.get(name)
            errors.forbidden((*at, odd(name, shown) if shown else name), "cannot be set")


def refuse_claim_spec(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    """Refuse invalid access modes, sizes, classes and sources of a claim.

    Go: `ValidatePersistentVolumeClaimSpec`.
    """
    _refuse_access_modes(errors, spec.get("accessModes", ()), (*at, "accessModes"))
    refuse_selector(errors, spec.get("selector"), (*at, "selector"))
    _refuse_storage(errors, spec.get("resources", {}), (*at, "resources"))
    classes = ("storageClassName", "volumeAttributesClassName")
    for name in classes[: 1 + features.attributes_classes]:
        if spec.get(name):
            errors.invalid_each((*at, name), dns_subdomain(spec[name]))
    if spec.get("volumeMode", "Block") not in VOLUME_MODES:
        errors.not_supported((*at, "volumeMode"), VOLUME_MODES)
    _refuse_sources(errors, spec, at)


def _refuse_access_modes(errors: Errors, modes: list[str], at: Path) -> None:
    """Refuse missing and unknown access modes, and others together with ReadWriteOncePod."""
    if not modes:
        errors.required(at, "at least 1 access mode is required")
    for index, mode in enumerate(modes):
        if mode not in ACCESS_MODES:
            errors.not_supported((*at, odd(index, "")), ACCESS_MODES, value=mode)
    known = {mode for mode in modes if mode in ACCESS_MODES}
    if "ReadWriteOncePod" in known and len(known) > 1:
        errors.forbidden(at, "may not use ReadWriteOncePod with other access modes")


def _refuse_storage(errors: Errors, resources: dict[str, Any], at: Path) -> None:
    """Refuse a missing size, and one that is not positive."""
    storage = resources.get("requests", {}).get("storage")
    place = (*at, odd("requests", ""), Key("storage"))
    if storage is None:
        errors.required(place)
    elif storage.nano <= 0:
        errors.invalid(place, "must be greater than zero")
    else:
        refuse_quantity(errors, "storage", storage, place)


def _refuse_sources(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse sources of data that are incomplete or contradict each other.

    Go: `validateDataSource`, `validateDataSourceRef`.
    """
    source, reference = spec.get("dataSource"), spec.get("dataSourceRef")
    for name in ("dataSource", "dataSourceRef"):
        if name in spec:
            _refuse_source(errors, spec[name], (*at, name))
    if reference is None:
        return
    namespace = reference.get("namespace")
    if namespace:
        errors.invalid_each((*at, "dataSourceRef", "namespace"), dns_label(namespace))
    if source is None:
        return
    place = (*at, odd("dataSource", ""))
    same = all(
        source.get(name, default) == reference.get(name, default)
        for name, default in (("apiGroup", None), ("kind", ""), ("name", ""))
    )
    if namespace:
        errors.invalid(place, "may not be specified when dataSourceRef.namespace is specified")
    elif not same:
        errors.invalid(place, "must match dataSourceRef")


def _refuse_source(errors: Errors, source: dict[str, Any], at: Path) -> None:
    require(errors, source, at, "name", "kind")
    group = source.get("apiGroup", "")
    if group:
        errors.invalid_each((*at, "apiGroup"), dns_subdomain(group))
    elif source.get("kind") != "PersistentVolumeClaim":
        errors.invalid(at, "must be 'PersistentVolumeClaim' when referencing the default apiGroup")
