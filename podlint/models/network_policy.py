"""NetworkPolicy: which Pods may talk to each other."""

from .excerpt import Excerpt, ExcerptObject
from .fields import field
from .selector import LabelSelector

__all__ = [
    "NetworkPolicy",
    "NetworkPolicyEgressRule",
    "NetworkPolicyIngressRule",
    "NetworkPolicyPeer",
    "NetworkPolicySpec",
]


class NetworkPolicyPeer(Excerpt):
    """The other side of a connection: Pods, in some namespaces.

    API type: `networking/v1 NetworkPolicyPeer`, in part.
    """

    pod_selector: LabelSelector | None = None
    namespace_selector: LabelSelector | None = None


class NetworkPolicyIngressRule(Excerpt):
    """The sources of a rule.

    API type: `networking/v1 NetworkPolicyIngressRule`, in part. `from` is a keyword of Python.
    """

    peers: list[NetworkPolicyPeer] = field([], alias="from")


class NetworkPolicyEgressRule(Excerpt):
    """The destinations of a rule.

    API type: `networking/v1 NetworkPolicyEgressRule`, in part.
    """

    to: list[NetworkPolicyPeer] = []


class NetworkPolicySpec(Excerpt):
    """The Pods that the policy selects, and the connections that it allows.

    API type: `networking/v1 NetworkPolicySpec`, in part.
    """

    pod_selector: LabelSelector | None = None
    ingress: list[NetworkPolicyIngressRule] = []
    egress: list[NetworkPolicyEgressRule] = []


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
