"""Reads data that does not fit its model: reports the faulty values and leaves them out."""

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

__all__ = ["repair"]

AnyNode = TypeVar("AnyNode", bound=Node)

_ROUNDS = 4
_ABSENT = object()
_EMPTY: dict[str, Any] = {
    "string": "",
    "boolean": False,
    "int32": 0,
    "int64": 0,
    "int-or-string": 0,
    "quantity": "0",
}


def repair(
    model: type[AnyNode], data: object, error: ValidationError, place: "Place"
) -> tuple[AnyNode, list[DecodeFault]]:
    """Read the valid part of data for which `error` was raised, and report the rest.

    Null is not a fault: in a list or a map it is the empty value of the item's type.
    """
    rest = data
    faults: list[DecodeFault] = []
    for _ in range(_ROUNDS):
        changes = _Changes()
        for problem in error.errors(include_url=False):
            path = _path(problem["loc"])
            kind, found = problem["type"], problem["input"]
            if kind == "extra_forbidden":
                if str(path[-1]).partition("/")[0] not in DIRECTIVES:
                    faults.append(unknown_field(model, path, place))
                changes.add(path, _ABSENT)
                continue
            field, item = _field(model, path)
            if found is not None:
                reason = str(problem.get("ctx", {}).get("error", ""))
                message, advice = wrong_type(path, found, field, item, reason)
                at = _below(place, path)
                faults.append(DecodeFault("wrong-type", message, at, help=advice))
            keep = item and field and (found is None or field.shape == "list")
            changes.add(path, _EMPTY.get(field.type, {}) if field and keep else _ABSENT)
        rest = changes.made(rest)
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


def _field(model: type[Node], path: "Path") -> tuple[ApiField | None, bool]:
    """The field on a path, and whether the path continues to an item of that field."""
    here: type[Node] | None = model
    field, item = None, False
    for step in path:
        item = here is None or isinstance(step, int)
        if here is not None and isinstance(step, str):
            field = api_fields(here).get(step)
            here = field.model if field else None
    return field, item


class _Changes:
    """Values to remove or replace, all at once, because each change copies all of the data."""

    def __init__(self) -> None:
        self._inside: dict[str | int, _Changes] = {}
        self._value: Any = None
        self._ends = False

    def add(self, path: "Path", value: Any) -> None:
        """Replace or remove the value at a path. Nothing below a replaced value is changed."""
        if self._ends:
            return
        if not path:
            self._ends, self._value = True, value
        else:
            self._inside.setdefault(path[0], _Changes()).add(path[1:], value)

    def made(self, data: Any) -> Any:
        """A copy of the data with the changes.

        With aliases, one map may be in several places; only those on a path are copied.
        """
        if self._ends:
            return self._value
        if isinstance(data, list):
            items = list(data)
            for index, change in self._inside.items():
                items[int(index)] = change.made(items[int(index)])
            return items
        steps = {str(step): change for step, change in self._inside.items()}
        kept = {key: item for key, item in data.items() if str(key) not in steps}
        changed = {step: change.made(data.get(step)) for step, change in steps.items()}
        return kept | {step: item for step, item in changed.items() if item is not _ABSENT}
