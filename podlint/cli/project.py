"""Configuration files: found upwards, read strictly, their faults placed on a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from podlint.cli.misnamed_config import misnamed_config
from podlint.config.config import Config, ConfigError, parse_config
from podlint.document import load
from podlint.document.encoding import decoded
from podlint.document.regular_file import MOST_OF_SETTINGS, TooLargeError
from podlint.engine.dispatch import Dispatches
from podlint.reading.file_names import CONFIGURATIONS, PYPROJECT
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
    rules: tuple[ListedRule, ...]


def find_config(folder: Path, inputs: Inputs | None = None) -> Path | None:
    """The nearest configuration file in a folder or above it.

    That is a ``.podlint.yaml``, or a ``pyproject.toml`` with a table ``[tool.podlint]``.

    Args:
        folder: The folder.
        inputs: The file system, where the run keeps in mind what it asked.

    Raises:
        ConfigError: It is too large to be looked at, or a link that leads out of the repository, or
            without one, of its folder. Or there is none before the top of the repository, but
            something that looks like one and has another name.
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
                f"{path}: is a symbolic link to a file outside of {tree}; to use that file, name "
                "it with --config"
            )
            raise ConfigError(message)
    return path


def read_config(
    path: Path, rules: Sequence[ListedRule], inputs: Inputs | None = None
) -> ConfigFile:
    """Read a configuration file and the rules it brings, and check that those it names exist.

    Args:
        path: The file.
        rules: The rules there are beside those.
        inputs: As `find_config`.

    Raises:
        ConfigError: The file cannot be read, or a setting cannot be used; the message begins with
            file, line and column.
        PackError: A folder of rules holds something else, or a rule that is not well written.
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
        config = parse_config(data).model_copy(update={"root": path.parent})
        everything = merge([rules, _own_rules(path, config)])
        Dispatches(everything, config)
    except ConfigError as error:
        message = f"{path}{locate(error.path)}: {error}"
        raise ConfigError(message, error.path) from error
    return ConfigFile(path, config, everything)


def known_rules(folder: Path) -> tuple[ListedRule, ...]:
    """The rules of installed packs, and those of the project that a folder belongs to.

    Raises:
        ConfigError, PackError: As `read_config`.
    """
    path, rules = find_config(folder), installed_rules([folder])
    return read_config(path, rules).rules if path else rules


def _own_rules(path: Path, config: Config) -> Iterator[ListedRule]:
    """The rules in the folders that a configuration names, which lie beside or below it."""
    for index, folder in enumerate(config.rules):
        place = path.parent / folder
        if not place.resolve().is_relative_to(path.parent.resolve()):
            message = f"{folder} lies elsewhere: rules lie beside or below the configuration"
            raise ConfigError(message, ("rules", index))
        if not place.is_dir():
            raise ConfigError(f"{folder} is no folder", ("rules", index))
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
