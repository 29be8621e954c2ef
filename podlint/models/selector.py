"""Label selectors."""

from .fields import field
from .node import Node

__all__ = ["LabelSelector", "LabelSelectorRequirement"]


class LabelSelectorRequirement(Node):
    """A condition on one label.

    API type: `meta/v1 LabelSelectorRequirement`.
    """

    key: str | None = field(required=True)
    operator: str | None = field(required=True, one_of=("In", "NotIn", "Exists", "DoesNotExist"))
    values: list[str] = []


class LabelSelector(Node):
    """Selects objects by their labels; all of its parts must hold.

    API type: `meta/v1 LabelSelector`.
    """

    match_labels: dict[str, str] = {}
    match_expressions: list[LabelSelectorRequirement] = []
