"""NetworkPolicy: which Pods may talk to each other."""

from .excerpt import Excerpt, ExcerptObject
from .fields import field
from .scalar import Int32, IntOrString
from .selector import LabelSelector

__all__ = [
    "IPBlock",
    "NetworkPolicy",
    "NetworkPolicyEgressRule",
    "NetworkPolicyIngressRule",
    "NetworkPolicyPeer",
    "NetworkPolicyPort",
    "NetworkPolicySpec",
]


class IPBlock(Excerpt):
    """A range of addresses.

    API type: `networking/v1 IPBlock`, in part.
    """

    cidr: str | None = None


class NetworkPolicyPort(Excerpt):
    """A port, or a range of ports.

    API type: `networking/v1 NetworkPolicyPort`.
    """

    protocol: str | None = None
    port: IntOrString | None = None
    end_port: Int32 | None = None


class NetworkPolicyPeer(Excerpt):
    """The other side of a connection: Pods, in some namespaces, or addresses.

    API type: `networking/v1 NetworkPolicyPeer`.
    """

    ip_block: IPBlock | None = None
    pod_selector: LabelSelector | None = None
    namespace_selector: LabelSelector | None = None


class NetworkPolicyIngressRule(Excerpt):
    """The sources of a rule, and the ports of the selected Pods.

    API type: `networking/v1 NetworkPolicyIngressRule`. `from` is a keyword of Python.
    """

    ports: list[NetworkPolicyPort] = []
    peers: list[NetworkPolicyPeer] = field([], alias="from")


class NetworkPolicyEgressRule(Excerpt):
    """The destinations of a rule, and their ports.

    API type: `networking/v1 NetworkPolicyEgressRule`.
    """

    ports: list[NetworkPolicyPort] = []
    to: list[NetworkPolicyPeer] = []


class NetworkPolicySpec(Excerpt):
    """The Pods that the policy selects, and the connections that it allows.

    API type: `networking/v1 NetworkPolicySpec`.
    """

    pod_selector: LabelSelector | None = None
    ingress: list[NetworkPolicyIngressRule] = []
    egress: list[NetworkPolicyEgressRule] = []
    policy_types: list[str] = []

    def isolates(self, direction: str) -> bool:
        """Whether only allowed traffic in a direction, ``Ingress`` or ``Egress``, remains.

        By default, the types are Ingress, and Egress if there are rules for it
        (`SetDefaults_NetworkPolicy`).
        """
        if self.policy_types:
            return direction in self.policy_types
        return direction == "Ingress" or bool(self.egress)


class NetworkPolicy(ExcerptObject):
    """Restricts the traffic of Pods.

    API type: `networking/v1 NetworkPolicy`, in part.
    """

    spec: NetworkPolicySpec | None = None

    @property
    def selectors(self) -> list[LabelSelector]:
        """The selectors of Pods in the policy's own namespace, first its own `podSelector`."""
        if self.spec is None:
            return []
        rules = ((each.peers for each in self.spec.ingress), (each.to for each in self.spec.egress))
        peers = [peer for side in rules for those in side for peer in those]
        own = [peer.pod_selector for peer in peers if peer.namespace_selector is None]
        return [each for each in (self.spec.pod_selector, *own) if each]
