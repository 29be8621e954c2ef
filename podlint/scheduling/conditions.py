"""The conditions on labels and fields that a Pod sets for its node.

A node must meet all of ``nodeSelector`` and all of at least one term of the required node affinity
(`GetRequiredNodeAffinity` of k8s.io/component-helpers/scheduling/corev1/nodeaffinity). A term
without conditions matches no node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import PodSpec
    from podlint.models.affinity import NodeSelectorRequirement, NodeSelectorTerm
    from podlint.models.node import Node

__all__ = [
    "HOST_NAME",
    "NODE_NAME",
    "SAME_LABELS",
    "Alternative",
    "Condition",
    "alternatives",
    "is_literal",
    "is_open",
    "is_possible",
    "single_node",
]

HOST_NAME = "kubernetes.io/hostname"
NODE_NAME = "metadata.name"
"""The only field of a node that `matchFields` can compare."""

SAME_LABELS = {
    "beta.kubernetes.io/arch": "kubernetes.io/arch",
    "beta.kubernetes.io/os": "kubernetes.io/os",
}
"""Former names of labels, to which the API server copies the values of today's names."""
_INTEGER = pattern(r"[+-]?[0-9]{1,30}")
_LEAST, _MOST = -(2**63), 2**63 - 1


class Condition(Frozen):
    """A condition on one label or field of a node.

    Attributes:
        key: The label, by its present name, or the field.
        operator: ``In``, ``NotIn``, ``Exists``, ``DoesNotExist``, ``Gt`` or ``Lt``.
        values: The values to compare with.
        at: The place of the condition.
        of_field: It is about a field of the node, not about a label.
        in_selector: It is an entry of ``nodeSelector``.
    """

    key: str
    operator: str
    values: tuple[str, ...]
    at: Place
    of_field: bool = False
    in_selector: bool = False

    def holds(self, value: str | None) -> bool:
        """Whether a node meets the condition whose label has this value; None for no label.

        As `Requirement.Matches` of k8s.io/apimachinery/pkg/labels. Unknown operators hold.
        """
        match self.operator:
            case "In":
                return value in self.values
            case "NotIn":
                return value not in self.values
            case "Exists":
                return value is not None
            case "DoesNotExist":
                return value is None
            case "Gt" | "Lt":
                number, bound = integer(value), integer(self.values[0] if self.values else None)
                if number is None or bound is None:
                    return False
                return number > bound if self.operator == "Gt" else number < bound
        return True


class Alternative(Frozen):
    """Conditions of which a node must meet all; it must meet one of the alternatives of its Pod.

    Attributes:
        conditions: The conditions, those of ``nodeSelector`` first.
        term: The term of the node affinity; None if the Pod has no required node affinity.
        matches_nothing: The term has no conditions, so it matches no node.
        open: Another tool fills in a part of the affinity, so nothing can be concluded from it.
    """

    conditions: tuple[Condition, ...]
    term: NodeSelectorTerm | None = None
    matches_nothing: bool = False
    open: bool = False

    @property
    def contradiction(self) -> tuple[Condition, Condition] | None:
        """The first two conditions that no node meets together, or None.

        The second is the one after which nothing is left.
        """
        if self.open:
            return None
        by_key: dict[tuple[str, bool], list[Condition]] = {}
        for each in self.conditions:
            earlier = by_key.setdefault((each.key, each.of_field), [])
            if each.operator in _OPERATORS and is_literal(*each.values):
                if not is_possible((*earlier, each)):
                    other = next(
                        (one for one in earlier if not is_possible((one, each))),
                        earlier[0] if earlier else each,
                    )
                    return other, each
                earlier.append(each)
        return None

    @property
    def is_impossible(self) -> bool:
        """Whether no node can meet all conditions."""
        return not self.open and (self.matches_nothing or self.contradiction is not None)


_OPERATORS = frozenset(("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"))


def alternatives(spec: PodSpec, extra: Iterable[Condition] = ()) -> tuple[Alternative, ...]:
    """The alternatives of a Pod; never empty.

    Args:
        spec: The Pod.
        extra: Conditions that admission adds to ``nodeSelector``.
    """
    selector = (*_of_selector(spec), *extra)
    affinity = spec.affinity.node_affinity if spec.affinity else None
    required = affinity and affinity.required_during_scheduling_ignored_during_execution
    if not required or not required.node_selector_terms:
        return (Alternative(selector),)
    unsure = is_open(required)
    return tuple(_of_term(term, selector, unsure) for term in required.node_selector_terms)


def _of_selector(spec: PodSpec) -> Iterator[Condition]:
    for key, value in spec.node_selector.items():
        if is_literal(key, value):
            place = spec.at / "nodeSelector" / key
            yield Condition(SAME_LABELS.get(key, key), "In", (value,), place, in_selector=True)


def _of_term(term: NodeSelectorTerm, selector: tuple[Condition, ...], unsure: bool) -> Alternative:
    labels = tuple(_condition(each, of_field=False) for each in term.match_expressions)
    fields = tuple(_condition(each, of_field=True) for each in term.match_fields)
    return Alternative(
        (*selector, *labels, *fields),
        term,
        matches_nothing=not labels and not fields,
        open=unsure,
    )


def _condition(each: NodeSelectorRequirement, *, of_field: bool) -> Condition:
    key = each.key or ""
    return Condition(
        SAME_LABELS.get(key, key), each.operator or "", tuple(each.values), each.at, of_field
    )


def single_node(spec: PodSpec) -> str | None:
    """The only node that the node selector or the node affinity allows; None if there are others.

    Each of the alternatives must name the same node.
    """
    names = {_named(each) for each in alternatives(spec)}
    return names.pop() if len(names) == 1 else None


def _named(alternative: Alternative) -> str | None:
    for each in alternative.conditions:
        names_node = each.key == (NODE_NAME if each.of_field else HOST_NAME)
        if names_node and each.operator == "In" and len(each.values) == 1:
            return each.values[0]
    return None


def is_open(node: Node, *field: str) -> bool:
    """Whether another tool fills in a value somewhere in a node, or in a field of it."""
    unknown = node.at.document.unknown
    root = (*node.at.path, *field)
    return bool(unknown) and (
        node.is_unknown(*field) or any(path[: len(root)] == root for path in unknown)
    )


def is_literal(*texts: str) -> bool:
    """Whether texts contain no placeholder; no label has these characters."""
    return not any(mark in text for text in texts for mark in "{}$<>%@")


def integer(text: str | None) -> int | None:
    """The number that Go's `ParseInt` reads, or None."""
    if text is None or not _INTEGER.fullmatch(text):
        return None
    number = int(text)
    return number if _LEAST <= number <= _MOST else None


def is_possible(conditions: Iterable[Condition]) -> bool:
    """Whether a label or field can meet conditions on it, present or absent."""
    conditions = tuple(conditions)
    if not conditions[0].of_field and all(each.holds(None) for each in conditions):
        return True
    if any(each.operator == "DoesNotExist" for each in conditions):
        return False
    listed = [each for each in conditions if each.operator == "In"]
    if listed:
        return any(all(each.holds(value) for each in conditions) for value in listed[0].values)
    least, most = _LEAST, _MOST
    for each in conditions:
        bound = integer(each.values[0]) if each.values else None
        if each.operator == "Gt":
            least = _MOST + 1 if bound is None else max(least, bound + 1)
        elif each.operator == "Lt":
            most = _LEAST - 1 if bound is None else min(most, bound - 1)
    # Several texts, such as 5 and 05, are the same number, so NotIn never excludes a number.
    return least <= most
