"""PodDisruptionBudget: how many Pods may be evicted at once."""

from .excerpt import Excerpt, ExcerptObject
from .scalar import IntOrString
from .selector import LabelSelector

__all__ = ["PodDisruptionBudget", "PodDisruptionBudgetSpec"]


class PodDisruptionBudgetSpec(Excerpt):
    """Which Pods are meant, and how many of them must stay or may go.

    API type: `policy/v1 PodDisruptionBudgetSpec`, in part.
    """

    min_available: IntOrString | None = None
    max_unavailable: IntOrString | None = None
    selector: LabelSelector | None = None


class PodDisruptionBudget(ExcerptObject):
    """Bounds the number of Pods that evictions take away.

    API type: `policy/v1 PodDisruptionBudget`, in part.
    """

    spec: PodDisruptionBudgetSpec | None = None
