"""Volumes with content of the node, of the API or of images.

Source: the `validate...VolumeSource` functions of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .local_path import refuse_backsteps, refuse_descent, refuse_reserved
from .path import Path, odd
from .references import VOLUME_FIELDS, refuse_field_reference, refuse_resource_reference
from .user_ids import refuse_id

__all__ = [
    "refuse_bad_owner",
    "refuse_config_map",
    "refuse_downward_api",
    "refuse_downward_api_file",
    "refuse_empty_dir",
    "refuse_git_repo",
    "refuse_host_path",
    "refuse_image",
    "refuse_item",
    "refuse_secret",
]

HOST_PATH_TYPES = (
    "",
    "BlockDevice",
    "CharDevice",
    "Directory",
    "DirectoryOrCreate",
    "File",
    "FileOrCreate",
    "Socket",
)
PULL_POLICIES = ("Always", "IfNotPresent", "Never")


def refuse_empty_dir(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a negative size limit."""
    limit = source.get("sizeLimit")
    if limit is not None and limit.nano < 0:
        errors.forbidden((*at, "sizeLimit"), "SizeLimit field must be a valid resource quantity")


def refuse_host_path(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing path, one that leads upwards, and an unknown type.

    Go: `validateHostPathVolumeSource`.
    """
    path = source.get("path", "")
    if not path:
        errors.required((*at, "path"))
        return
    refuse_backsteps(errors, path, (*at, "path"))
    if source.get("type", "") not in HOST_PATH_TYPES:
        errors.not_supported((*at, "type"), HOST_PATH_TYPES)


def refuse_git_repo(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing repository, and a folder outside the volume.

    Go: `validateGitRepoVolumeSource`.
    """
    if not source.get("repository"):
        errors.required((*at, "repository"))
    refuse_descent(errors, source.get("directory", ""), (*at, "directory"))


def refuse_secret(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing name, and invalid modes and paths.

    Go: `validateSecretVolumeSource`.
    """
    if not source.get("secretName"):
        errors.required((*at, "secretName"))
    _refuse_items(errors, source, at)


def refuse_config_map(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing name, and invalid modes and paths.

    Go: `validateConfigMapVolumeSource`.
    """
    if not source.get("name"):
        errors.required((*at, "name"))
    _refuse_items(errors, source, at)


def _refuse_items(errors: Errors, source: dict[str, Any], at: Path) -> None:
    refuse_bad_owner(errors, source, "defaultMode", "defaultUser", at)
    for index, item in enumerate(source.get("items", ())):
        refuse_item(errors, item, (*at, "items", index))


def refuse_item(errors: Errors, item: dict[str, Any], at: Path) -> None:
    """Refuse an entry without a key or path, and a path outside the volume.

    Go: `validateKeyToPath`.
    """
    for name in ("key", "path"):
        if not item.get(name):
            errors.required((*at, name))
    refuse_reserved(errors, item.get("path", ""), (*at, "path"))
    refuse_bad_owner(errors, item, "mode", "user", at)


def refuse_bad_owner(
    errors: Errors, source: dict[str, Any], mode: str, user: str, at: Path
) -> None:
    """Refuse a file mode of more than nine bits, and an invalid user. `mode` and `user` are names
    of fields.
    """
    refuse_id(errors, source.get(user, 0), (*at, user))
    if not 0 <= source.get(mode, 0) <= 0o777:
        detail = "must be a number between 0 and 0777 (octal), both inclusive"
        errors.invalid((*at, mode), detail, value=source[mode])


def refuse_downward_api(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse invalid modes and files.

    Go: `validateDownwardAPIVolumeSource`.
    """
    refuse_bad_owner(errors, source, "defaultMode", "defaultUser", at)
    for index, file in enumerate(source.get("items", ())):
        refuse_downward_api_file(errors, file, (*at, odd("items", ""), odd(index, "")))


def refuse_downward_api_file(errors: Errors, file: dict[str, Any], at: Path) -> None:
    """Refuse a file without a path, and one without field and resource or with both.

    Go: `validateDownwardAPIVolumeFile`.
    """
    path = file.get("path", "")
    if not path:
        errors.required((*at, "path"))
    refuse_reserved(errors, path, (*at, "path"))
    field, resource = file.get("fieldRef"), file.get("resourceFieldRef")
    if field is not None:
        refuse_field_reference(errors, field, VOLUME_FIELDS, (*at, "fieldRef"))
        if resource is not None:
            detail = "fieldRef and resourceFieldRef can not be specified simultaneously"
            errors.invalid(at, detail, value="resource")
    elif resource is not None:
        refuse_resource_reference(errors, resource, (*at, "resourceFieldRef"), in_volume=True)
    else:
        errors.required(at, "one of fieldRef and resourceFieldRef is required")
    refuse_bad_owner(errors, file, "mode", "user", at)


def refuse_image(errors: Errors, source: dict[str, Any], at: Path, needed: bool) -> None:
    """Refuse a missing image if one is required, and an unknown pull policy.

    Go: `validateImageVolumeSource`.
    """
    if needed and not source.get("reference"):
        errors.required((*at, "reference"))
    if source.get("pullPolicy", "") not in ("", *PULL_POLICIES):
        errors.not_supported((*at, "pullPolicy"), PULL_POLICIES)
