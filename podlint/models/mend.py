"""Reading data that does not fit its model: the faulty values are named and taken out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from .fault import DecodeFault
from .fields import ApiField, api_fields
from .node import Node
from .patch import DIRECTIVES
from .unknown import unknown_field
from .wording import wrong_type

if TYPE_CHECKING:
    from podlint.document import Path, Place

__all__ = ["mend"]

AnyNode = TypeVar("AnyNode", bound=Node)

_ROUNDS = 4
_EMPTY: dict[str, Any] = {
    "string": "",
    "boolean": False,
    "int32": 0,
    "int64": 0,
    "int-or-string": 0,
    "quantity": "0",
}


def mend(
    model: type[AnyNode], data: object, error: ValidationError, place: "Place"
) -> tuple[AnyNode, list[DecodeFault]]:
    """Read what is sound of data that `error` was raised for, and name the rest.

    Null is no fault: in a list or a map it is the empty value of the item's type.
    """
    rest = _copy(data)
    faults: list[DecodeFault] = []
    for _ in range(_ROUNDS):
        for problem in error.errors(include_url=False):
            path = _path(problem["loc"])
            kind, found = problem["type"], problem["input"]
            if kind == "extra_forbidden":
                if str(path[-1]).partition("/")[0] not in DIRECTIVES:
                    faults.append(unknown_field(model, path, place))
                _take_out(rest, path)
                continue
            field = _field(model, path)
            item = field is not None and path[-1] != field.name
            if found is not None:
                reason = str(problem.get("ctx", {}).get("error", ""))
                message = wrong_type(path, found, field, item, reason)
                faults.append(DecodeFault("wrong-type", message, _below(place, path)))
            if item and field and (found is None or field.shape == "list"):
                _put(rest, path, _EMPTY.get(field.type, {}))
            else:
                _take_out(rest, path)
        try:
            return model.model_validate(rest if isinstance(rest, dict) else {}), faults
        except ValidationError as another:
            error = another
    return model(), faults


def _path(location: tuple[str | int, ...]) -> "Path":
    return location[:-1] if location[-1:] == ("[key]",) else location


def _below(place: "Place", path: "Path") -> "Place":
    for step in path:
        place /= step
    return place


def _field(model: type[Node], path: "Path") -> ApiField | None:
    """The field that a path ends in, or whose item it ends in."""
    found = None
    for step in _fields(model, path):
        found = step
    return found


def _fields(model: type[Node], path: "Path") -> Iterator[ApiField]:
    here: type[Node] | None = model
    for step in path:
        if here is None or isinstance(step, int):
            continue
        field = api_fields(here).get(step)
        if field is None:
            return
        yield field
        here = field.model


def _copy(value: Any) -> Any:
    """A copy in which nothing is shared, so that one place can be changed alone."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _holder(data: Any, path: "Path") -> Any:
    for step in path[:-1]:
        data = data[step]
    return data


def _take_out(data: Any, path: "Path") -> None:
    if path:
        holder = _holder(data, path)
        for key in [each for each in holder if str(each) == str(path[-1])]:
            del holder[key]


def _put(data: Any, path: "Path", value: Any) -> None:
    _holder(data, path)[path[-1]] = value
