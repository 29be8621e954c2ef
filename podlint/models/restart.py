"""Rules that restart single containers."""

from .fields import field
from .node import Node
from .scalar import Int32

__all__ = ["ContainerRestartRule", "ContainerRestartRuleOnExitCodes"]


class ContainerRestartRuleOnExitCodes(Node):
    """Exit codes that a rule applies to.

    API type: `core/v1 ContainerRestartRuleOnExitCodes`.
    """

    operator: str | None = field(required=True, one_of=("In", "NotIn"))
    values: list[Int32] = []


class ContainerRestartRule(Node):
    """What happens when a container exits with certain codes.

    API type: `core/v1 ContainerRestartRule`.
    """

    action: str | None = field(required=True, one_of=("Restart", "RestartAllContainers"))
    exit_codes: ContainerRestartRuleOnExitCodes | None = None
