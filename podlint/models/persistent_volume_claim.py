"""Claims on persistent volumes, including templates in Pods and StatefulSets."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .metadata import ObjectMeta
from .node import Node
from .object import KubernetesObject
from .quantity import Quantity
from .selector import LabelSelector

if TYPE_CHECKING:
    from .persistent_volume_claim_status import PersistentVolumeClaimStatus
    from .reference import TypedLocalObjectReference, TypedObjectReference
else:
    PersistentVolumeClaimStatus = lazy(
        ".persistent_volume_claim_status", "PersistentVolumeClaimStatus"
    )
    TypedLocalObjectReference = lazy(".reference", "TypedLocalObjectReference")
    TypedObjectReference = lazy(".reference", "TypedObjectReference")

__all__ = [
    "EphemeralVolumeSource",
    "PersistentVolumeClaim",
    "PersistentVolumeClaimSpec",
    "PersistentVolumeClaimTemplate",
    "VolumeResourceRequirements",
]


class VolumeResourceRequirements(Node):
    """The requested amount of storage.

    API type: `core/v1 VolumeResourceRequirements`.
    """

    limits: dict[str, Quantity] = {}
    requests: dict[str, Quantity] = {}


class PersistentVolumeClaimSpec(Node):
    """The required properties of the volume.

    API type: `core/v1 PersistentVolumeClaimSpec`.
    """

    access_modes: list[str] = field(
        [], one_of=("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")
    )
    selector: LabelSelector | None = None
    resources: VolumeResourceRequirements | None = None
    volume_name: str | None = None
    storage_class_name: str | None = None
    volume_mode: str | None = field(one_of=("Block", "Filesystem"))
    data_source: TypedLocalObjectReference | None = None
    data_source_ref: TypedObjectReference | None = None
    volume_attributes_class_name: str | None = field(since="1.29")


class PersistentVolumeClaimTemplate(Node):
    """The template of the claim for each Pod.

    API type: `core/v1 PersistentVolumeClaimTemplate`.
    """

    metadata: ObjectMeta | None = None
    spec: PersistentVolumeClaimSpec | None = field(required=True)


class EphemeralVolumeSource(Node):
    """A volume that is claimed for this Pod and deleted with it.

    API type: `core/v1 EphemeralVolumeSource`.
    """

    volume_claim_template: PersistentVolumeClaimTemplate | None = None


class PersistentVolumeClaim(KubernetesObject):
    """A claim on a persistent volume.

    API type: `core/v1 PersistentVolumeClaim`.
    """

    spec: PersistentVolumeClaimSpec | None = None
    status: PersistentVolumeClaimStatus | None = None
