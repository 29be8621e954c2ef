"""LimitRange: bounds and defaults for the resources of containers, Pods and claims."""

from .excerpt import Excerpt, ExcerptObject
from .quantity import Quantity

__all__ = ["LimitRange", "LimitRangeItem", "LimitRangeSpec"]


class LimitRangeItem(Excerpt):
    """The bounds and defaults for one type: Container, Pod or PersistentVolumeClaim.

    API type: `core/v1 LimitRangeItem`.
    """

    type: str | None = None
    max: dict[str, Quantity] = {}
    min: dict[str, Quantity] = {}
    default: dict[str, Quantity] = {}
    default_request: dict[str, Quantity] = {}
    max_limit_request_ratio: dict[str, Quantity] = {}


class LimitRangeSpec(Excerpt):
    """The items of a LimitRange.

    API type: `core/v1 LimitRangeSpec`.
    """

    limits: list[LimitRangeItem] = []


class LimitRange(ExcerptObject):
    """Bounds and defaults for the Pods and claims of a namespace.

    API type: `core/v1 LimitRange`.
    """

    spec: LimitRangeSpec | None = None
