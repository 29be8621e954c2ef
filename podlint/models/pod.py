"""The Pod and its spec."""

from typing import TYPE_CHECKING

from .container import Container
from .fields import field
from .lazy import lazy
from .node import Node
from .object import KubernetesObject
from .quantity import Quantity
from .scalar import Int32, Int64

if TYPE_CHECKING:
    from .affinity import Affinity
    from .container_defaults import ContainerDefaults
    from .dns import HostAlias, PodDNSConfig
    from .ephemeral_container import EphemeralContainer
    from .pod_condition import PodOS, PodReadinessGate
    from .pod_status import PodStatus
    from .reference import LocalObjectReference
    from .resource_claim import PodResourceClaim
    from .resources import ResourceRequirements
    from .scheduling import (
        EvictionResponder,
        PodSchedulingGate,
        PodSchedulingGroup,
        TopologySpreadConstraint,
        WorkloadReference,
    )
    from .security_context import PodSecurityContext
    from .toleration import Toleration
    from .volume import Volume
else:
    LocalObjectReference = lazy(".reference", "LocalObjectReference")
    ResourceRequirements = lazy(".resources", "ResourceRequirements")
    PodSecurityContext = lazy(".security_context", "PodSecurityContext")
    Volume = lazy(".volume", "Volume")
    Affinity = lazy(".affinity", "Affinity")
    HostAlias = lazy(".dns", "HostAlias")
    PodDNSConfig = lazy(".dns", "PodDNSConfig")
    PodStatus = lazy(".pod_status", "PodStatus")
    PodResourceClaim = lazy(".resource_claim", "PodResourceClaim")
    EvictionResponder = lazy(".scheduling", "EvictionResponder")
    PodSchedulingGate = lazy(".scheduling", "PodSchedulingGate")
    PodSchedulingGroup = lazy(".scheduling", "PodSchedulingGroup")
    TopologySpreadConstraint = lazy(".scheduling", "TopologySpreadConstraint")
    WorkloadReference = lazy(".scheduling", "WorkloadReference")
    Toleration = lazy(".toleration", "Toleration")
    EphemeralContainer = lazy(".ephemeral_container", "EphemeralContainer")
    PodOS = lazy(".pod_condition", "PodOS")
    PodReadinessGate = lazy(".pod_condition", "PodReadinessGate")

__all__ = ["Pod", "PodSpec"]


class PodSpec(Node):
    """The specification of a Pod.

    API type: `core/v1 PodSpec`.
    """

    volumes: list[Volume] = []
    init_containers: list[Container] = []
    containers: list[Container] = field([], required=True)
    ephemeral_containers: list[EphemeralContainer] = []
    restart_policy: str | None = field(one_of=("Always", "OnFailure", "Never"))
    termination_grace_period_seconds: Int64 | None = None
    active_deadline_seconds: Int64 | None = None
    dns_policy: str | None = field(
        one_of=("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")
    )
    node_selector: dict[str, str] = {}
    service_account_name: str | None = None
    service_account: str | None = None
    automount_service_account_token: bool | None = None
    node_name: str | None = None
    host_network: bool | None = None
    host_pid: bool | None = field(alias="hostPID")
    host_ipc: bool | None = field(alias="hostIPC")
    share_process_namespace: bool | None = None
    security_context: PodSecurityContext | None = None
    image_pull_secrets: list[LocalObjectReference] = []
    hostname: str | None = None
    subdomain: str | None = None
    affinity: Affinity | None = None
    scheduler_name: str | None = None
    tolerations: list[Toleration] = []
    host_aliases: list[HostAlias] = []
    priority_class_name: str | None = None
    priority: Int32 | None = None
    dns_config: PodDNSConfig | None = None
    readiness_gates: list[PodReadinessGate] = []
    runtime_class_name: str | None = None
    enable_service_links: bool | None = None
    preemption_policy: str | None = field(one_of=("PreemptLowerPriority", "Never"))
    overhead: dict[str, Quantity] = {}
    topology_spread_constraints: list[TopologySpreadConstraint] = []
    set_hostname_as_fqdn: bool | None = field(alias="setHostnameAsFQDN")
    os: PodOS | None = None
    host_users: bool | None = None
    scheduling_gates: list[PodSchedulingGate] = field([], since="1.26")
    resource_claims: list[PodResourceClaim] = field([], since="1.26")
    resources: ResourceRequirements | None = field(since="1.32")
    hostname_override: str | None = field(since="1.34")
    scheduling_group: PodSchedulingGroup | None = field(since="1.36")
    eviction_responders: list[EvictionResponder] = field([], since="1.37")
    workload_ref: WorkloadReference | None = field(since="1.35", until="1.36")

    __slots__ = ("_container_defaults",)

    @property
    def container_defaults(self) -> "ContainerDefaults | None":
        """What the LimitRanges of the Pod's unit set in its containers; None if there are none."""
        try:
            found: ContainerDefaults | None = object.__getattribute__(self, "_container_defaults")
        except AttributeError:
            return None
        return found

    def put_container_defaults(self, defaults: "ContainerDefaults | None") -> None:
        """Set the defaults, which other objects decide; for the code that reads a unit."""
        object.__setattr__(self, "_container_defaults", defaults)

    @property
    def all_containers(self) -> list[Container]:
        """All containers: init containers and sidecars, app containers, and ephemeral ones."""
        return [*self.init_containers, *self.containers, *self.ephemeral_containers]

    @property
    def effective_restart_policy(self) -> str:
        """The restart policy, Always by default."""
        return self.restart_policy or "Always"

    @property
    def effective_termination_grace_period_seconds(self) -> int:
        """Seconds from SIGTERM to SIGKILL, 30 by default."""
        given = self.termination_grace_period_seconds
        return 30 if given is None else given

    @property
    def effective_service_account_name(self) -> str:
        """The service account, from either field; `default` if there is none."""
        return self.service_account_name or self.service_account or "default"


class Pod(KubernetesObject):
    """One or more containers that run together on a node.

    API type: `core/v1 Pod`.
    """

    spec: PodSpec | None = None
    status: PodStatus | None = None
