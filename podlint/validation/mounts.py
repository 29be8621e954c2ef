"""Mounts and block devices of containers.

Source: `ValidateVolumeMounts` and `ValidateVolumeDevices` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .local_path import has_backsteps, refuse_descent
from .path import Path, odd

__all__ = ["refuse_devices", "refuse_mounts"]

PROPAGATIONS = ("Bidirectional", "HostToContainer", "None")
RECURSIONS = ("Disabled", "Enabled", "IfPossible")
_SPECIALS = frozenset({"subPath", "subPathExpr", "mountPropagation", "recursiveReadOnly"})


def refuse_mounts(
    errors: Errors, container: dict[str, Any], volumes: dict[str, dict[str, Any]], at: Path
) -> None:
    """Refuse mounts of unknown volumes, repeated paths, and settings that contradict each other.

    Go: `ValidateVolumeMounts`.
    """
    devices = container.get("volumeDevices", ())
    device_names = {device.get("name", "") for device in devices}
    device_paths = _last_paths(devices, "devicePath")
    taken: set[str] = set()
    for index, mount in enumerate(container.get("volumeMounts", ())):
        place = (*at, index)
        name, path = mount.get("name", ""), mount.get("mountPath", "")
        if not name:
            errors.required((*place, "name"))
        if name not in volumes:
            errors.not_found((*place, "name"))
        if not path:
            errors.required((*place, "mountPath"))
        if path in taken:
            errors.invalid((*place, "mountPath"), "must be unique")
        taken.add(path)
        if name in device_names:
            errors.invalid((*place, "name"), "must not already exist in volumeDevices")
        if path in device_paths:
            errors.invalid(
                (*place, "mountPath"), "must not already exist as a path in volumeDevices"
            )
        if not mount.keys().isdisjoint(_SPECIALS):
            _refuse_sub_path(errors, mount, place)
            _refuse_propagation(errors, mount, container, (*at, odd(index, "")))
            _refuse_recursion(errors, mount, (*at, odd(index, "")))


def _last_paths(entries: list[dict[str, Any]], name: str) -> set[str]:
    """The paths of the entries; of entries with the same name, the last one counts."""
    return set({entry.get("name", ""): entry.get(name, "") for entry in entries}.values())


def _refuse_sub_path(errors: Errors, mount: dict[str, Any], at: Path) -> None:
    """Refuse a path within the volume that leads out of it, and two such paths."""
    *outer, index = at
    unnumbered = (*outer, odd(index, ""))
    path, expression = mount.get("subPath", ""), mount.get("subPathExpr", "")
    refuse_descent(errors, path, (*unnumbered, "subPath"))
    if expression:
        if path:
            errors.invalid((*at, "subPathExpr"), "subPathExpr and subPath are mutually exclusive")
        refuse_descent(errors, expression, (*unnumbered, "subPathExpr"))


def _refuse_propagation(
    errors: Errors, mount: dict[str, Any], container: dict[str, Any], at: Path
) -> None:
    """Refuse an unknown propagation, and one that only privileged containers may have.

    Go: `validateMountPropagation`.
    """
    propagation = mount.get("mountPropagation")
    if propagation is None:
        return
    place = (*at, "mountPropagation")
    if propagation not in PROPAGATIONS:
        errors.not_supported(place, PROPAGATIONS, value=propagation)
    privileged = container.get("securityContext", {}).get("privileged")
    if propagation == "Bidirectional" and not privileged:
        errors.forbidden(
            place, "Bidirectional mount propagation is available only to privileged containers"
        )


def _refuse_recursion(errors: Errors, mount: dict[str, Any], at: Path) -> None:
    """Refuse recursive read-only mounts that are not read-only or that propagate.

    Go: `validateMountRecursiveReadOnly`.
    """
    recursion = mount.get("recursiveReadOnly")
    place = (*at, "recursiveReadOnly")
    if recursion is None or recursion == "Disabled":
        return
    if recursion not in RECURSIONS:
        errors.not_supported(place, RECURSIONS, value=recursion)
        return
    if not mount.get("readOnly"):
        errors.forbidden(place, "may only be specified when readOnly is true")
    if mount.get("mountPropagation", "None") != "None":
        errors.forbidden(
            place, "may only be specified when mountPropagation is None or not specified"
        )


def refuse_devices(
    errors: Errors, container: dict[str, Any], volumes: dict[str, dict[str, Any]], at: Path
) -> None:
    """Refuse devices that are not claims, repeated ones, and ones that are also mounted.

    Go: `ValidateVolumeDevices`.
    """
    mounts = container.get("volumeMounts", ())
    mount_names = {mount.get("name", "") for mount in mounts}
    mount_paths = _last_paths(mounts, "mountPath")
    names: set[str] = set()
    paths: set[str] = set()
    for index, device in enumerate(container.get("volumeDevices", ())):
        place = (*at, index)
        name, path = device.get("name", ""), device.get("devicePath", "")
        if not name:
            errors.required((*place, "name"))
        if name in names:
            errors.invalid((*place, "name"), "must be unique")
        volume = volumes.get(name)
        if volume is None:
            errors.not_found((*place, "name"))
        elif not volume.keys() & {"persistentVolumeClaim", "ephemeral"}:
            errors.invalid(
                (*place, "name"),
                "can only use volume source type of PersistentVolumeClaim or Ephemeral "
                "for block mode",
            )
        if not path:
            errors.required((*place, "devicePath"))
        if path in paths:
            errors.invalid((*place, "devicePath"), "must be unique")
        if has_backsteps(path):
            errors.invalid((*place, "devicePath"), "can not contain backsteps ('..')")
        else:
            paths.add(path)
        if name in mount_names:
            errors.invalid((*place, "name"), "must not already exist in volumeMounts")
        if path in mount_paths:
            errors.invalid(
                (*place, "devicePath"), "must not already exist as a path in volumeMounts"
            )
        if name:
            names.add(name)
