"""What the API server answers when an object is to be created.

It decodes strictly, fills in, sets system fields, prepares, validates, and then warns. Admission
plugins are no part of it.

Source: `rest.BeforeCreate` and the strategies in `pkg/registry`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

from podlint import models

from .cron_job import refuse_cron_job
from .daemon_set import refuse_daemon_set
from .decoding import decode
from .deployment import ROLLBACK, refuse_deployment
from .error import Errors, FieldError, ServerWarning
from .features import Features, features_of, parse_version
from .job import refuse_job
from .metadata import refuse_path_segments
from .origin import origin, undefaulted
from .path import Path
from .pod import refuse_pod
from .pod_template import refuse_pod_template
from .preparing import (
    drop_disabled,
    drop_old_annotations,
    generate_selector,
    merge_label_keys,
    set_system_metadata,
)
from .replica_set import refuse_replica_set
from .replication_controller import refuse_replication_controller
from .stateful_set import refuse_stateful_set
from .workload_defaults import DEFAULTS
from .workload_warnings import warn_of_apparmor, warn_of_object

__all__ = ["pod_errors", "validate", "warnings"]

Object = dict[str, Any]
Check = Callable[[Errors, Object, Features], None]
NEWEST = "1.36"
_READ_ANNOTATIONS = {
    "Deployment": ROLLBACK,
    "DaemonSet": "deprecated.daemonset.template.generation",
}
_is_integer = re.compile("[+-]?[0-9]+").fullmatch


class _Kind(NamedTuple):
    api_version: str
    refuse: Check
    template: Path
    """Where the template of Pods is; empty for a Pod."""


_IN_SPEC: Path = ("spec", "template")
_KINDS = {
    "Pod": _Kind("v1", refuse_pod, ()),
    "PodTemplate": _Kind("v1", refuse_pod_template, ("template",)),
    "ReplicationController": _Kind("v1", refuse_replication_controller, _IN_SPEC),
    "ReplicaSet": _Kind("apps/v1", refuse_replica_set, _IN_SPEC),
    "Deployment": _Kind("apps/v1", refuse_deployment, _IN_SPEC),
    "StatefulSet": _Kind("apps/v1", refuse_stateful_set, _IN_SPEC),
    "DaemonSet": _Kind("apps/v1", refuse_daemon_set, _IN_SPEC),
    "Job": _Kind("batch/v1", refuse_job, _IN_SPEC),
    "CronJob": _Kind("batch/v1", refuse_cron_job, ("spec", "jobTemplate", *_IN_SPEC)),
}
KINDS = tuple(_KINDS)
"""The kinds that can be validated."""


class _Prepared(NamedTuple):
    """An object as the server validates it, and where its parts were before."""

    object: Object
    kind: str
    moves: dict[Path, Path]


def validate(obj: Object, kubernetes_version: str = NEWEST) -> list[FieldError]:
    """Why the API server refuses to create this object; empty if it takes it.

    Raises:
        ValueError: the kind is none of `KINDS`, or the version is no version.
    """
    features = features_of(kubernetes_version)
    prepared, faults = _prepare(obj, features, kubernetes_version)
    if prepared is None:
        return faults
    return _located(_validate(prepared, features), obj)


def warnings(obj: Object, kubernetes_version: str = NEWEST) -> list[ServerWarning]:
    """What the API server warns about when it creates this object.

    It warns of little before it has validated an object, and of nothing in one that it cannot
    decode.

    Raises:
        ValueError: the kind is none of `KINDS`, or the version is no version.
    """
    features = features_of(kubernetes_version)
    prepared, _ = _prepare(obj, features, kubernetes_version)
    if prepared is None:
        return []
    found = warn_of_apparmor(prepared.object) if prepared.kind == "Pod" else []
    if not _validate(prepared, features):
        template = _KINDS[prepared.kind].template
        found += warn_of_object(prepared.object, prepared.kind, template, features)
    return [ServerWarning(each, origin(each.path, prepared.moves)) for each in found]


def pod_errors(obj: Object, kubernetes_version: str = NEWEST) -> list[FieldError]:
    """Why the API server refuses the Pods that the controller of this object would create.

    `field` is the server's word about the Pod, `path` the place in the given object. Empty for a
    Pod, and for what cannot be decoded.

    Raises:
        ValueError: the kind is none of `KINDS`, or the version is no version.
    """
    features = features_of(kubernetes_version)
    owner, _ = _prepare(obj, features, kubernetes_version)
    if owner is None or owner.kind == "Pod":
        return []
    made = _make_pod(owner)
    if made is None:
        return []
    pod, moves = made
    prepared = _finish(pod, "Pod", features)
    errors = [
        error._replace(path=origin(origin(error.path, moves), owner.moves))
        for error in _validate(prepared, features)
    ]
    return _located(errors, obj)


def _located(errors: list[FieldError], obj: Object) -> list[FieldError]:
    """The errors at the places of what is written in the given object."""
    return [error._replace(path=undefaulted(error.path, obj)) for error in errors]


def _validate(prepared: _Prepared, features: Features) -> list[FieldError]:
    errors = Errors()
    _KINDS[prepared.kind].refuse(errors, prepared.object, features)
    if not errors.found:
        refuse_path_segments(errors, prepared.object["metadata"], ("metadata",))
    if not prepared.moves:
        return errors.found
    return [error._replace(path=origin(error.path, prepared.moves)) for error in errors.found]


def _prepare(
    obj: Object, features: Features, version: str
) -> tuple[_Prepared | None, list[FieldError]]:
    """The object as the server validates it, or why the server cannot decode it."""
    errors = Errors()
    kind = _read_kind(obj, errors)
    if errors.found:
        return None, errors.found
    decoded = decode(getattr(models, kind), parse_version(version), obj, errors)
    if not errors.found:
        decoded.setdefault("metadata", {})
        _convert_annotations(decoded, kind, errors)
    if errors.found:
        undecodable = [error for error in errors.found if error.type == "Undecodable"]
        return None, undecodable or errors.found
    return _finish(decoded, kind, features), []


def _read_kind(obj: Object, errors: Errors) -> str:
    """The kind of the object, if the server has it in this version of the API.

    Raises:
        ValueError: it is a kind that is not validated here.
    """
    kind, api_version = obj.get("kind"), obj.get("apiVersion")
    for name, value in (("kind", kind), ("apiVersion", api_version)):
        if not value:
            errors.add((name,), "Undecodable", f"Object '{name}' is missing")
        elif not isinstance(value, str):
            errors.add((name,), "Undecodable", f"{name} is no string")
    if errors.found:
        return ""
    if kind not in _KINDS:
        message = f"{kind} is not among the kinds that are validated: {', '.join(KINDS)}"
        raise ValueError(message)
    if api_version != _KINDS[kind].api_version:
        detail = f'no kind "{kind}" is registered for version "{api_version}"'
        errors.add(("apiVersion",), "Undecodable", detail)
    return str(kind)


def _convert_annotations(obj: Object, kind: str, errors: Errors) -> None:
    """Annotations that the server reads as fields; numbers that are none make it give up.

    Go: `Convert_v1_Deployment_To_apps_Deployment`, `Convert_v1_DaemonSet_To_apps_DaemonSet`.
    """
    annotations = obj["metadata"].get("annotations", {})
    key = _READ_ANNOTATIONS.get(kind)
    value = annotations.get(key) if key else None
    if key is None or value is None or (kind == "Deployment" and not value):
        return
    if not (_is_integer(value) and -(2**63) <= int(value) < 2**63):
        errors.add(("metadata", "annotations", key), "Undecodable", f'"{value}" is no whole number')
    if kind == "DaemonSet":
        del annotations[key]


def _finish(obj: Object, kind: str, features: Features) -> _Prepared:
    """Fill in a decoded object, set its system fields and prepare it."""
    metadata = obj.setdefault("metadata", {})
    DEFAULTS[kind](obj)
    set_system_metadata(metadata)
    at = _KINDS[kind].template
    template = _follow(obj, at)
    if template is None:
        return _Prepared(obj, kind, {})
    spec = template["spec"]
    drop_old_annotations(template["metadata"])
    if kind == "Pod" and spec["terminationGracePeriodSeconds"] < 0:
        spec["terminationGracePeriodSeconds"] = 1
    if kind == "Job":
        generate_selector(obj)
    if kind == "StatefulSet":
        obj["spec"]["updateStrategy"].get("rollingUpdate", {}).pop("maxUnavailable", None)
    moves = drop_disabled(spec, features, (*at, "spec"))
    if kind == "Pod":
        merge_label_keys(obj)
    return _Prepared(obj, kind, moves)


def _follow(obj: Object, path: Path) -> Object | None:
    """What is at `path`; None where there is nothing."""
    found: Any = obj
    for step in path:
        found = found.get(step)
        if found is None:
            return None
    return found  # type: ignore[no-any-return]


def _make_pod(owner: _Prepared) -> tuple[Object, dict[Path, Path]] | None:
    """A Pod as the controller makes it from a template, and where its parts come from.

    The claims of a StatefulSet become volumes; those of the same name are replaced.
    """
    at = _KINDS[owner.kind].template
    template = _follow(owner.object, at)
    if template is None:
        return None
    pod: Object = deepcopy(template)
    metadata, name = owner.object["metadata"], owner.object["metadata"].get("name", "")
    pod["metadata"].pop("name", None)
    pod["metadata"] |= {"namespace": metadata["namespace"], "generateName": f"{name}-"}
    moves: dict[Path, Path] = {
        ("metadata",): (*at, "metadata"),
        ("metadata", "name"): ("metadata", "name"),
        ("metadata", "generateName"): ("metadata", "name"),
        ("metadata", "namespace"): ("metadata", "namespace"),
        ("spec",): (*at, "spec"),
    }
    if owner.kind == "StatefulSet":
        pod["metadata"]["name"] = f"{name}-0"
        moves |= _mount_claims(pod, owner.object["spec"], f"{name}-0")
    return pod, moves


def _mount_claims(pod: Object, spec: Object, pod_name: str) -> dict[Path, Path]:
    """Go: `updateStorage` of the StatefulSet controller."""
    claims = spec.get("volumeClaimTemplates", ())
    volumes = pod["spec"].get("volumes", [])
    positions = {volume.get("name", ""): index for index, volume in enumerate(volumes)}
    moves: dict[Path, Path] = {}
    for index, claim in enumerate(claims):
        name = claim["metadata"].get("name", "")
        position = positions.get(name, len(volumes))
        source = {"claimName": f"{name}-{pod_name}"}
        volumes[position : position + 1] = [{"name": name, "persistentVolumeClaim": source}]
        place: Path = ("spec", "volumeClaimTemplates", index)
        moves[("spec", "volumes", position)] = place
        moves[("spec", "volumes", position, "name")] = (*place, "metadata", "name")
    if volumes:
        pod["spec"]["volumes"] = volumes
    return moves
