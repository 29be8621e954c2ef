"""Conditions, in the form of newer API types."""

from .fields import field
from .node import Node
from .scalar import Int64, Time

__all__ = ["Condition"]


class Condition(Node):
    """One aspect of the state of an object.

    API type: `meta/v1 Condition`.
    """

    type: str | None = field(required=True)
    status: str | None = field(required=True)
    observed_generation: Int64 | None = None
    last_transition_time: Time | None = field(required=True)
    reason: str | None = field(required=True)
    message: str | None = field(required=True)
