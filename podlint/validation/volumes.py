"""Volumes of a Pod: names, and that each has one source.

Source: `ValidateVolumes` and `validateVolumeSource` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from .error import Errors
from .features import Features
from .names import dns_label, dns_subdomain, size
from .path import Path, odd
from .volumes_claimed import refuse_csi, refuse_ephemeral, refuse_persistent_claim
from .volumes_cloud import (
    refuse_aws_elastic_block_store,
    refuse_azure_disk,
    refuse_azure_file,
    refuse_gce_persistent_disk,
    refuse_photon,
    refuse_portworx,
    refuse_scale_io,
    refuse_storageos,
    refuse_vsphere,
)
from .volumes_local import (
    refuse_config_map,
    refuse_downward_api,
    refuse_empty_dir,
    refuse_git_repo,
    refuse_host_path,
    refuse_image,
    refuse_secret,
)
from .volumes_network import (
    refuse_cephfs,
    refuse_cinder,
    refuse_fibre_channel,
    refuse_flex,
    refuse_flocker,
    refuse_glusterfs,
    refuse_iscsi,
    refuse_nfs,
    refuse_quobyte,
    refuse_rbd,
)
from .volumes_projected import refuse_projected

__all__ = ["VolumeContext", "refuse_volumes"]

Volume: TypeAlias = "dict[str, Any]"
LONGEST_ISCSI_NAME = 64


class VolumeContext(NamedTuple):
    """What the checks of volumes need to know of the Pod."""

    features: Features
    is_pod: bool
    pod_name: str
    """Empty for a template: the names of its Pods are not known."""


SourceCheck: TypeAlias = Callable[[Errors, Volume, Path, VolumeContext], None]


class _Source(NamedTuple):
    """A type of volume; the spelling counts where the server does not use the field's name."""

    name: str
    refuse: SourceCheck
    spelling: str = ""
    spelling_if_second: str = ""


def _simple(check: Callable[[Errors, Volume, Path], None]) -> SourceCheck:
    return lambda errors, source, at, _: check(errors, source, at)


_SOURCES = (
    _Source("emptyDir", _simple(refuse_empty_dir)),
    _Source("hostPath", _simple(refuse_host_path)),
    _Source("gitRepo", _simple(refuse_git_repo)),
    _Source("gcePersistentDisk", _simple(refuse_gce_persistent_disk), "persistentDisk"),
    _Source("awsElasticBlockStore", _simple(refuse_aws_elastic_block_store)),
    _Source("secret", _simple(refuse_secret)),
    _Source("nfs", _simple(refuse_nfs)),
    _Source("iscsi", _simple(refuse_iscsi)),
    _Source("glusterfs", _simple(refuse_glusterfs)),
    _Source("flocker", _simple(refuse_flocker)),
    _Source("persistentVolumeClaim", _simple(refuse_persistent_claim)),
    _Source("rbd", _simple(refuse_rbd)),
    _Source("cinder", _simple(refuse_cinder)),
    _Source("cephfs", _simple(refuse_cephfs), spelling_if_second="cephFS"),
    _Source("quobyte", _simple(refuse_quobyte)),
    _Source("downwardAPI", _simple(refuse_downward_api), spelling_if_second="downwarAPI"),
    _Source("fc", _simple(refuse_fibre_channel)),
    _Source("flexVolume", _simple(refuse_flex)),
    _Source("configMap", _simple(refuse_config_map)),
    _Source("azureFile", _simple(refuse_azure_file)),
    _Source("vsphereVolume", _simple(refuse_vsphere)),
    _Source("photonPersistentDisk", _simple(refuse_photon)),
    _Source("portworxVolume", _simple(refuse_portworx)),
    _Source("azureDisk", _simple(refuse_azure_disk)),
    _Source("storageos", _simple(refuse_storageos)),
    _Source("projected", _simple(refuse_projected)),
    _Source("scaleIO", _simple(refuse_scale_io)),
    _Source("csi", lambda e, source, at, context: refuse_csi(e, source, at, context.features)),
    _Source("ephemeral", _simple(refuse_ephemeral)),
    _Source("image", lambda e, source, at, context: refuse_image(e, source, at, context.is_pod)),
)
_BY_NAME = {source.name: source for source in _SOURCES}
_ORDER = {source.name: position for position, source in enumerate(_SOURCES)}
SOURCES = frozenset(_BY_NAME)
"""The fields of a volume that are sources."""


def refuse_volumes(
    errors: Errors, volumes: list[Volume], context: VolumeContext, at: Path
) -> dict[str, Volume]:
    """Everything wrong with the volumes; gives the sound ones by name.

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
    """A second source, and what is wrong with the first.

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
            errors.invalid((*at, "name"), f'PVC name "{claim}": {message}')


def _refuse_long_initiator(errors: Errors, volume: Volume, at: Path) -> None:
    """A name and a portal that are too long together where the initiator is named."""
    iscsi = volume["iscsi"]
    label = f"{volume.get('name', '')}:{iscsi.get('targetPortal', '')}"
    if "initiatorName" in iscsi and size(label) > LONGEST_ISCSI_NAME:
        errors.invalid(
            (*at, "name"),
            "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if "
            "iscsi.initiatorName is specified.",
        )
