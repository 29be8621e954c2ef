"""The names of values and fields in messages."""

from typing import Any

from podlint.document import Path
from podlint.document.numerals import whole_number
from podlint.document.shortening import one_line

from .fields import ApiField

__all__ = ["QUOTE", "UNQUOTE", "name_field", "name_value", "wrong_type"]

QUOTE = "Put the value in quotes."
"""The advice if only quotes are missing."""
UNQUOTE = "Remove the quotes."
"""The advice if the quotes must be removed."""
_LONGEST = 30
_LIMITS = {"int32": 2**31 - 1, "int64": 2**63 - 1}
_EXAMPLES = {
    "quantity": "a quantity such as `500m` or `64Mi`",
    "a quantity": "a quantity such as `500m` or `64Mi`",
    "time": "a time such as `2006-01-02T15:04:05Z`",
    "a time": "a time such as `2006-01-02T15:04:05Z`",
}
_EXPECTED = {
    "string": "a string",
    "boolean": "true or false",
    "int32": "a whole number",
    "int64": "a whole number",
    "int-or-string": "a whole number or a string",
    "quantity": "a quantity",
    "time": "a time",
    "any": "a map",
}


def name_value(value: Any) -> str:
    """A value and its type: "`80` is a number" without the "is"."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`, a boolean"
    if isinstance(value, int | float):
        return f"`{one_line(_spell(value), _LONGEST)}`, a number"
    if isinstance(value, str):
        return f'`"{one_line(value, _LONGEST)}"`, a string'
    return "a list" if isinstance(value, list) else "a map"


def name_field(path: Path, shape: str) -> str:
    """The field at the end of a path, in backquotes, with the field or list that contains it."""
    keys = [step for step in path if isinstance(step, str)]
    if not keys:
        return "the object"
    if isinstance(path[-1], int):
        return f"every item of `{keys[-1]}`"
    last = f"`{one_line(keys[-1], _LONGEST)}`"
    if (shape == "map" and len(keys) > 1) or (len(path) > 2 and isinstance(path[-2], int)):
        return f"{last} in `{keys[-2]}`"
    return last


def wrong_type(
    path: Path, value: Any, field: ApiField | None, item: bool, reason: str
) -> tuple[str, str]:
    """The message about a value of the wrong type, and the help.

    Args:
        path: The path of the value.
        value: The value.
        field: The field with the value.
        item: Whether the value is an item of the field's list or map.
        reason: Why the type refuses the value.
    """
    shape = "value" if field is None or item else field.shape
    expected = "a map"
    if shape == "list":
        expected = "a list"
    elif shape == "value" and field is not None and field.source is None:
        expected = _EXPECTED[field.type]
    name = name_field(path, field.shape if field and item else "value")
    if _fits(value, field) and shape == "value" and field is not None:
        return _out_of_range(name, value, field, reason)
    found = name_value(value).replace(", ", " is ", 1)
    if isinstance(value, list | dict):
        found = f"this is {found}"
    most = _LIMITS.get(field.type, 2**31 - 1) if field else 0
    advice = "Write v1, apps/v1 or batch/v1." if path == ("apiVersion",) else ""
    advice = advice or _advice(value, expected, most)
    return f"{found}, but {name} must be {expected}", advice


def _fits(value: Any, field: ApiField | None) -> bool:
    """Whether a value has the right type but is not one of the values that the type accepts."""
    if field is None or isinstance(value, bool):
        return False
    if field.type in ("int32", "int64", "int-or-string"):
        return isinstance(value, int)
    if field.type == "quantity":
        return isinstance(value, str | int | float)
    return field.type == "time" and isinstance(value, str)


def _out_of_range(name: str, value: Any, field: ApiField, reason: str) -> tuple[str, str]:
    shown = one_line(_spell(value), _LONGEST)
    if field.type in ("quantity", "time"):
        said, _, meant = reason.partition(": write ")
        written = meant if meant.startswith("it as ") else f"`{meant}`"
        advice = f"Write {written}." if meant else f"Write {_EXAMPLES[field.type]}."
        return f"value `{shown}` of {name} is {said.partition(' such as')[0]}", advice
    largest = _LIMITS.get(field.type, 2**31 - 1)
    return (
        f"value `{shown}` of {name} is out of range",
        f"Write a number from {-largest - 1} to {largest}.",
    )


def _advice(value: Any, expected: str, most: int) -> str:
    if expected == "a string" and isinstance(value, bool | int | float):
        return QUOTE
    if expected == "true or false" and str(value).lower() in ("true", "false", "yes", "no"):
        return "Remove the quotes." if str(value) in ("true", "false") else "Write true or false."
    if expected == "a whole number" and isinstance(value, str):
        number = whole_number(value.strip())
        fits = number is not None and 0 <= number <= most
        return UNQUOTE if fits else "Write a whole number, without quotes."
    if expected == "a list":
        return "Write each item on a line of its own that starts with `- `."
    if expected == "a map":
        return "Remove the `- `." if isinstance(value, list) else "Write the fields below it."
    return f"Write {_EXAMPLES.get(expected, expected)}."


def _spell(number: float) -> str:
    return "a huge number" if isinstance(number, int) and number.bit_length() > 999 else str(number)
