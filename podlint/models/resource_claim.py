"""Device claims of Pods and containers."""

from .fields import field
from .node import Node

__all__ = ["ClaimSource", "PodResourceClaim", "ResourceClaim"]


class ClaimSource(Node):
    """The source of a claim before 1.31.

    API type: `core/v1 ClaimSource`.
    """

    resource_claim_name: str | None = None
    resource_claim_template_name: str | None = None


class PodResourceClaim(Node):
    """A device claim that containers may use by its name.

    API type: `core/v1 PodResourceClaim`.
    """

    name: str | None = field(required=True)
    resource_claim_name: str | None = field(since="1.31")
    resource_claim_template_name: str | None = field(since="1.31")
    source: ClaimSource | None = field(until="1.31")


class ResourceClaim(Node):
    """A device claim of the Pod that this container uses.

    API type: `core/v1 ResourceClaim`.
    """

    name: str | None = field(required=True)
    request: str | None = field(since="1.31")
