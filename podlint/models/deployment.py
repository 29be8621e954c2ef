"""Deployment."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .object import KubernetesObject
from .pod_template import PodTemplateSpec
from .scalar import Int32, IntOrString
from .selector import LabelSelector

if TYPE_CHECKING:
    from .workload_status import DeploymentStatus
else:
    DeploymentStatus = lazy(".workload_status", "DeploymentStatus")

__all__ = ["Deployment", "DeploymentSpec", "DeploymentStrategy", "RollingUpdateDeployment"]


class RollingUpdateDeployment(Node):
    """How many Pods may be missing or in addition during an update.

    API type: `apps/v1 RollingUpdateDeployment`.
    """

    max_unavailable: IntOrString | None = None
    max_surge: IntOrString | None = None


class DeploymentStrategy(Node):
    """How new Pods replace old ones.

    API type: `apps/v1 DeploymentStrategy`.
    """

    type: str | None = field(one_of=("RollingUpdate", "Recreate"))
    rolling_update: RollingUpdateDeployment | None = None


class DeploymentSpec(Node):
    """The number and the template of the Pods, and how they are updated.

    API type: `apps/v1 DeploymentSpec`.
    """

    replicas: Int32 | None = None
    selector: LabelSelector | None = field(required=True)
    template: PodTemplateSpec | None = field(required=True)
    strategy: DeploymentStrategy | None = None
    min_ready_seconds: Int32 | None = None
    revision_history_limit: Int32 | None = None
    paused: bool | None = None
    progress_deadline_seconds: Int32 | None = None


class Deployment(KubernetesObject):
    """Keeps a number of interchangeable Pods running and updates them.

    API type: `apps/v1 Deployment`.
    """

    spec: DeploymentSpec | None = field(required=True)
    status: DeploymentStatus | None = None
