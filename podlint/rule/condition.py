"""The conditions of YAML rules: a closed set of operators, compiled to one function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from podlint.document import JSON
from podlint.document.json_path import ABSENT, Value, parse
from podlint.models.quantity import Quantity

__all__ = [
    "SUBJECTS",
    "Holds",
    "Visited",
    "bounded_search",
    "compile_condition",
    "may_hold_for_absent",
    "python_search",
]


class Visited:
    """The target that a rule visits.

    Attributes:
        target: The data of the target, for conditions about other fields.
        spec: The spec of the Pod that the target belongs to; None if there is none.
        answers: Whether a condition about another field holds, by the number of the condition. It
            is the same for every value of a large target.
    """

    __slots__ = ("answers", "spec", "target")

    def __init__(self, target: JSON, spec: JSON) -> None:
        self.target = target
        self.spec = spec
        self.answers: dict[int, bool] = {}


Holds = Callable[[Value, Visited], bool]
"""Whether a condition holds for a value, or `ABSENT`."""

SUBJECTS = frozenset(("field", "pod"))
"""The words of a condition that say what it is about; all others are operators."""


Compile = Callable[[str], Callable[[str], object]]
"""From a regular expression to the function that searches for it in a text."""


def python_search(expression: str) -> Callable[[str], object]:
    """Search for an expression as Python does, which may take exponential time."""
    import re

    return re.compile(expression).search


def bounded_search(expression: str) -> Callable[[str], object]:
    """Search for an expression in time that grows with the text.

    Raises:
        RegexError: As for `podlint.document.automaton.Automaton`.
    """
    from podlint.document.automaton import Automaton

    return Automaton(expression).search


def compile_condition(written: Mapping[str, Any], search: Compile = python_search) -> Holds:
    """Compile a condition; `podlint.rule.declared_schema.Condition` describes it.

    A field that is null or not written equals nothing, matches nothing, and is neither above nor
    below anything. So `not: {equals: true}` holds for it.

    Args:
        written: The condition as read from YAML, already checked.
        search: Compiles regular expressions, on first use.
    """
    operators = [
        _OPERATORS[name](operand, search)
        for name, operand in written.items()
        if name not in SUBJECTS
    ]
    field, pod = written.get("field"), written.get("pod")
    if not field and not pod:
        if len(operators) == 1:
            return operators[0]
        return lambda value, visited: all(each(value, visited) for each in operators)
    subject = parse(field or pod)

    def holds(_: Value, visited: Visited) -> bool:
        key = id(subject_holds)
        if key not in visited.answers:
            visited.answers[key] = subject_holds(visited)
        return visited.answers[key]

    def subject_holds(visited: Visited) -> bool:
        found = subject(visited.target if field else visited.spec)
        return any(all(each(one.value, visited) for each in operators) for one in found)

    return holds


def may_hold_for_absent(written: Mapping[str, Any]) -> bool:
    """Whether a condition can hold for a field that is not written; True if this is not certain."""
    if SUBJECTS & written.keys():
        return True
    return all(_may_hold(name, operand) for name, operand in written.items())


def _may_hold(operator: str, operand: Any) -> bool:
    match operator:
        case "all":
            return all(map(may_hold_for_absent, operand))
        case "any":
            return any(map(may_hold_for_absent, operand))
        case "absent" | "not":
            return True
    return False


def _equals(operand: Any, _: Compile) -> Holds:
    return lambda value, _: _same(value, operand)


def _in(operand: Any, _: Compile) -> Holds:
    return lambda value, _: any(_same(value, each) for each in operand)


def _matches(operand: str, search: Compile) -> Holds:
    find = None

    def holds(value: Value, _: Visited) -> bool:
        nonlocal find
        if not isinstance(value, str):
            return False
        # Compiled on use, because most runs do not need it.
        find = find or search(operand)
        return bool(find(value))

    return holds


def _above(operand: Any, _: Compile) -> Holds:
    bound = Quantity.parse(operand)
    return lambda value, _: (amount := _quantity(value)) is not None and amount > bound


def _below(operand: Any, _: Compile) -> Holds:
    bound = Quantity.parse(operand)
    return lambda value, _: (amount := _quantity(value)) is not None and amount < bound


def _absent(_: Any, __: Compile) -> Holds:
    return lambda value, _: value is ABSENT


def _present(_: Any, __: Compile) -> Holds:
    return lambda value, _: value is not ABSENT


def _all(operand: Any, search: Compile) -> Holds:
    inner = [compile_condition(each, search) for each in operand]
    return lambda value, visited: all(each(value, visited) for each in inner)


def _any(operand: Any, search: Compile) -> Holds:
    inner = [compile_condition(each, search) for each in operand]
    return lambda value, visited: any(each(value, visited) for each in inner)


def _not(operand: Any, search: Compile) -> Holds:
    inner = compile_condition(operand, search)
    return lambda value, visited: not inner(value, visited)


_OPERATORS: Mapping[str, Callable[[Any, Compile], Holds]] = {
    "equals": _equals,
    "in": _in,
    "matches": _matches,
    "above": _above,
    "below": _below,
    "absent": _absent,
    "present": _present,
    "all": _all,
    "any": _any,
    "not": _not,
}


def _same(value: Value, other: object) -> bool:
    """Equality as in JSON, in which true is not 1."""
    return value == other and isinstance(value, bool) == isinstance(other, bool)


def _quantity(value: Any) -> Any:
    """A number or a quantity, as a comparable value; None for other values."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return Quantity.parse(value)
    except ValueError:
        return None
