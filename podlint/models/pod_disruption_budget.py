"""PodDisruptionBudget: limits the number of Pods that are evicted at once."""

from .excerpt import Excerpt, ExcerptObject
from .scalar import IntOrString
from .selector import LabelSelector

__all__ = ["PodDisruptionBudget", "PodDisruptionBudgetSpec"]


class PodDisruptionBudgetSpec(Excerpt):
    """The Pods that the budget selects, and how many of them must remain or may be evicted.

    API type: `policy/v1 PodDisruptionBudgetSpec`, in part.
    """

    min_available: IntOrString | None = None
    max_unavailable: IntOrString | None = None
    selector: LabelSelector | None = None


class PodDisruptionBudget(ExcerptObject):
    """Limits the number of Pods that can be evicted at a time.

    API type: `policy/v1 PodDisruptionBudget`, in part.
    """

    spec: PodDisruptionBudgetSpec | None = None
