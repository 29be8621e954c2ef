"""ReplicationController."""

from typing import TYPE_CHECKING

from .lazy import lazy
from .node import Node
from .object import KubernetesObject
from .pod_template import PodTemplateSpec
from .scalar import Int32

if TYPE_CHECKING:
    from .workload_status import ReplicationControllerStatus
else:
    ReplicationControllerStatus = lazy(".workload_status", "ReplicationControllerStatus")

__all__ = ["ReplicationController", "ReplicationControllerSpec"]


class ReplicationControllerSpec(Node):
    """The number and the template of the Pods.

    API type: `core/v1 ReplicationControllerSpec`.
    """

    replicas: Int32 | None = None
    min_ready_seconds: Int32 | None = None
    selector: dict[str, str] = {}
    template: PodTemplateSpec | None = None


class ReplicationController(KubernetesObject):
    """Keeps a number of Pods running. Deployments have replaced ReplicationControllers.

    API type: `core/v1 ReplicationController`.
    """

    spec: ReplicationControllerSpec | None = None
    status: ReplicationControllerStatus | None = None
