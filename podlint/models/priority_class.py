"""PriorityClass: the priority of Pods that name it."""

from .excerpt import ExcerptObject
from .scalar import Int32

__all__ = ["PriorityClass"]


class PriorityClass(ExcerptObject):
    """The priority and the preemption policy of the Pods that name it.

    API type: `scheduling/v1 PriorityClass`.
    """

    value: Int32 | None = None
    global_default: bool | None = None
    preemption_policy: str | None = None
