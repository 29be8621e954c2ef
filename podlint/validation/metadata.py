"""The metadata of objects.

Source: `k8s.io/apimachinery/pkg/api/validation/objectmeta.go`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .error import Errors
from .features import Features
from .formats import path_segment
from .labels import refuse_labels
from .names import Messages, dns_label, masked_prefix, qualified_name, size
from .path import Path

__all__ = ["refuse_annotations", "refuse_metadata", "refuse_path_segments"]

ANNOTATIONS_LIMIT = 256 * 1024
"""The maximum number of bytes of all keys and values together."""
_STANDARD_FINALIZERS = ("kubernetes", "orphan", "foregroundDeletion")
_OPERATIONS = ("Apply", "Update")
_LONGEST_MANAGER = 128
_LONGEST_SUBRESOURCE = 256
NameFormat = Callable[[str], Messages]


def refuse_metadata(
    errors: Errors,
    metadata: dict[str, Any],
    name_format: NameFormat,
    features: Features,
    at: Path,
    check_prefix: bool = True,
) -> None:
    """Refuse all errors in the metadata of an object.

    Go: `ValidateObjectMeta`; without `check_prefix`, `ValidateObjectMetaWithOpts`.
    """
    refuse_names(errors, metadata, name_format, at, check_prefix)
    refuse_common_metadata(errors, metadata, features, at)
    for index, finalizer in enumerate(metadata.get("finalizers", ())):
        if "/" not in finalizer and finalizer not in _STANDARD_FINALIZERS:
            errors.invalid(
                (*at, "finalizers", index),
                "name is neither a standard finalizer name nor is it fully qualified",
            )


def refuse_names(
    errors: Errors, metadata: dict[str, Any], name_format: NameFormat, at: Path, check_prefix: bool
) -> None:
    """Refuse an invalid name or prefix of a name, and metadata without both.

    Go: `ValidateObjectMetaAccessor`, `ValidateObjectMetaAccessorWithOpts`.
    """
    prefix, name = metadata.get("generateName", ""), metadata.get("name", "")
    if prefix and check_prefix:
        errors.invalid_each((*at, "generateName"), name_format(masked_prefix(prefix)))
    if name:
        errors.invalid_each((*at, "name"), name_format(name))
    else:
        errors.required((*at, "name"), "name or generateName is required")


def refuse_path_segments(errors: Errors, metadata: dict[str, Any], at: Path) -> None:
    """Refuse the start of a name that cannot be part of a URL; called only if there is no other
    error.

    Every valid name can be part of a URL.

    Go: `rest.BeforeCreate`.
    """
    errors.invalid_each((*at, "generateName"), path_segment(metadata.get("generateName", "")))


def refuse_common_metadata(
    errors: Errors, metadata: dict[str, Any], features: Features, at: Path
) -> None:
    """Refuse the errors that every kind of object can have, apart from its name.

    Go: `validateObjectMetaAccessorWithOptsCommon`.
    """
    errors.invalid_each((*at, "namespace"), dns_label(metadata.get("namespace", "")))
    refuse_labels(errors, metadata.get("labels", {}), (*at, "labels"))
    refuse_annotations(errors, metadata.get("annotations", {}), (*at, "annotations"))
    owners = metadata.get("ownerReferences", ())
    _refuse_owners(errors, owners, features, (*at, "ownerReferences"))
    _refuse_finalizers(errors, metadata.get("finalizers", ()), (*at, "finalizers"))
    for index, entry in enumerate(metadata.get("managedFields", ())):
        _refuse_managed_fields(errors, entry, features, (*at, "managedFields", index))


def refuse_annotations(errors: Errors, annotations: dict[str, str], at: Path) -> None:
    """Refuse keys that are not qualified names in lower case, and too much text.

    Go: `ValidateAnnotations`.
    """
    for key in annotations:
        errors.invalid_each((*at, key), qualified_name(key.lower()), shown=at)
    refuse_long_annotations(errors, annotations, at)


def refuse_long_annotations(errors: Errors, annotations: dict[str, str], at: Path) -> None:
    """Refuse more than 256 KiB of keys and values.

    Go: `ValidateAnnotationsSize`.
    """
    if sum(size(key) + size(value) for key, value in annotations.items()) > ANNOTATIONS_LIMIT:
        errors.too_long(at, ANNOTATIONS_LIMIT)


def _refuse_owners(
    errors: Errors, owners: list[dict[str, Any]], features: Features, at: Path
) -> None:
    """Refuse incomplete owners, an Event as owner, and a second controller.

    Go: `ValidateOwnerReferences`.
    """
    controller = ""
    for index, owner in enumerate(owners):
        if features.metadata_checked_precisely:
            _refuse_owner(errors, owner, (*at, index))
        else:
            _refuse_owner_without_index(errors, owner, (*at, index), at)
        if owner.get("controller"):
            this = f"{owner.get('kind', '')}/{owner.get('name', '')}"
            if controller:
                errors.invalid(
                    (*at, index, "controller"),
                    'Only one reference can have Controller set to true. Found "true" in '
                    f"references for {controller} and {this}",
                    shown=at,
                    value="owners",
                )
            else:
                controller = this


def _refuse_owner(errors: Errors, owner: dict[str, Any], at: Path) -> None:
    """Go: `validateOwnerReference` from 1.37 on."""
    api_version = owner.get("apiVersion", "")
    group, version = _group_version(api_version)
    for name in ("apiVersion", "kind", "name", "uid"):
        if not owner.get(name):
            errors.required((*at, name), "must not be empty")
    if api_version and not version:
        errors.invalid((*at, "apiVersion"), "must be <group>/<version> or <version>")
    if (group, version, owner.get("kind")) == ("", "v1", "Event"):
        errors.invalid(at, "/v1, Kind=Event is disallowed from being an owner")


def _refuse_owner_without_index(
    errors: Errors, owner: dict[str, Any], at: Path, shown: Path
) -> None:
    """Go: `validateOwnerReference` before 1.37."""
    group, version = _group_version(owner.get("apiVersion", ""))
    if not version:
        errors.invalid(
            (*at, "apiVersion"), "version must not be empty", shown=(*shown, "apiVersion")
        )
    for name in ("kind", "name", "uid"):
        if not owner.get(name):
            errors.invalid((*at, name), "must not be empty", shown=(*shown, name))
    if (group, version, owner.get("kind")) == ("", "v1", "Event"):
        errors.invalid(at, "/v1, Kind=Event is disallowed from being an owner", shown=shown)


def _group_version(api_version: str) -> tuple[str, str]:
    """Go: `schema.FromAPIVersionAndKind`; both parts are empty if it cannot parse the text."""
    if not api_version or api_version == "/" or api_version.count("/") > 1:
        return "", ""
    group, _, version = api_version.rpartition("/")
    return group, version


def _refuse_finalizers(errors: Errors, finalizers: list[str], at: Path) -> None:
    """Refuse finalizers with invalid names, and two that contradict each other.

    Go: `ValidateFinalizers`.
    """
    for index, finalizer in enumerate(finalizers):
        errors.invalid_each((*at, index), qualified_name(finalizer), at, finalizer)
    if "orphan" in finalizers and "foregroundDeletion" in finalizers:
        errors.invalid(at, "finalizer orphan and foregroundDeletion cannot be both set")


def _refuse_managed_fields(
    errors: Errors, entry: dict[str, Any], features: Features, at: Path
) -> None:
    """Refuse entries of managed fields that the server could not have written.

    Go: `ValidateManagedFields`, `ValidateFieldManager`.
    """
    if entry.get("operation") not in _OPERATIONS:
        if not features.metadata_checked_precisely:
            errors.invalid((*at, "operation"), "must be `Apply` or `Update`")
        elif entry.get("operation"):
            errors.not_supported((*at, "operation"), _OPERATIONS)
        else:
            errors.required((*at, "operation"), "must not be empty")
    if entry.get("fieldsType") not in (None, "", "FieldsV1"):
        errors.invalid((*at, "fieldsType"), "must be `FieldsV1`")
    manager = entry.get("manager", "")
    if size(manager) > _LONGEST_MANAGER:
        errors.too_long((*at, "manager"), _LONGEST_MANAGER)
    for position, character in enumerate(manager):
        if not character.isprintable():
            code = f"U+{ord(character):04X}"
            errors.invalid((*at, "manager"), f"invalid character {code} (at position {position})")
    if size(entry.get("subresource", "")) > _LONGEST_SUBRESOURCE:
        errors.too_long((*at, "subresource"), _LONGEST_SUBRESOURCE)
