"""Groups of equal nodes, as the settings of a project describe them.

Labels that the kubelet, a cloud provider or an installer sets are unknown unless they are listed;
any other label that is not listed does not exist. Amounts of CPU, memory, ephemeral storage and
Pods are unknown unless they are listed; any other resource that is not listed does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping

from podlint.scheduling.conditions import SAME_LABELS
from podlint.scheduling.platforms import PLATFORM_LABELS
from podlint.scheduling.taints import Taint
from podlint.startup.frozen import Frozen

__all__ = ["NO_NODES", "NodeGroup", "Nodes"]

_UNKNOWN_LABELS = frozenset(
    (
        *PLATFORM_LABELS,
        "kubernetes.io/hostname",
        "node.kubernetes.io/instance-type",
        "node.kubernetes.io/windows-build",
        "topology.kubernetes.io/region",
        "topology.kubernetes.io/zone",
        "beta.kubernetes.io/instance-type",
        "failure-domain.beta.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone",
    )
)
"""Labels that the kubelet and the cloud controller manager set on nodes."""

_UNKNOWN_PREFIXES = (
    "alpha.eksctl.io/",
    "cloud.google.com/",
    "csi.volume.kubernetes.io/",
    "eks.amazonaws.com/",
    "feature.node.kubernetes.io/",
    "karpenter.",
    "kubernetes.azure.com/",
    "node-role.kubernetes.io/",
    "topology.",
)
"""Prefixes of labels that cloud providers, installers and drivers set on nodes."""

_UNKNOWN_AMOUNTS = frozenset(("cpu", "memory", "ephemeral-storage", "pods"))


class NodeGroup(Frozen):
    """Nodes with the same taints and resources.

    Attributes:
        name: The name of the group.
        labels: The values of each label: each node of the group has one of them.
        taints: The taints.
        amounts: The allocatable amounts: CPU in thousandths, others in whole units.
        count: The number of nodes; None if it is unknown.
    """

    name: str
    labels: Mapping[str, tuple[str, ...]]
    taints: tuple[Taint, ...] = ()
    amounts: Mapping[str, int] = {}
    count: int | None = None

    def values_of(self, label: str) -> tuple[str, ...] | None:
        """The values that a label can have on these nodes; None if they are not known.

        Empty if the nodes do not have the label.
        """
        wanted = SAME_LABELS.get(label, label)
        for key, values in self.labels.items():
            if SAME_LABELS.get(key, key) == wanted:
                return values
        if label in _UNKNOWN_LABELS or label.startswith(_UNKNOWN_PREFIXES):
            return None
        return ()

    def amount_of(self, resource: str) -> int | None:
        """How much of a resource an empty node has; None if it is not known."""
        known = self.amounts.get(resource)
        if known is not None:
            return known
        unknown = resource in _UNKNOWN_AMOUNTS or resource.startswith("attachable-volumes-")
        return None if unknown else 0


class Nodes(Frozen, eq=False):
    """The nodes of a cluster.

    Attributes:
        groups: The groups.
        complete: There are no other nodes.
    """

    groups: tuple[NodeGroup, ...] = ()
    complete: bool = False


NO_NODES = Nodes()
