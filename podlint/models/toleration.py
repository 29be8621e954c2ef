"""Tolerations."""

from .fields import field
from .node import Node
from .scalar import Int64

__all__ = ["Toleration"]


class Toleration(Node):
    """Lets a Pod run on nodes with a matching taint.

    API type: `core/v1 Toleration`.
    """

    key: str | None = None
    operator: str | None = field(one_of=("Exists", "Equal", "Lt", "Gt"))
    value: str | None = None
    effect: str | None = field(one_of=("NoSchedule", "PreferNoSchedule", "NoExecute"))
    toleration_seconds: Int64 | None = None
