"""StatefulSet."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .object import KubernetesObject
from .pod_template import PodTemplateSpec
from .scalar import Int32, IntOrString
from .selector import LabelSelector

if TYPE_CHECKING:
    from .persistent_volume_claim import PersistentVolumeClaim
    from .workload_status import StatefulSetStatus
else:
    PersistentVolumeClaim = lazy(".persistent_volume_claim", "PersistentVolumeClaim")
    StatefulSetStatus = lazy(".workload_status", "StatefulSetStatus")

__all__ = [
    "RollingUpdateStatefulSetStrategy",
    "StatefulSet",
    "StatefulSetOrdinals",
    "StatefulSetPersistentVolumeClaimRetentionPolicy",
    "StatefulSetSpec",
    "StatefulSetUpdateStrategy",
]


class RollingUpdateStatefulSetStrategy(Node):
    """Which Pods are updated, and how many at a time.

    API type: `apps/v1 RollingUpdateStatefulSetStrategy`.
    """

    partition: Int32 | None = None
    max_unavailable: IntOrString | None = None


class StatefulSetUpdateStrategy(Node):
    """How Pods are updated.

    API type: `apps/v1 StatefulSetUpdateStrategy`.
    """

    type: str | None = field(one_of=("RollingUpdate", "OnDelete"))
    rolling_update: RollingUpdateStatefulSetStrategy | None = None


class StatefulSetPersistentVolumeClaimRetentionPolicy(Node):
    """What happens to claims when Pods are deleted.

    API type: `apps/v1 StatefulSetPersistentVolumeClaimRetentionPolicy`.
    """

    when_deleted: str | None = field(one_of=("Retain", "Delete"))
    when_scaled: str | None = field(one_of=("Retain", "Delete"))


class StatefulSetOrdinals(Node):
    """The number of the first Pod.

    API type: `apps/v1 StatefulSetOrdinals`.
    """

    start: Int32 | None = None


class StatefulSetSpec(Node):
    """The number and the template of the Pods, and the volumes that each of them claims.

    API type: `apps/v1 StatefulSetSpec`.
    """

    replicas: Int32 | None = None
    selector: LabelSelector | None = field(required=True)
    template: PodTemplateSpec | None = field(required=True)
    volume_claim_templates: list[PersistentVolumeClaim] = []
    service_name: str | None = None
    pod_management_policy: str | None = field(one_of=("OrderedReady", "Parallel"))
    update_strategy: StatefulSetUpdateStrategy | None = None
    revision_history_limit: Int32 | None = None
    min_ready_seconds: Int32 | None = None
    persistent_volume_claim_retention_policy: (
        StatefulSetPersistentVolumeClaimRetentionPolicy | None
    ) = None
    ordinals: StatefulSetOrdinals | None = field(since="1.26")


class StatefulSet(KubernetesObject):
    """Keeps numbered Pods running, each with its own volumes.

    API type: `apps/v1 StatefulSet`.
    """

    spec: StatefulSetSpec | None = field(required=True)
    status: StatefulSetStatus | None = None
