"""Wrong settings in words, with the names that one may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from podlint.errors import ConfigError
from podlint.shortening import shortened

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["config_error", "did_you_mean", "shown", "unknown_setting"]

_LONGEST_VALUE, _LONGEST_NAME = 60, 200


def config_error(
    error: ValidationError, model: type[BaseModel], root: tuple[str, ...] = ()
) -> ConfigError:
    """The first fault of a validation, in words, with the names one may have meant.

    Args:
        error: The faults.
        model: What was to be validated.
        root: Where in the configuration that stands.
    """
    first = error.errors(include_url=False)[0]
    location = tuple(key for key in first["loc"] if key != "[key]")
    path = (*root, *location)
    if first["type"] == "extra_forbidden":
        return unknown_setting(path, _model_at(model, location))
    name = _dotted(path)
    return ConfigError(f"{name}: {_words(first)}" if name else _words(first), path)


def unknown_setting(path: tuple[str | int, ...], model: type[BaseModel]) -> ConfigError:
    """The fault of a setting that does not exist.

    Args:
        path: Keys and indices of the setting.
        model: What it is a setting of.
    """
    hidden = getattr(model, "not_in_files", frozenset[str]())
    known = sorted(name for name in model.model_fields if name not in hidden)
    wrong = str(path[-1])
    if "_" not in wrong:
        known = [model.model_fields[name].alias or name for name in known]
    hint = did_you_mean(wrong, known) or f"known: {', '.join(known)}"
    return ConfigError(f"unknown setting {_dotted(path)}; {hint}", path)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A question for the known name that is nearest to a wrong one; empty if none is near."""
    from difflib import get_close_matches

    close = get_close_matches(wrong, list(known), n=1)
    return f"did you mean {close[0]}?" if close else ""


def _model_at(model: type[BaseModel], location: tuple[str | int, ...]) -> type[BaseModel]:
    """The model that the last key of a path belongs to."""
    for key in location[:-1]:
        for name, info in model.model_fields.items():
            if key in (name, info.alias):
                model = next(_models_in(info.annotation), model)
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inside in getattr(annotation, "__args__", ()):
        yield from _models_in(inside)


def _dotted(path: tuple[str | int, ...]) -> str:
    return shortened(".".join(map(str, path)), _LONGEST_NAME)


def _words(fault: ErrorDetails) -> str:
    kind, given = fault["type"], fault["input"]
    match kind:
        case "value_error":
            return str(fault["ctx"]["error"])
        case "missing":
            return "is missing"
        case "enum" | "literal_error":
            expected = str(fault["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
            hint = did_you_mean(str(given), expected.split(", "))
            return f"unsupported value {shown(given)}; {hint or f'expected one of {expected}'}"
        case "string_type" if isinstance(given, int | float):
            return f"must be text, not the number {given}: put it in quotes"
    for prefix, wanted in _WANTED.items():
        if kind.startswith(prefix):
            return f"must be {wanted}, not {shown(given)}"
    return f"{fault['msg']}, not {shown(given)}"


_WANTED = {
    "bool": "true or false",
    "dict": "a mapping",
    "float": "a number",
    "int": "a whole number",
    "list": "a list",
    "model": "a mapping",
    "string_type": "text",
    "tuple": "a list",
}
"""What must be given, by how pydantic calls the fault."""


def shown(value: object) -> str:
    """A wrong value as messages quote it."""
    return shortened(repr(value), _LONGEST_VALUE)
