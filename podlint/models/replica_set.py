"""ReplicaSet."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .object import KubernetesObject
from .pod_template import PodTemplateSpec
from .scalar import Int32
from .selector import LabelSelector

if TYPE_CHECKING:
    from .workload_status import ReplicaSetStatus
else:
    ReplicaSetStatus = lazy(".workload_status", "ReplicaSetStatus")

__all__ = ["ReplicaSet", "ReplicaSetSpec"]


class ReplicaSetSpec(Node):
    """The number and the template of the Pods.

    API type: `apps/v1 ReplicaSetSpec`.
    """

    replicas: Int32 | None = None
    min_ready_seconds: Int32 | None = None
    selector: LabelSelector | None = field(required=True)
    template: PodTemplateSpec | None = None


class ReplicaSet(KubernetesObject):
    """Keeps a number of Pods running, usually for a Deployment.

    API type: `apps/v1 ReplicaSet`.
    """

    spec: ReplicaSetSpec | None = field(required=True)
    status: ReplicaSetStatus | None = None
