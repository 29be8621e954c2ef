"""Configuration files: find the nearest one, read it, and report its errors with their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from podlint.cli.misnamed_config import misnamed_config
from podlint.config.config import Config, ConfigError, default_config, overridden, parse_config
from podlint.document import load
from podlint.document.encoding import decoded
from podlint.document.regular_file import MOST_OF_SETTINGS, TooLargeError
from podlint.engine.dispatch import Dispatches
from podlint.reading.file_names import CONFIGURATIONS, PYPROJECT
from podlint.reading.files import require_working_folder
from podlint.reading.inputs import Inputs
from podlint.reading.links import leads_out_of
from podlint.reading.repository_root import repository_root
from podlint.rule.index import ListedRule
from podlint.rule.packs import installed_rules, load_folder, merge
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

_TABLE = "tool.podlint"
_TOML_TABLE = pattern(r"\s*\[([^\[\]]+)\]")
_TOML_ENTRY = pattern(r"\s*([\w\"'.-]+)\s*=")

Locate = Callable[[tuple[str | int, ...]], str]
"""From a setting's path to ``:line:column`` or ``:line``; empty if the place is unknown."""


class ConfigFile(Frozen):
    """A configuration file that has been read.

    Attributes:
        path: The file.
        config: Its settings.
        rules: All rules: the given ones, and those in the folders that the file names.
    """

    path: Path
    config: Config
    rules: tuple[ListedRule, ...]


def settings_and_rules(
    paths: Sequence[str],
    path: Path | None,
    settings: Mapping[str, Any],
    inputs: Inputs,
    *,
    isolated: bool = False,
) -> tuple[Config, tuple[ListedRule, ...]]:
    """The settings of a command, and all rules: those of installed packs and those of the project.

    Args:
        paths: The files and directories that the command is about.
        path: The configuration file; None for the nearest one.
        settings: The settings of the command line, which override those of the file.
        inputs: The file system.
        isolated: Do not look for a configuration file.

    Raises:
        PodlintError: The working directory is gone.
        ConfigError: The file cannot be used.
    """
    require_working_folder()
    if path is None and not isolated:
        path = find_config(Path.cwd(), inputs)
    config, rules = default_config(), installed_rules(paths)
    if path:
        file = read_config(path, rules, inputs)
        config, rules = file.config, file.rules
    return overridden(config, settings), rules


def find_config(folder: Path, inputs: Inputs | None = None) -> Path | None:
    """The nearest configuration file in a folder or one of its parents.

    This is a ``.podlint.yaml``, or a ``pyproject.toml`` with a table ``[tool.podlint]``.

    Args:
        folder: The folder.
        inputs: The file system, if the run records what it reads.

    Raises:
        ConfigError: The file is too large. Or it is a symbolic link to a file outside the
            repository, or outside its folder if there is no repository. Or the repository has no
            configuration file, but a similar file with a wrong name.
    """
    inputs = inputs or Inputs()
    folders = (folder, *folder.parents)
    top = repository_root(inputs, folder) or folder
    read = partial(_text_or_nothing, inputs)
    for each in folders:
        for name in inputs.among(each, CONFIGURATIONS):
            return _inside(each / name, inputs)
        if _has_table(read(each / PYPROJECT)):
            return _inside(each / PYPROJECT, inputs)
        if each.is_relative_to(top) and (wrong := misnamed_config(each, inputs, read)):
            raise ConfigError(wrong)
    return None


def _inside(path: Path, inputs: Inputs) -> Path:
    if inputs.is_link(path):
        folder = path.parent
        tree = repository_root(inputs, folder) or folder
        if leads_out_of(inputs, path, tree):
            message = (
                f"{path}: symbolic link to a file outside {tree}; to use that file, pass it with "
                "--config"
            )
            raise ConfigError(message)
    return path


def read_config(
    path: Path, rules: Sequence[ListedRule], inputs: Inputs | None = None
) -> ConfigFile:
    """Read a configuration file and its rules, and check that the rules that it names exist.

    Args:
        path: The file.
        rules: The other rules.
        inputs: As for `find_config`.

    Raises:
        ConfigError: The file cannot be read, or a setting is invalid; the message starts with file,
            line and column.
        PackError: A folder of rules has a file that is not a valid rule.
    """
    try:
        text = decoded((inputs or Inputs()).read(path, MOST_OF_SETTINGS)).text
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise ConfigError(message) from error
    except ValueError as error:
        message = f"{path}: cannot be read: {error}"
        raise ConfigError(message) from error
    data, locate = _toml(path, text) if path.suffix == ".toml" else _yaml(path, text)
    try:
        config = parse_config(data).model_copy(update={"root": path.parent, "file": path})
        everything = merge([rules, _own_rules(path, config)])
        Dispatches(everything, config)
    except ConfigError as error:
        message = f"{path}{locate(error.path)}: {error}"
        raise ConfigError(message, error.path) from error
    return ConfigFile(path, config, everything)


def known_rules(folder: Path) -> tuple[ListedRule, ...]:
    """The rules of installed packs, and those of the project around a folder.

    Raises:
        ConfigError, PackError: As for `read_config`.
    """
    path, rules = find_config(folder), installed_rules([folder])
    return read_config(path, rules).rules if path else rules


def _own_rules(path: Path, config: Config) -> Iterator[ListedRule]:
    """The rules in the folders that a configuration names; these must be in its directory."""
    for index, folder in enumerate(config.rules):
        place = path.parent / folder
        if not place.resolve().is_relative_to(path.parent.resolve()):
            message = (
                f"the directory {folder} is outside the directory of the configuration file; move "
                f"{folder} there"
            )
            raise ConfigError(message, ("rules", index))
        if not place.is_dir():
            raise ConfigError(f"the directory {folder} does not exist", ("rules", index))
        yield from load_folder(place, inside=path.parent)


def _text_or_nothing(inputs: Inputs, path: Path) -> str:
    if not inputs.among(path.parent, (path.name,)):
        return ""
    try:
        return inputs.read(path, MOST_OF_SETTINGS).decode("utf-8", errors="replace")
    except TooLargeError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise ConfigError(message) from error
    except OSError:
        return ""


def _has_table(text: str) -> bool:
    """Whether a ``pyproject.toml`` has podlint's table."""
    if "podlint" not in text:
        return False
    import tomllib

    try:
        tool = tomllib.loads(text).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError):
        return _TABLE in text  # The error is reported when the file is read.
    return isinstance(tool, dict) and "podlint" in tool


def _yaml(path: Path, text: str) -> tuple[object, Locate]:
    documents = load(text)
    if len(documents) > 1:
        line = documents[1].line
        message = f"{path}:{line}: a configuration file must contain one document; remove this one"
        raise ConfigError(message)
    document = documents[0] if documents else None
    if document is None or (document.data is None and document.error is None):
        return {}, lambda _: ""
    for fault in (document.error, *document.problems):
        if fault:
            message = f"{path}:{fault.span.start_line}:{fault.span.start_column}: {fault.text}"
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
        message = f"{path}: invalid TOML: {error}"
        raise ConfigError(message) from error
    for key in _TABLE.split("."):
        data = data.get(key, {}) if isinstance(data, dict) else {}
    return data, lambda setting: _toml_line(text, (*_TABLE.split("."), *setting))


def _toml_line(text: str, setting: tuple[str | int, ...]) -> str:
    """``:line`` of a setting or of the table around it; Python's TOML reader has no positions."""
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
