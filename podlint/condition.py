"""What a YAML rule asks of a value: a closed set of operators."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from podlint.document import JSON
from podlint.json_path import ABSENT, Value, parse
from podlint.models.quantity import Quantity

__all__ = ["Condition", "FieldPath"]


def _json_path(text: str) -> str:
    parse(text)
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        message = f"no regular expression: {error}"
        raise ValueError(message) from error
    return text


def _amount(given: int | float | str) -> int | float | str:
    Quantity.parse(given)
    return given


FieldPath = Annotated[str, AfterValidator(_json_path)]
"""A JSONPath."""

_Pattern = Annotated[str, AfterValidator(_pattern)]
_Amount = Annotated[int | float | str, AfterValidator(_amount)]


_SUBJECTS = {"field", "pod"}


class Condition(BaseModel):
    """What must hold of a value; where several operators are given, each of them.

    A field that is not written, or null, equals nothing, matches nothing and is neither above nor
    below anything, so that `not: {equals: true}` holds for it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    equals: Any = Field(None, description="The value is this one.")
    in_: tuple[Any, ...] = Field((), alias="in", description="The value is one of these.")
    matches: _Pattern = Field(
        "", description="The value is text in which this regular expression is found."
    )
    above: _Amount = Field(
        0, description="The value is a number or a quantity, and more than this one."
    )
    below: _Amount = Field(
        0, description="The value is a number or a quantity, and less than this one."
    )
    absent: Literal[True] = Field(True, description="The field is not written, or null.")
    present: Literal[True] = Field(True, description="The field is written, and not null.")
    all_: tuple["Condition", ...] = Field(
        (), alias="all", description="Each of these conditions holds."
    )
    any_: tuple["Condition", ...] = Field(
        (), alias="any", description="One of these conditions holds."
    )
    not_: "Condition | None" = Field(None, alias="not", description="This condition does not hold.")
    field: FieldPath = Field(
        "",
        description="A JSONPath from the target to another field: what is said beside it is asked "
        "of that field, and has to hold for one of the values found there.",
    )
    pod: FieldPath = Field("", description="The same, from the spec of the container's Pod.")

    @model_validator(mode="after")
    def _has_an_operator(self) -> "Condition":
        if not self.model_fields_set - _SUBJECTS:
            message = "a condition needs an operator, such as equals, in, matches or absent"
            raise ValueError(message)
        if self.field and self.pod:
            message = "a condition is about a field of the target or about one of the pod, not both"
            raise ValueError(message)
        return self

    def holds(self, value: Value, target: JSON, pod: JSON = None) -> bool:
        """Whether the condition holds for a value.

        Args:
            value: The value, or `ABSENT`.
            target: What the rule visits, for conditions about other fields.
            pod: The spec of the Pod that the target is in, if it is in one.
        """
        values = [value]
        if self.field or self.pod:
            found = parse(self.field)(target) if self.field else parse(self.pod)(pod)
            values = [each.value for each in found]
        operators = self.model_fields_set - _SUBJECTS
        return any(
            all(self._meets(name, each, target, pod) for name in operators) for each in values
        )

    def all_conditions(self) -> Iterator["Condition"]:
        """This condition and all inside it."""
        yield self
        inside = (*self.all_, *self.any_, *([self.not_] if self.not_ else []))
        for each in inside:
            yield from each.all_conditions()

    def _meets(self, operator: str, value: Value, target: JSON, pod: JSON) -> bool:
        match operator:
            case "equals":
                return _same(value, self.equals)
            case "in_":
                return any(_same(value, each) for each in self.in_)
            case "matches":
                return isinstance(value, str) and re.search(self.matches, value) is not None
            case "above":
                return (amount := _quantity(value)) is not None and amount > _quantity(self.above)
            case "below":
                return (amount := _quantity(value)) is not None and amount < _quantity(self.below)
            case "absent":
                return value is ABSENT
            case "present":
                return value is not ABSENT
            case "all_":
                return all(each.holds(value, target, pod) for each in self.all_)
            case "any_":
                return any(each.holds(value, target, pod) for each in self.any_)
            case _:
                return self.not_ is not None and not self.not_.holds(value, target, pod)


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
