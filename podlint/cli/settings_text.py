"""Reads the text of a configuration file, and finds the place of a setting in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from podlint.config.config import ConfigError
from podlint.document import load
from podlint.document.encoding import decoded
from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.reading.inputs import Inputs
from podlint.startup.lazy_pattern import pattern

__all__ = ["TABLE", "Locate", "Place", "read_settings"]

TABLE = "tool.podlint"
"""The table of a ``pyproject.toml`` with the settings."""

_KEY = r"""(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)"""
_KEYS = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TOML_TABLE = pattern(rf"\s*\[\s*({_KEYS})\s*\]")
_TOML_ENTRY = pattern(rf"\s*({_KEYS})\s*=")
_TOML_KEY = pattern(_KEY)

Place = tuple[int, int] | None
"""Line and column of a setting, from 1; None if the place is unknown."""

Locate = Callable[[tuple[str | int, ...]], Place]
"""From the path of a setting to its place."""


def read_settings(path: Path, inputs: Inputs) -> tuple[object, Locate]:
    """The data in a configuration file, and a function that locates settings in it.

    Raises:
        ConfigError: The file cannot be read, or is neither YAML nor TOML; the message starts with
            file, line and column.
    """
    try:
        text = decoded(inputs.read(path, MOST_OF_SETTINGS)).text
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise ConfigError(message) from error
    except ValueError as error:
        message = f"{path}: cannot be read: {error}"
        raise ConfigError(message) from error
    return _toml(path, text) if path.suffix == ".toml" else _yaml(path, text)


def _yaml(path: Path, text: str) -> tuple[object, Locate]:
    documents = load(text)
    if len(documents) > 1:
        line = documents[1].line
        message = f"{path}:{line}: a configuration file must contain one document; remove this one"
        raise ConfigError(message)
    document = documents[0] if documents else None
    if document is None or (document.data is None and document.error is None):
        return {}, lambda _: None
    for fault in (document.error, *document.problems):
        if fault:
            message = f"{path}:{fault.span.start_line}:{fault.span.start_column}: {fault.text}"
            raise ConfigError(message)

    def locate(setting: tuple[str | int, ...]) -> Place:
        span = document.span(setting, key=not setting or isinstance(setting[-1], str))
        return span.start_line, span.start_column

    return document.data, locate


def _toml(path: Path, text: str) -> tuple[object, Locate]:
    import tomllib

    try:
        data: object = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"{path}: invalid TOML: {error}"
        raise ConfigError(message) from error
    for key in TABLE.split("."):
        data = data.get(key, {}) if isinstance(data, dict) else {}
    return data, lambda setting: _toml_place(text, (*TABLE.split("."), *setting))


def _toml_place(text: str, setting: tuple[str | int, ...]) -> Place:
    """The place of a setting or of the table around it; Python's TOML reader has no positions."""
    best, shared = None, 0
    for place, keys in _toml_keys(text):
        if keys == setting[: len(keys)] and len(keys) > shared:
            best, shared = place, len(keys)
    return best


def _toml_keys(text: str) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TOML_TABLE.match(line):
            table = _dotted(header[1])
            yield (number, header.start(1) + 1), table
        elif entry := _TOML_ENTRY.match(line):
            yield (number, entry.start(1) + 1), (*table, *_dotted(entry[1]))


def _dotted(keys: str) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in _TOML_KEY.findall(keys))
