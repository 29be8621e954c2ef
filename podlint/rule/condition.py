"""What a YAML rule asks of a value: a closed set of operators, made into one function."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from podlint.document import JSON
from podlint.document.json_path import ABSENT, Value, parse
from podlint.models.quantity import Quantity

__all__ = ["SUBJECTS", "Holds", "compile_condition", "may_hold_for_absent"]

Holds = Callable[[Value, JSON, JSON], bool]
"""Whether a condition holds.

It takes the value, or `ABSENT`; what the rule visits, for conditions about other fields; and the
spec of the Pod that the target is in, None if it is in none.
"""

SUBJECTS = frozenset(("field", "pod"))
"""The words of a condition that say what it is about; all others are operators."""


def compile_condition(written: Mapping[str, Any]) -> Holds:
    """The function of a condition as `podlint.rule.declared_schema.Condition` describes it.

    A field that is not written, or null, equals nothing, matches nothing and is neither above nor
    below anything, so that `not: {equals: true}` holds for it.

    Args:
        written: The condition as read from YAML, already checked.
    """
    operators = [
        _OPERATORS[name](operand) for name, operand in written.items() if name not in SUBJECTS
    ]
    field, pod = written.get("field"), written.get("pod")
    if not field and not pod:
        if len(operators) == 1:
            return operators[0]
        return lambda value, target, spec: all(each(value, target, spec) for each in operators)
    subject = parse(field or pod)

    def holds(_: Value, target: JSON, spec: JSON) -> bool:
        return any(
            all(each(found.value, target, spec) for each in operators)
            for found in subject(target if field else spec)
        )

    return holds


def may_hold_for_absent(written: Mapping[str, Any]) -> bool:
    """Whether a condition can hold for a field that is not written; True in case of doubt."""
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


def _equals(operand: Any) -> Holds:
    return lambda value, _, __: _same(value, operand)


def _in(operand: Any) -> Holds:
    return lambda value, _, __: any(_same(value, each) for each in operand)


def _matches(operand: str) -> Holds:
    search = None

    def holds(value: Value, _: JSON, __: JSON) -> bool:
        nonlocal search
        if not isinstance(value, str):
            return False
        # Compiled on use: most runs never ask.
        search = search or re.compile(operand).search
        return search(value) is not None

    return holds


def _above(operand: Any) -> Holds:
    bound = Quantity.parse(operand)
    return lambda value, _, __: (amount := _quantity(value)) is not None and amount > bound


def _below(operand: Any) -> Holds:
    bound = Quantity.parse(operand)
    return lambda value, _, __: (amount := _quantity(value)) is not None and amount < bound


def _absent(_: Any) -> Holds:
    return lambda value, _, __: value is ABSENT


def _present(_: Any) -> Holds:
    return lambda value, _, __: value is not ABSENT


def _all(operand: Any) -> Holds:
    inner = [compile_condition(each) for each in operand]
    return lambda value, target, spec: all(each(value, target, spec) for each in inner)


def _any(operand: Any) -> Holds:
    inner = [compile_condition(each) for each in operand]
    return lambda value, target, spec: any(each(value, target, spec) for each in inner)


def _not(operand: Any) -> Holds:
    inner = compile_condition(operand)
    return lambda value, target, spec: not inner(value, target, spec)


_OPERATORS: Mapping[str, Callable[[Any], Holds]] = {
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
    """Equality as in JSON, where true is not 1."""
    return value == other and isinstance(value, bool) == isinstance(other, bool)


def _quantity(value: Any) -> Any:
    """A number or a quantity, in comparable form; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return Quantity.parse(value)
    except ValueError:
        return None
