"""Configuration files: found upwards, read strictly, their faults placed on a line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from podlint.config import Config, ConfigError, parse_config
from podlint.document import load
from podlint.encoding import decoded
from podlint.file_names import CONFIGURATIONS, PYPROJECT, REPOSITORY
from podlint.frozen import Frozen
from podlint.links import leads_out_of
from podlint.pack import installed_rules, load_folder, merge
from podlint.pattern import pattern
from podlint.regular_file import MOST_OF_SETTINGS, TooLargeError, read_regular
from podlint.rule import Rule
from podlint.rulebook import Rulebook

_TABLE = "tool.podlint"
_TOML_TABLE = pattern(r"\s*\[([^\[\]]+)\]")
_TOML_ENTRY = pattern(r"\s*([\w\"'.-]+)\s*=")

Locate = Callable[[tuple[str | int, ...]], str]
"""From a setting's path to ``:line:column`` or ``:line``; empty where it is not known."""


class ConfigFile(Frozen):
    """A configuration file, read.

    Attributes:
        path: The file.
        config: What it says.
        rules: All rules there are: those that were given, and those in the folders it names.
    """

    path: Path
    config: Config
    rules: tuple[Rule, ...]


def find_config(folder: Path) -> Path | None:
    """The nearest configuration file in a folder or above it.

    That is a ``.podlint.yaml``, or a ``pyproject.toml`` with a table ``[tool.podlint]``.

    Raises:
        ConfigError: It is a link that leads out of the repository, or without one, of its folder.
            Or there is none up to the top of the repository, or of the folder if that is in none,
            but something that looks like one and has another name.
        ConfigError: A ``pyproject.toml`` is too large to be looked at.
    """
    folders = (folder, *folder.parents)
    top = next((each for each in folders if (each / REPOSITORY).exists()), folder)
    for each in folders:
        for name in CONFIGURATIONS:
            if (each / name).is_file():
                return _inside(each / name)
        if _has_table(each / PYPROJECT):
            return _inside(each / PYPROJECT)
        if each.is_relative_to(top):
            _refuse_misnamed(each)
    return None


def _refuse_misnamed(folder: Path) -> None:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names suffice
    except OSError:
        return
    if PYPROJECT in names or any("podlint" in name for name in names):
        from podlint.misnamed_config import misnamed_config

        if wrong := misnamed_config(folder, _text_or_nothing):
            raise ConfigError(wrong)


def _inside(path: Path) -> Path:
    if path.is_symlink():
        folder = path.parent
        above = (each for each in (folder, *folder.parents) if (each / REPOSITORY).exists())
        tree = next(above, folder)
        if leads_out_of(path, tree):
            message = (
                f"{path}: is a symbolic link to a file outside of {tree}; to use that file, name "
                "it with --config"
            )
            raise ConfigError(message)
    return path


def read_config(path: Path, rules: Sequence[Rule]) -> ConfigFile:
    """Read a configuration file and the rules it brings, and check that those it names exist.

    Raises:
        ConfigError: The file cannot be read, or a setting cannot be used; the message begins with
            file, line and column.
        PackError: A folder of rules holds something else, or a rule that is not well written.
    """
    try:
        text = decoded(read_regular(path, MOST_OF_SETTINGS)).text
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise ConfigError(message) from error
    except ValueError as error:
        message = f"{path}: cannot be read: {error}"
        raise ConfigError(message) from error
    data, locate = _toml(path, text) if path.suffix == ".toml" else _yaml(path, text)
    try:
        config = parse_config(data).model_copy(update={"root": path.parent})
        everything = merge([rules, _own_rules(path, config)])
        Rulebook(everything, config)
    except ConfigError as error:
        message = f"{path}{locate(error.path)}: {error}"
        raise ConfigError(message, error.path) from error
    return ConfigFile(path, config, everything)


def known_rules(folder: Path) -> tuple[Rule, ...]:
    """The rules of installed packs, and those of the project that a folder belongs to.

    Raises:
        ConfigError, PackError: As `read_config`.
    """
    path, rules = find_config(folder), installed_rules([folder])
    return read_config(path, rules).rules if path else rules


def _own_rules(path: Path, config: Config) -> Iterator[Rule]:
    """The rules in the folders that a configuration names, which lie beside or below it."""
    for index, folder in enumerate(config.rules):
        place = path.parent / folder
        if not place.resolve().is_relative_to(path.parent.resolve()):
            message = f"{folder} lies elsewhere: rules lie beside or below the configuration"
            raise ConfigError(message, ("rules", index))
        if not place.is_dir():
            raise ConfigError(f"{folder} is no folder", ("rules", index))
        yield from load_folder(place, inside=path.parent)


def _text_or_nothing(path: Path) -> str:
    try:
        return read_regular(path, MOST_OF_SETTINGS).decode("utf-8", errors="replace")
    except TooLargeError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise ConfigError(message) from error
    except OSError:
        return ""


def _has_table(pyproject: Path) -> bool:
    text = _text_or_nothing(pyproject)
    if "podlint" not in text:
        return False
    import tomllib

    try:
        tool = tomllib.loads(text).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError):
        return _TABLE in text  # To be told when it is read.
    return isinstance(tool, dict) and "podlint" in tool


def _yaml(path: Path, text: str) -> tuple[object, Locate]:
    documents = load(text)
    if len(documents) > 1:
        message = f"{path}:{documents[1].line}: a configuration is one document, not several"
        raise ConfigError(message)
    document = documents[0] if documents else None
    if document is None or (document.data is None and document.error is None):
        return {}, lambda _: ""
    for fault in (document.error, *document.problems):
        if fault:
            message = f"{path}:{fault.span.start_line}:{fault.span.start_column}: {fault.message}"
            raise ConfigError(message)

    def locate(setting: tuple[str | int, ...]) -> str:
        span = document.span(setting, key=not setting or isinstance(setting[-1], str))
        return f":{span.start_line}:{span.start_column}"

    return document.data, locate


def _toml(path: Path, text: str) -> tuple[object, Locate]:
    import tomllib

    try:
        data: object = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"{path}: not TOML: {error}"
        raise ConfigError(message) from error
    for key in _TABLE.split("."):
        data = data.get(key, {}) if isinstance(data, dict) else {}
    return data, lambda setting: _toml_line(text, (*_TABLE.split("."), *setting))


def _toml_line(text: str, setting: tuple[str | int, ...]) -> str:
    """``:line`` of a setting or of what holds it; Python's TOML reader tells no positions."""
    best, shared = "", 0
    for number, keys in _toml_keys(text):
        if keys == setting[: len(keys)] and len(keys) > shared:
            best, shared = f":{number}", len(keys)
    return best


def _toml_keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TOML_TABLE.match(line):
            table = _dotted(header[1])
            yield number, table
        elif entry := _TOML_ENTRY.match(line):
            yield number, (*table, *_dotted(entry[1]))


def _dotted(keys: str) -> tuple[str, ...]:
    return tuple(key.strip().strip("\"'") for key in keys.split("."))
