"""DaemonSet."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .object import KubernetesObject
from .pod_template import PodTemplateSpec
from .scalar import Int32, IntOrString
from .selector import LabelSelector

if TYPE_CHECKING:
    from .workload_status import DaemonSetStatus
else:
    DaemonSetStatus = lazy(".workload_status", "DaemonSetStatus")

__all__ = ["DaemonSet", "DaemonSetSpec", "DaemonSetUpdateStrategy", "RollingUpdateDaemonSet"]


class RollingUpdateDaemonSet(Node):
    """How many Pods may be missing or in addition during an update.

    API type: `apps/v1 RollingUpdateDaemonSet`.
    """

    max_unavailable: IntOrString | None = None
    max_surge: IntOrString | None = None


class DaemonSetUpdateStrategy(Node):
    """How new Pods replace old ones.

    API type: `apps/v1 DaemonSetUpdateStrategy`.
    """

    type: str | None = field(one_of=("RollingUpdate", "OnDelete"))
    rolling_update: RollingUpdateDaemonSet | None = None


class DaemonSetSpec(Node):
    """The template of the Pods, and how they are updated.

    API type: `apps/v1 DaemonSetSpec`.
    """

    selector: LabelSelector | None = field(required=True)
    template: PodTemplateSpec | None = field(required=True)
    update_strategy: DaemonSetUpdateStrategy | None = None
    min_ready_seconds: Int32 | None = None
    revision_history_limit: Int32 | None = None


class DaemonSet(KubernetesObject):
    """Keeps one Pod running on every matching node.

    API type: `apps/v1 DaemonSet`.
    """

    spec: DaemonSetSpec | None = field(required=True)
    status: DaemonSetStatus | None = None
