"""Strict decoding, the first step of the server.

The types of the fields are those of `podlint.models`. Decoding copies the object: nulls are left
out, a null in a list or map becomes the zero value of its type, and quantities become `Quantity`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeAlias

from podlint.models import ApiField, Node, Quantity, api_fields
from podlint.version import parse_version

from .error import Errors
from .path import Path

__all__ = ["decode"]

Step: TypeAlias = str | int | None
Reader: TypeAlias = Callable[[Any, Path, Step, Errors], Any]
"""Reads a value. Its arguments are the value, the place of its owner, its key there, and the list
of errors.

The key is None for the whole object.
"""
_JSON_TYPES = {str: "string", bool: "bool", int: "number", float: "number", list: "array"}


def _below(at: Path, step: Step) -> Path:
    return at if step is None else (*at, step)


def _refuse(value: Any, at: Path, step: Step, errors: Errors, wanted: str) -> None:
    given = _JSON_TYPES.get(type(value), "object")
    errors.add(_below(at, step), "Undecodable", f"cannot read {given} as {wanted}")


def _wrong_type(wanted: str) -> Reader:
    return functools.partial(_refuse, wanted=wanted)


def _integer(bits: int) -> Reader:
    limit = 1 << (bits - 1)

    def read(value: Any, at: Path, step: Step, errors: Errors) -> Any:
        if type(value) is int and -limit <= value < limit:
            return value
        return _refuse(value, at, step, errors, f"a whole number of {bits} bits")

    return read


_read_int32 = _integer(32)


def _read_int_or_string(value: Any, at: Path, step: Step, errors: Errors) -> Any:
    return value if type(value) is str else _read_int32(value, at, step, errors)


def _read_quantity(value: Any, at: Path, step: Step, errors: Errors) -> Any:
    try:
        return Quantity.parse(value)
    except ValueError as problem:
        errors.add(_below(at, step), "Undecodable", str(problem))
        return None


def _read_time(value: Any, at: Path, step: Step, errors: Errors) -> Any:
    try:
        return _time_adapter()(value)
    except ValueError:
        return _refuse(value, at, step, errors, "a time such as 2006-01-02T15:04:05Z")


@functools.cache
def _time_adapter() -> Callable[[Any], Any]:
    from pydantic import TypeAdapter

    from podlint.models import Time

    adapter: TypeAdapter[str] = TypeAdapter(Time)
    return adapter.validate_python


def _read_any(value: Any, _: Path, __: Step, ___: Errors) -> Any:
    return value


def _same(value: Any) -> Any:
    return value


_SCALARS: dict[str, tuple[Reader, Any]] = {
    "string": (_wrong_type("string"), ""),
    "boolean": (_wrong_type("bool"), False),
    "int32": (_read_int32, 0),
    "int64": (_integer(64), 0),
    "int-or-string": (_read_int_or_string, 0),
    "quantity": (_read_quantity, Quantity()),
    "time": (_read_time, ""),
    "any": (_read_any, None),
}
_EXACT = {"string": str, "boolean": bool}


def _list_of(exact: type | None, read_item: Reader, zero: Callable[[], Any]) -> Reader:
    def read(value: Any, at: Path, step: Step, errors: Errors) -> Any:
        if type(value) is not list:
            return _refuse(value, at, step, errors, "array")
        place = _below(at, step)
        return [
            item
            if type(item) is exact
            else zero()
            if item is None
            else read_item(item, place, index, errors)
            for index, item in enumerate(value)
        ]

    return read


def _map_of(exact: type | None, read_item: Reader, zero: Callable[[], Any]) -> Reader:
    def read(value: Any, at: Path, step: Step, errors: Errors) -> Any:
        if type(value) is not dict:
            return _refuse(value, at, step, errors, "object")
        place = _below(at, step)
        return {
            key: item
            if type(item) is exact
            else zero()
            if item is None
            else read_item(item, place, key, errors)
            for key, item in value.items()
        }

    return read


def _node(model: type[Node], version: tuple[int, int]) -> Reader:
    # Filled on use, so that the models of unused fields are never imported.
    known: dict[str, tuple[type | None, Reader]] = {}

    def read(value: Any, at: Path, step: Step, errors: Errors) -> Any:
        if type(value) is not dict:
            return _refuse(value, at, step, errors, "object")
        place = _below(at, step)
        node = {}
        for name, item in value.items():
            if name not in known:
                field = api_fields(model).get(name)
                if field is None or not _is_known(field, version):
                    errors.add((*place, name), "Unknown field", "")
                    continue
                known[name] = _field(field, version)
            if item is not None:
                exact, read_item = known[name]
                node[name] = item if type(item) is exact else read_item(item, place, name, errors)
        return node

    return read


def _is_known(field: ApiField, version: tuple[int, int]) -> bool:
    if field.since and version < parse_version(field.since):
        return False
    return not field.until or version < parse_version(field.until)


def _field(field: ApiField, version: tuple[int, int]) -> tuple[type | None, Reader]:
    model = field.model
    exact = _EXACT.get(field.type)
    zero: Callable[[], Any]
    if model:
        read, zero = reader_of(model, version), dict
    else:
        read, value = _SCALARS[field.type]
        zero = functools.partial(_same, value)
    if field.shape == "value":
        return exact, read
    return None, (_list_of if field.shape == "list" else _map_of)(exact, read, zero)


@functools.cache
def reader_of(model: type[Node], version: tuple[int, int]) -> Reader:
    """A function that reads data as the model in that version of Kubernetes.

    If there are errors, its copy must not be used.
    """
    return _node(model, version)


def decode(
    model: type[Node], version: tuple[int, int], data: Any, errors: Errors
) -> dict[str, Any]:
    """A copy of an object as the server decodes it; errors are added to `errors`."""
    copy: dict[str, Any] = reader_of(model, version)(data, (), None, errors)
    return copy
