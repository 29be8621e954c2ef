"""Volumes of cloud providers and storage products.

Source: the `validate...VolumeSource` functions of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .names import dns_label
from .path import Path

__all__ = [
    "refuse_aws_elastic_block_store",
    "refuse_azure_disk",
    "refuse_azure_file",
    "refuse_gce_persistent_disk",
    "refuse_photon",
    "refuse_portworx",
    "refuse_scale_io",
    "refuse_storageos",
    "refuse_vsphere",
    "require",
]

_CACHING_MODES = ("None", "ReadOnly", "ReadWrite")
_DISK_KINDS = ("Dedicated", "Managed", "Shared")
_MANAGED_URI = (
    "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/"
    "{disk-id}"
)
_BLOB_URI = "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"


def require(errors: Errors, source: dict[str, Any], at: Path, *names: str) -> None:
    """Refuse fields that are missing or empty."""
    for name in names:
        if not source.get(name):
            errors.required((*at, name))


def _refuse_partition(errors: Errors, source: dict[str, Any], at: Path) -> None:
    if not 0 <= source.get("partition", 0) <= 255:
        errors.invalid((*at, "partition"), "must be between 1 and 255, inclusive")


def refuse_gce_persistent_disk(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing name of a disk, and an invalid partition.

    Go: `validateGCEPersistentDiskVolumeSource`.
    """
    require(errors, source, at, "pdName")
    _refuse_partition(errors, source, at)


def refuse_aws_elastic_block_store(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing ID of a volume, and an invalid partition.

    Go: `validateAWSElasticBlockStoreVolumeSource`.
    """
    require(errors, source, at, "volumeID")
    _refuse_partition(errors, source, at)


def refuse_azure_file(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing secret or share.

    Go: `validateAzureFile`.
    """
    require(errors, source, at, "secretName", "shareName")


def refuse_azure_disk(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing name or URI of a disk, unknown modes, and a URI that does not fit the kind.

    Go: `validateAzureDisk`.
    """
    require(errors, source, at, "diskName", "diskURI")
    if source.get("cachingMode", "ReadWrite") not in _CACHING_MODES:
        errors.not_supported((*at, "cachingMode"), _CACHING_MODES)
    kind, address = source.get("kind", "Shared"), source.get("diskURI", "")
    if kind not in _DISK_KINDS:
        errors.not_supported((*at, "kind"), _DISK_KINDS)
    if kind == "Managed" and not address.startswith("/subscriptions/"):
        errors.not_supported((*at, "diskURI"), (_MANAGED_URI,))
    if kind != "Managed" and not address.startswith("https://"):
        errors.not_supported((*at, "diskURI"), (_BLOB_URI,))


def refuse_vsphere(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing path of a volume.

    Go: `validateVsphereVolumeSource`.
    """
    require(errors, source, at, "volumePath")


def refuse_photon(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing ID of a disk.

    Go: `validatePhotonPersistentDiskVolumeSource`.
    """
    require(errors, source, at, "pdID")


def refuse_portworx(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing ID of a volume.

    Go: `validatePortworxVolumeSource`.
    """
    require(errors, source, at, "volumeID")


def refuse_scale_io(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse a missing gateway, system or volume.

    Go: `validateScaleIOVolumeSource`.
    """
    require(errors, source, at, "gateway", "system", "volumeName")


def refuse_storageos(errors: Errors, source: dict[str, Any], at: Path) -> None:
    """Refuse invalid names of volume and namespace, and a secret without a name.

    Go: `validateStorageOSVolumeSource`.
    """
    if source.get("volumeName"):
        errors.invalid_each((*at, "volumeName"), dns_label(source["volumeName"]))
    else:
        errors.required((*at, "volumeName"))
    if source.get("volumeNamespace"):
        errors.invalid_each((*at, "volumeNamespace"), dns_label(source["volumeNamespace"]))
    if "secretRef" in source:
        require(errors, source["secretRef"], (*at, "secretRef"), "name")
