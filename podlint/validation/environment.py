"""Environment variables.

Source: `ValidateEnv` and `ValidateEnvFrom` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .containers_in_spec import containers_of
from .error import Errors
from .features import Features
from .local_path import refuse_backsteps
from .names import (
    config_key,
    dns_label,
    dns_subdomain,
    environment_name,
    masked_prefix,
    strict_environment_name,
)
from .path import Path
from .references import ENVIRONMENT_FIELDS, refuse_field_reference, refuse_resource_reference

__all__ = ["refuse_environment", "refuse_file_references", "refuse_imported_environment"]


def refuse_environment(
    errors: Errors, variables: list[dict[str, Any]], features: Features, at: Path
) -> None:
    """Refuse variables with invalid names or sources.

    Go: `ValidateEnv`.
    """
    for index, variable in enumerate(variables):
        name = variable.get("name", "")
        if name:
            errors.invalid_each((*at, index, "name"), _name(name, features))
        else:
            errors.required((*at, index, "name"))
        if "valueFrom" in variable:
            _refuse_source(errors, variable, features, (*at, index, "valueFrom"))


def _name(name: str, features: Features) -> tuple[str, ...]:
    return environment_name(name) if features.names_relaxed else strict_environment_name(name)


def _refuse_source(errors: Errors, variable: dict[str, Any], features: Features, at: Path) -> None:
    """Refuse a variable without a source, with several sources, or with a source and a value, and
    errors of each source.

    Go: `validateEnvVarValueFrom`.
    """
    source = variable["valueFrom"]
    if "fieldRef" in source:
        refuse_field_reference(errors, source["fieldRef"], ENVIRONMENT_FIELDS, (*at, "fieldRef"))
    if "resourceFieldRef" in source:
        place = (*at, "resourceFieldRef")
        refuse_resource_reference(errors, source["resourceFieldRef"], place, in_volume=False)
    for name in ("configMapKeyRef", "secretKeyRef"):
        if name in source:
            _refuse_key(errors, source[name], (*at, name))
    if "fileKeyRef" in source:
        _refuse_file(errors, source["fileKeyRef"], (*at, "fileKeyRef"))
    if not source:
        known = "`fieldRef`, `resourceFieldRef`, `configMapKeyRef`"
        rest = ", `secretKeyRef` or `fileKeyRef`" if features.env_files else " or `secretKeyRef`"
        errors.invalid(at, f"must specify one of: {known}{rest}")
    elif variable.get("value"):
        errors.invalid(at, "may not be specified when `value` is not empty")
    elif len(source) > 1:
        errors.invalid(at, "may not have more than one field specified at a time")


def _refuse_key(errors: Errors, reference: dict[str, Any], at: Path) -> None:
    """Refuse an invalid name of a ConfigMap or Secret, and an invalid key.

    Go: `validateConfigMapKeySelector`, `validateSecretKeySelector`.
    """
    errors.invalid_each((*at, "name"), dns_subdomain(reference.get("name", "")))
    if reference.get("key"):
        errors.invalid_each((*at, "key"), config_key(reference["key"]))
    else:
        errors.required((*at, "key"))


def _refuse_file(errors: Errors, reference: dict[str, Any], at: Path) -> None:
    """Refuse an invalid key, volume or path of a file of variables.

    Go: `validateFileKeySelector`.
    """
    if reference.get("key"):
        errors.invalid_each((*at, "key"), environment_name(reference["key"]))
    else:
        errors.required((*at, "key"))
    if reference.get("volumeName"):
        errors.invalid_each((*at, "volumeName"), dns_label(reference["volumeName"]))
    else:
        errors.required((*at, "volumeName"))
    if reference.get("path"):
        refuse_backsteps(errors, reference["path"], (*at, "path"))
    else:
        errors.required((*at, "path"))


def refuse_file_references(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse files of variables in volumes that do not exist or are not an emptyDir.

    Go: `validateFileKeyRefVolumes`.
    """
    volumes = {volume.get("name", ""): volume for volume in spec.get("volumes", ())}
    for container, place in containers_of(spec, at):
        for index, variable in enumerate(container.get("env", ())):
            if "valueFrom" not in variable or "fileKeyRef" not in variable["valueFrom"]:
                continue
            reference = variable["valueFrom"]["fileKeyRef"]
            where = (*place, "env", index, "valueFrom", "fileKeyRef", "volumeName")
            volume = volumes.get(reference.get("volumeName", ""))
            if volume is None:
                errors.not_found(where)
            elif "emptyDir" not in volume:
                errors.invalid(where, "referenced volume must be of type emptyDir")


def refuse_imported_environment(
    errors: Errors, sources: list[dict[str, Any]], features: Features, at: Path
) -> None:
    """Refuse whole ConfigMaps and Secrets with invalid names or prefixes, and entries without or
    with both of them.

    Go: `ValidateEnvFrom`.
    """
    for index, source in enumerate(sources):
        place = (*at, index)
        if source.get("prefix"):
            errors.invalid_each((*place, "prefix"), _name(source["prefix"], features))
        given = [name for name in ("configMapRef", "secretRef") if name in source]
        for name in given:
            if source[name].get("name"):
                # The server treats the name as a prefix here, so it may end with a dash.
                messages = dns_subdomain(masked_prefix(source[name]["name"]))
                errors.invalid_each((*place, name, "name"), messages)
            else:
                errors.required((*place, name, "name"))
        if not given:
            errors.invalid(place, "must specify one of: `configMapRef` or `secretRef`", at, "")
        elif len(given) > 1:
            errors.invalid(place, "may not have more than one field specified at a time", at, "")
