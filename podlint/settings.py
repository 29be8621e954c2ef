"""What settings are made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from podlint.errors import ConfigError

__all__ = ["SETTINGS", "Settings", "matching"]

SETTINGS = ConfigDict(
    frozen=True,
    extra="forbid",
    alias_generator=lambda name: name.replace("_", "-"),
    populate_by_name=True,
    defer_build=True,
)
"""How models of settings are read."""

if TYPE_CHECKING:
    _Model = BaseModel
else:
    # Not a model itself: to make the class of a model takes as long as to import a module.
    _Model = object


class Settings(_Model):
    """Makes a `ConfigError` of what is unknown or wrong; stands before `BaseModel`."""

    not_in_files: ClassVar[frozenset[str]] = frozenset()
    """Fields that a configuration file cannot set."""

    def __init__(self, /, **settings: Any) -> None:
        """Take settings by name.

        Raises:
            ConfigError: A setting is unknown or has a wrong value.
        """
        try:
            super().__init__(**settings)
        except ValidationError as error:
            raise _config_error(error, type(self)) from error

    # So that settings inside others are read in one go, which tells the whole path of a fault.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """The settings in data.

        Raises:
            ConfigError: As the class itself.
        """
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise _config_error(error, cls) from error

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """The settings in a text of JSON.

        Raises:
            ConfigError: As the class itself; or the text is not JSON.
        """
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            raise _config_error(error, cls) from error


def _config_error(error: ValidationError, model: type[BaseModel]) -> ConfigError:
    # Imported here: few runs meet a wrong setting.
    from podlint.setting_faults import config_error

    return config_error(error, model)


def matching(expression: str, words: str) -> AfterValidator:
    """A validator for text that matches an expression as a whole.

    Args:
        expression: The expression.
        words: What the text must be.
    """

    def check(text: str) -> str:
        if not re.fullmatch(expression, text):
            from podlint.setting_faults import shown

            raise ValueError(f"must be {words}, not {shown(text)}")
        return text

    return AfterValidator(check)
