"""How values and fields are named in messages."""

from typing import Any

from podlint.document import Path
from podlint.document.numerals import whole_number
from podlint.document.shortening import one_line

from .fields import ApiField

__all__ = ["name_field", "name_value", "wrong_type"]

_LONGEST = 40
_LIMITS = {"int32": 2**31 - 1, "int64": 2**63 - 1}
_EXPECTED = {
    "string": "a string",
    "boolean": "true or false",
    "int32": "a whole number",
    "int64": "a whole number",
    "int-or-string": "a whole number or a string",
    "quantity": "a quantity such as 500m or 64Mi",
    "time": "a time such as 2006-01-02T15:04:05Z",
    "any": "a map",
}


def name_value(value: Any) -> str:
    """A value and its type: "`80` is a number" without the "is"."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`, a boolean"
    if isinstance(value, int | float):
        return f"`{one_line(_spell(value), _LONGEST)}`, a number"
    if isinstance(value, str):
        return f'`"{one_line(value, _LONGEST)}"`, a string'
    return "a list" if isinstance(value, list) else "a map"


def name_field(path: Path, shape: str) -> str:
    """The field at the end of a path: `env value`, ``labels `app` ``, `every item of args`."""
    keys = [step for step in path if isinstance(step, str)]
    if not keys:
        return "the object"
    if isinstance(path[-1], int):
        return f"every item of {keys[-1]}"
    if shape == "map" and len(keys) > 1:
        return f"{keys[-2]} `{one_line(keys[-1], _LONGEST)}`"
    if len(path) > 2 and isinstance(path[-2], int):
        return f"{keys[-2]} {keys[-1]}"
    return one_line(keys[-1], _LONGEST)


def wrong_type(path: Path, value: Any, field: ApiField | None, item: bool, reason: str) -> str:
    """Says that a value is of the wrong type.

    Args:
        path: where it stands.
        value: what was found there.
        field: the field that it belongs to.
        item: whether it is an item of the field's list or map, not all of it.
        reason: what the type itself says against the value.
    """
    shape = "value" if field is None or item else field.shape
    expected = "a map"
    if shape == "list":
        expected = "a list"
    elif shape == "value" and field is not None and field.source is None:
        expected = _EXPECTED[field.type]
    name = name_field(path, field.shape if field and item else "value")
    if _fits(value, field) and shape == "value" and field is not None:
        return _finish(_out_of_range(name, value, field, reason))
    found = name_value(value).replace(", ", " is ", 1)
    if isinstance(value, list | dict):
        found = f"this is {found}"
    advice = ": write v1, apps/v1 or batch/v1" if path == ("apiVersion",) else ""
    most = _LIMITS.get(field.type, 2**31 - 1) if field else 0
    advice = advice or _advice(value, expected, most)
    return _finish(f"{found}, but {name} must be {expected}{advice}")


def _fits(value: Any, field: ApiField | None) -> bool:
    """Whether a value has the right type but is none of the type's values."""
    if field is None or isinstance(value, bool):
        return False
    if field.type in ("int32", "int64", "int-or-string"):
        return isinstance(value, int)
    if field.type == "quantity":
        return isinstance(value, str | int | float)
    return field.type == "time" and isinstance(value, str)


def _out_of_range(name: str, value: Any, field: ApiField, reason: str) -> str:
    shown = one_line(_spell(value), _LONGEST)
    if field.type in ("quantity", "time"):
        return f"{name} `{shown}` is {reason}"
    largest = _LIMITS.get(field.type, 2**31 - 1)
    return f"`{shown}` is out of range: {name} is a number from {-largest - 1} to {largest}"


def _advice(value: Any, expected: str, most: int) -> str:
    if expected == "a string" and isinstance(value, bool | int | float):
        return ": quote it"
    if expected == "true or false" and str(value).lower() in ("true", "false", "yes", "no"):
        return ", without quotes"
    if expected == "a whole number" and isinstance(value, str):
        number = whole_number(value.strip())
        return ": remove the quotes" if number is not None and 0 <= number <= most else ""
    if expected == "a list":
        return ": start each item with `- `"
    if expected == "a map" and isinstance(value, list):
        return ": remove the `- `"
    return ""


def _finish(text: str) -> str:
    return f"{text}; Kubernetes refuses the object"


def _spell(number: float) -> str:
    return "a huge number" if isinstance(number, int) and number.bit_length() > 999 else str(number)
