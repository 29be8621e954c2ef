"""The base class of settings, and the messages about invalid ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from podlint.document.shortening import shortened
from podlint.errors import PodlintError, did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = [
    "ConfigError",
    "Settings",
    "config_error",
    "matching",
    "shown",
    "unknown_setting",
]

_LONGEST_VALUE, _LONGEST_PATH = 60, 200


class ConfigError(PodlintError):
    """A setting is invalid.

    Attributes:
        path: The keys and indices of the setting, from the root of the configuration.
    """

    def __init__(self, message: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.path = path


class Settings(BaseModel):
    """Settings that belong together; immutable. An invalid setting raises a `ConfigError`."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
        defer_build=True,
    )

    not_in_files: ClassVar[frozenset[str]] = frozenset()
    """Fields that a configuration file cannot set."""

    def __init__(self, /, **settings: Any) -> None:
        """Set settings by name.

        Raises:
            ConfigError: A setting is unknown or has an invalid value.
        """
        try:
            super().__init__(**settings)
        except ValidationError as error:
            raise config_error(error, type(self)) from error

    # With this, pydantic validates nested settings in one call, so that errors have whole paths.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """The settings in data.

        Raises:
            ConfigError: As for the class itself.
        """
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise config_error(error, cls) from error

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """The settings in JSON text.

        Raises:
            ConfigError: As for the class itself, or the text is not JSON.
        """
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            raise config_error(error, cls) from error


def config_error(
    error: ValidationError, model: type[BaseModel], root: tuple[str, ...] = ()
) -> ConfigError:
    """The first error of a validation as a message.

    Args:
        error: The errors.
        model: The settings that were validated.
        root: The keys of these settings in the configuration.
    """
    first = error.errors(include_url=False)[0]
    location = tuple(key for key in first["loc"] if key != "[key]")
    path = (*root, *location)
    if first["type"] == "extra_forbidden":
        return unknown_setting(path, _model_at(model, location))
    name = _dotted(path)
    return ConfigError(f"{name}: {_words(first)}" if name else _words(first), path)


def unknown_setting(path: tuple[str | int, ...], model: type[BaseModel]) -> ConfigError:
    """The error about a setting that does not exist, with the name that was probably meant.

    Args:
        path: The keys and indices of the setting.
        model: The settings to which it was added.
    """
    hidden = getattr(model, "not_in_files", frozenset[str]())
    known = sorted(name for name in model.model_fields if name not in hidden)
    wrong = str(path[-1])
    if "_" not in wrong:
        known = [model.model_fields[name].alias or name for name in known]
    hint = did_you_mean(wrong, known) or f"expected one of {', '.join(known)}"
    return ConfigError(f"unknown setting `{_dotted(path)}`; {hint}", path)


def matching(expression: str, words: str) -> AfterValidator:
    """A validator for text that a regular expression matches as a whole.

    Args:
        expression: The regular expression.
        words: A description of valid text, for error messages.
    """

    def check(text: str) -> str:
        if not re.fullmatch(expression, text):
            raise ValueError(f"must be {words}, not {shown(text)}")
        return text

    return AfterValidator(check)


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


def _words(fault: ErrorDetails) -> str:
    kind, given = fault["type"], fault["input"]
    match kind:
        case "value_error":
            return str(fault["ctx"]["error"])
        case "missing":
            return "this setting is required"
        case "enum" | "literal_error":
            expected = str(fault["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
            hint = did_you_mean(str(given), expected.split(", "))
            return f"unsupported value {shown(given)}; {hint or f'expected one of {expected}'}"
        case "greater_than_equal":
            return f"must be at least {fault['ctx']['ge']}, not {shown(given)}"
        case "less_than_equal":
            return f"must be at most {fault['ctx']['le']}, not {shown(given)}"
        case "too_short" | "string_too_short":
            return "must not be empty"
        case "string_too_long":
            return f"must not be longer than {fault['ctx']['max_length']} characters"
        case "string_type" if isinstance(given, bool):
            return f"must be a string, not {str(given).lower()}; put it in quotes"
        case "string_type" if isinstance(given, int | float):
            return f"must be a string, not the number {given}; put it in quotes"
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
    "string_type": "a string",
    "tuple": "a list",
}
"""The expected values, by the names of pydantic's errors."""


def _dotted(path: tuple[str | int, ...]) -> str:
    return shortened(".".join(map(str, path)), _LONGEST_PATH)


def shown(value: object) -> str:
    """The value of a setting, shortened for a message."""
    return shortened(repr(value), _LONGEST_VALUE)
