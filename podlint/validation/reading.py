"""The steps of the API server before validation.

It reads the kind, decodes strictly, sets defaults and system fields, and prepares the object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

from podlint import models
from podlint.document.numerals import whole_number
from podlint.version import parse_version

from .decoding import decode
from .defaulting import default_pod_resources
from .error import Errors, FieldError
from .features import Features
from .kinds import KINDS, Object, follow, kind_named
from .path import Path
from .preparing import (
    drop_disabled,
    drop_old_annotations,
    generate_selector,
    merge_label_keys,
    set_system_metadata,
)
from .workload_defaults import DEFAULTS

__all__ = ["ROLLBACK", "Admit", "Prepared", "finish", "read"]

ROLLBACK = "deprecated.deployment.rollback.to"
"""An annotation that replaces a field of old Deployments."""

_READ_ANNOTATIONS = {
    "Deployment": ROLLBACK,
    "DaemonSet": "deprecated.daemonset.template.generation",
}


class Prepared(NamedTuple):
    """An object as the server validates it, and the former places of its parts."""

    object: Object
    kind: str
    moves: dict[Path, Path]


Admit: TypeAlias = Callable[[Object], None]
"""Changes the decoded spec of a Pod as admission plugins do."""


def read(
    obj: Object, features: Features, version: str, admit: Admit | None = None
) -> tuple[Prepared | None, list[FieldError]]:
    """The object as the server validates it, and why the server cannot decode it.

    If only unknown fields are wrong, both are returned, and these fields are left out.

    Args:
        obj: The object.
        features: The features of the server.
        version: The version of Kubernetes.
        admit: As for `finish`.

    Raises:
        ValueError: The kind is not one of `KINDS`.
    """
    errors = Errors()
    kind = _read_kind(obj, errors)
    if errors.found:
        return None, errors.found
    decoded = decode(getattr(models, kind), parse_version(version), obj, errors)
    if all(error.type == "Unknown field" for error in errors.found):
        decoded.setdefault("metadata", {})
        _convert_annotations(decoded, kind, errors)
    undecodable = [error for error in errors.found if error.type == "Undecodable"]
    if undecodable:
        return None, undecodable
    return finish(decoded, kind, features, admit), errors.found


def _read_kind(obj: Object, errors: Errors) -> str:
    """The kind of the object, if the server has it in this version of the API.

    Raises:
        ValueError: The kind is not one of `KINDS`.
    """
    named = {"kind": "", "apiVersion": ""}
    for key, name, value in _meant_as(obj, named):
        if isinstance(value, str):
            named[name] = value
        else:
            errors.add((key,), "Undecodable", f"{name} is not a string")
    for name, value in named.items():
        if not value and not errors.found:
            errors.add((name,), "Undecodable", f"Object '{name}' is missing")
    if errors.found:
        return ""
    kind, api_version = named["kind"], named["apiVersion"]
    if kind not in KINDS and obj.get("kind") not in KINDS:
        message = f"{kind} is not among the kinds that are validated: {', '.join(KINDS)}"
        raise ValueError(message)
    if kind not in KINDS or api_version != kind_named(kind).api_version:
        detail = f'no kind "{kind}" is registered for version "{api_version}"'
        errors.add(("apiVersion",), "Undecodable", detail)
    return kind


def _meant_as(obj: Object, names: Iterable[str]) -> Iterator[tuple[str, str, Any]]:
    """The keys that the server accepts for one of these names, each with that name and its value.

    To find the kind, the server reads the object with Go's `encoding/json`: case does not matter,
    null counts as absent, and the last key wins. `apiversion` comes after `apiVersion`, because
    YAML becomes JSON with sorted keys. Go: `meta.Interpret`.
    """
    folded = {name.lower(): name for name in names}
    for key in sorted(obj, key=lambda key: key.encode("utf-8", "surrogatepass")):
        name = folded.get(key.replace("\u017f", "s").lower())
        if name is not None and obj[key] is not None:
            yield key, name, obj[key]


def _convert_annotations(obj: Object, kind: str, errors: Errors) -> None:
    """Convert annotations that the server reads as fields; it refuses an object with invalid
    numbers in them.

    Go: `Convert_v1_Deployment_To_apps_Deployment`, `Convert_v1_DaemonSet_To_apps_DaemonSet`.
    """
    annotations = obj["metadata"].get("annotations", {})
    key = _READ_ANNOTATIONS.get(kind)
    value = annotations.get(key) if key else None
    if key is None or value is None or (kind == "Deployment" and not value):
        return
    number = whole_number(value)
    if number is None or not -(2**63) <= number < 2**63:
        errors.add(
            ("metadata", "annotations", key), "Undecodable", f'"{value}" is not a whole number'
        )
    if kind == "DaemonSet":
        del annotations[key]


def finish(obj: Object, kind: str, features: Features, admit: Admit | None = None) -> Prepared:
    """Set the defaults and the system fields of a decoded object, and prepare it.

    Args:
        obj: The object.
        kind: Its kind.
        features: The features of the server.
        admit: For a Pod, changes its spec after the defaults are set.
    """
    metadata = obj.setdefault("metadata", {})
    DEFAULTS[kind](obj, features)
    if admit and kind == "Pod":
        admit(obj["spec"])
    set_system_metadata(metadata)
    if features.whole_server and "managedFields" in metadata:
        from .admission import forget_unreadable_managers

        forget_unreadable_managers(obj, kind_named(kind).api_version)
    at = kind_named(kind).template
    template = follow(obj, at)
    if template is None:
        return Prepared(obj, kind, {})
    spec = template["spec"]
    drop_old_annotations(template["metadata"])
    if kind == "Pod" and spec["terminationGracePeriodSeconds"] < 0:
        spec["terminationGracePeriodSeconds"] = 1
    if kind == "Job":
        generate_selector(obj)
    if kind == "StatefulSet" and not features.max_unavailable_in_stateful_sets:
        obj["spec"]["updateStrategy"].get("rollingUpdate", {}).pop("maxUnavailable", None)
    moves = drop_disabled(spec, features, (*at, "spec"))
    if kind == "Pod":
        merge_label_keys(obj, features)
        if features.complete_pod_resources and "resources" in spec:
            default_pod_resources(spec, complete=True)
    return Prepared(obj, kind, moves)
