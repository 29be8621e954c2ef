"""Network volumes.

Source: the `validate...VolumeSource` functions of `pkg/apis/core/validation`.
"""

from __future__ import annotations

import re
from typing import Any

from .error import Errors
from .names import size
from .path import Key, Path, odd
from .volumes_cloud import require

__all__ = [
    "refuse_cephfs",
    "refuse_cinder",
    "refuse_fibre_channel",
    "refuse_flex",
    "refuse_flocker",
    "refuse_glusterfs",
    "refuse_iscsi",
    "refuse_nfs",
    "refuse_quobyte",
    "refuse_rbd",
]

LONGEST_TENANT = 64
_INITIATORS = {
    "iqn": re.compile(r"iqn\.[0-9]{4}-[0-9]{2}\.[0-9A-Za-z.-]+:[^,;*&$|\t\n\f\r ]+\Z"),
    "eui": re.compile(r"\Aeui.[0-9A-Za-z]{16}\Z"),
    "naa": re.compile(r"\Anaa.[0-9A-Za-z]{32}\Z"),
}


def refuse_nfs(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing server, and a missing or relative path.

    Go: `validateNFSVolumeSource`.
    """
    require(errors, source, at, "server", "path")
    if not source.get("path", "").startswith("/"):
        errors.invalid((*at, "path"), "must be an absolute path")


def refuse_iscsi(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing portal, invalid names, an invalid unit, and authentication without a secret.

    Go: `validateISCSIVolumeSource`.
    """
    require(errors, source, at, "targetPortal")
    if source.get("iqn"):
        _refuse_initiator(errors, source["iqn"], (*at, "iqn"))
    else:
        errors.required((*at, "iqn"))
    _refuse_unit(errors, source.get("lun", 0), (*at, "lun"))
    authenticates = source.get("chapAuthDiscovery") or source.get("chapAuthSession")
    if authenticates and "secretRef" not in source:
        errors.required((*at, "secretRef"))
    if "initiatorName" in source:
        place = (*at, odd("initiatorName", ".initiatorname"))
        _refuse_initiator(errors, source["initiatorName"], place)


def _refuse_initiator(errors: Errors, name: str, at: Path) -> None:
    pattern = _INITIATORS.get(name[:3])
    if pattern is None:
        errors.invalid(at, "must be valid format starting with iqn, eui, or naa")
    elif not pattern.search(name):
        errors.invalid(at, "must be valid format")


def _refuse_unit(errors: Errors, unit: int, at: Path) -> None:
    if not 0 <= unit <= 255:
        errors.invalid(at, "must be between 0 and 255, inclusive")


def refuse_fibre_channel(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a volume without names and IDs or with both, and an invalid unit.

    Go: `validateFCVolumeSource`.
    """
    names, identifiers = source.get("targetWWNs"), source.get("wwids")
    if not names and not identifiers:
        errors.required(
            (*at, "targetWWNs"), "must specify either targetWWNs or wwids, but not both"
        )
    if names and identifiers:
        errors.invalid(
            (*at, "targetWWNs"), "targetWWNs and wwids can not be specified simultaneously"
        )
    if names and "lun" not in source:
        errors.required((*at, "lun"), "lun is required if targetWWNs is specified")
    elif names:
        _refuse_unit(errors, source["lun"], (*at, "lun"))


def refuse_glusterfs(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse missing endpoints or a missing path.

    Go: `validateGlusterfsVolumeSource`.
    """
    require(errors, source, at, "endpoints", "path")


def refuse_flocker(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a volume without name and ID or with both, and a slash in the name.

    Go: `validateFlockerVolumeSource`.
    """
    name, identifier = source.get("datasetName", ""), source.get("datasetUUID")
    if not name and not identifier:
        errors.required(at, "one of datasetName and datasetUUID is required")
    if name and identifier:
        errors.invalid(at, "datasetName and datasetUUID can not be specified simultaneously")
    if "/" in name:
        errors.invalid((*at, "datasetName"), "must not contain '/'")


def refuse_rbd(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse missing monitors or a missing image.

    Go: `validateRBDVolumeSource`.
    """
    require(errors, source, at, "monitors", "image")


def refuse_cephfs(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse missing monitors.

    Go: `validateCephFSVolumeSource`.
    """
    require(errors, source, at, "monitors")


def refuse_cinder(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing ID of a volume, and a secret without a name.

    Go: `validateCinderVolumeSource`.
    """
    require(errors, source, at, "volumeID")
    if "secretRef" in source:
        require(errors, source["secretRef"], (*at, "secretRef"), "name")


def refuse_quobyte(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing registry, one that is not a list of hosts and ports, a missing volume, and a
    long tenant.

    Go: `validateQuobyteVolumeSource`.
    """
    registry = source.get("registry", "")
    wanted = "must be a host:port pair or multiple pairs separated by commas"
    if not registry:
        errors.required((*at, "registry"), wanted)
    elif size(source.get("tenant", "")) > LONGEST_TENANT:
        errors.required(
            (*at, "tenant"),
            f"must be a UUID and may not exceed a length of {LONGEST_TENANT} characters",
        )
    else:
        for pair in registry.split(","):
            if not _is_host_and_port(pair):
                errors.invalid((*at, "registry"), wanted)
    require(errors, source, at, "volume")


def _is_host_and_port(text: str) -> bool:
    """Whether Go's `net.SplitHostPort` can split the text."""
    host, colon, port = text.rpartition(":")
    if not colon:
        return False
    if text.startswith("["):
        end = text.find("]")
        host = text[1:end]
        if end < 0 or end + 1 != len(text) - len(port) - 1:
            return False
        return "[" not in host and "[" not in port and "]" not in port
    return not any(character in host for character in ":[]") and not set("[]") & set(port)


def refuse_flex(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing driver, and options that only Kubernetes may set.

    Go: `validateFlexVolumeSource`.
    """
    require(errors, source, at, "driver")
    for key in source.get("options", ()):
        namespace = "." + key.partition("/")[0].lower()
        if namespace.endswith((".kubernetes.io", ".k8s.io")):
            errors.invalid(
                (*at, "options", Key(key)), "kubernetes.io and k8s.io namespaces are reserved"
            )
