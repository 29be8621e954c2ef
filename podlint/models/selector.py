"""Label selectors."""

from collections.abc import Mapping

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

    def holds(self, labels: Mapping[str, str]) -> bool:
        """Whether labels match the condition; an unknown operator matches."""
        value = labels.get(self.key or "")
        match self.operator:
            case "In":
                return value in self.values
            case "NotIn":
                return value not in self.values
            case "Exists":
                return value is not None
            case "DoesNotExist":
                return value is None
        return True


class LabelSelector(Node):
    """Selects objects by their labels; all of its parts must hold.

    API type: `meta/v1 LabelSelector`.
    """

    match_labels: dict[str, str] = {}
    match_expressions: list[LabelSelectorRequirement] = []

    def unmet(self, labels: Mapping[str, str]) -> str | None:
        """The first condition that labels do not match, in words; None if they match."""
        for key, value in self.match_labels.items():
            if labels.get(key) != value:
                return f"{key}={value}"
        for each in self.match_expressions:
            if not each.holds(labels):
                return f"{each.key} {each.operator} {', '.join(each.values)}".rstrip()
        return None
