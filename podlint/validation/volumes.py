"""Volumes of a Pod: their names, and their sources, of which each has one.

Source: `ValidateVolumes` and `validateVolumeSource` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple, TypeAlias

from .error import Errors
from .features import Features
from .names import dns_label, dns_subdomain, size
from .path import Path, odd
from .quoting import quoted

__all__ = ["VolumeContext", "refuse_volumes"]

Volume: TypeAlias = "dict[str, Any]"
LONGEST_ISCSI_NAME = 64


class VolumeContext(NamedTuple):
    """The properties of the Pod that the checks of volumes need."""

    features: Features
    is_pod: bool
    pod_name: str
    """The name of the Pod; empty for a template, because the names of its Pods are not known."""


class _Source(NamedTuple):
    """A type of volume, with its spelling if the server does not use the field's name."""

    name: str
    area: str
    function: str
    spelling: str = ""
    spelling_if_second: str = ""

    def refuse(self, errors: Errors, source: Volume, at: Path, context: VolumeContext) -> None:
        """Refuse all errors of a source; the check is imported on use."""
        module = import_module(f".volumes_{self.area}", __package__)
        check: Callable[..., None] = getattr(module, f"refuse_{self.function}")
        if self.name in ("csi", "ephemeral"):
            check(errors, source, at, context.features)
        elif self.name == "image":
            needed = context.is_pod or context.features.image_volume_needs_reference
            check(errors, source, at, needed)
        else:
            check(errors, source, at)


_SOURCES = (
    _Source("emptyDir", "local", "empty_dir"),
    _Source("hostPath", "local", "host_path"),
    _Source("gitRepo", "local", "git_repo"),
    _Source("gcePersistentDisk", "cloud", "gce_persistent_disk", "persistentDisk"),
    _Source("awsElasticBlockStore", "cloud", "aws_elastic_block_store"),
    _Source("secret", "local", "secret"),
    _Source("nfs", "network", "nfs"),
    _Source("iscsi", "network", "iscsi"),
    _Source("glusterfs", "network", "glusterfs"),
    _Source("flocker", "network", "flocker"),
    _Source("persistentVolumeClaim", "claimed", "persistent_claim"),
    _Source("rbd", "network", "rbd"),
    _Source("cinder", "network", "cinder"),
    _Source("cephfs", "network", "cephfs", spelling_if_second="cephFS"),
    _Source("quobyte", "network", "quobyte"),
    _Source("downwardAPI", "local", "downward_api", spelling_if_second="downwarAPI"),
    _Source("fc", "network", "fibre_channel"),
    _Source("flexVolume", "network", "flex"),
    _Source("configMap", "local", "config_map"),
    _Source("azureFile", "cloud", "azure_file"),
    _Source("vsphereVolume", "cloud", "vsphere"),
    _Source("photonPersistentDisk", "cloud", "photon"),
    _Source("portworxVolume", "cloud", "portworx"),
    _Source("azureDisk", "cloud", "azure_disk"),
    _Source("storageos", "cloud", "storageos"),
    _Source("projected", "projected", "projected"),
    _Source("scaleIO", "cloud", "scale_io"),
    _Source("csi", "claimed", "csi"),
    _Source("ephemeral", "claimed", "ephemeral"),
    _Source("image", "local", "image"),
)
_BY_NAME = {source.name: source for source in _SOURCES}
_ORDER = {source.name: position for position, source in enumerate(_SOURCES)}
SOURCES = frozenset(_BY_NAME)
"""The fields of a volume that are sources."""


def refuse_volumes(
    errors: Errors, volumes: list[Volume], context: VolumeContext, at: Path
) -> dict[str, Volume]:
    """Refuse all errors of the volumes; return the valid ones by name.

    Go: `ValidateVolumes`.
    """
    sound: dict[str, Volume] = {}
    created = {
        f"{context.pod_name}-{volume.get('name', '')}"
        for volume in volumes
        if context.pod_name and "ephemeral" in volume
    }
    for index, volume in enumerate(volumes):
        place = (*at, index)
        name, before = volume.get("name", ""), len(errors)
        _refuse_sources(errors, volume, context, place)
        if name:
            errors.invalid_each((*place, "name"), dns_label(name))
        else:
            errors.required((*place, "name"))
        if name in sound:
            errors.duplicate((*place, "name"))
        if len(errors) == before:
            sound[name] = volume
        claim = volume.get("persistentVolumeClaim", {}).get("claimName", "")
        if claim in created and "persistentVolumeClaim" in volume:
            errors.invalid(
                (*place, "persistentVolumeClaim", "claimName"),
                "must not reference a PVC that gets created for an ephemeral volume",
            )
    return sound


def _refuse_sources(errors: Errors, volume: Volume, context: VolumeContext, at: Path) -> None:
    """Refuse a second source, and the errors of the first.

    Go: `validateVolumeSource`.
    """
    given = [name for name in volume if name in SOURCES]
    if len(given) > 1:
        given.sort(key=_ORDER.__getitem__)
    for position, name in enumerate(given):
        source = _BY_NAME[name]
        if position:
            spelling = source.spelling_if_second
            step = odd(name, f".{spelling}") if spelling else name
            errors.forbidden((*at, step), "may not specify more than 1 volume type")
        else:
            step = odd(name, f".{source.spelling}") if source.spelling else name
            source.refuse(errors, volume[name], (*at, step), context)
        if name == "iscsi":
            _refuse_long_initiator(errors, volume, at)
    if given[:1] == ["ephemeral"] and context.pod_name and volume.get("name"):
        claim = f"{context.pod_name}-{volume['name']}"
        for message in dns_subdomain(claim):
            errors.invalid((*at, "name"), f"PVC name {quoted(claim)}: {message}")


def _refuse_long_initiator(errors: Errors, volume: Volume, at: Path) -> None:
    """Refuse a name and a portal that are too long together, if there is an initiator."""
    iscsi = volume["iscsi"]
    label = f"{volume.get('name', '')}:{iscsi.get('targetPortal', '')}"
    if "initiatorName" in iscsi and size(label) > LONGEST_ISCSI_NAME:
        errors.invalid(
            (*at, "name"),
            "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if "
            "iscsi.initiatorName is specified.",
        )
