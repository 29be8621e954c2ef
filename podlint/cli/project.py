"""Configuration files: find the nearest one, read it, and report its errors with their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from podlint.cli.extended import SettingsFile, read_chain
from podlint.cli.misnamed_config import misnamed_config
from podlint.cli.settings_text import TABLE
from podlint.config.config import Config, ConfigError, default_config, overridden
from podlint.config.merging import merged
from podlint.config.notes import Note
from podlint.document.regular_file import MOST_OF_SETTINGS, TooLargeError
from podlint.engine.locks import breaches, refuse_unknown_locks
from podlint.engine.unknown_names import refuse_unknown_names
from podlint.reading.file_names import CONFIGURATIONS, PYPROJECT
from podlint.reading.files import require_working_folder
from podlint.reading.inputs import Inputs
from podlint.reading.links import leads_out_of
from podlint.reading.repository_root import repository_root
from podlint.rule.index import ListedRule
from podlint.rule.packs import installed_rules, load_folder, merge
from podlint.startup.frozen import Frozen


class ConfigFile(Frozen):
    """A configuration file that has been read, with what it extends.

    Attributes:
        path: The file.
        config: Its settings.
        rules: All rules: the given ones, and those in the folders that the file names.
        files: The files that it extends, the most distant first, and the file itself.
    """

    path: Path
    config: Config
    rules: tuple[ListedRule, ...]
    files: tuple[SettingsFile, ...]


class Project(Frozen):
    """The settings and rules of a command.

    Attributes:
        config: The settings.
        rules: All rules: those of installed packs, and those of the project.
        files: The configuration files, the most distant first.
        given: The settings of the command line.
    """

    config: Config
    rules: tuple[ListedRule, ...]
    files: tuple[SettingsFile, ...] = ()
    given: Mapping[str, Any] = {}


def project_of(
    paths: Sequence[str],
    path: Path | None,
    settings: Mapping[str, Any],
    inputs: Inputs,
    *,
    isolated: bool = False,
) -> Project:
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
    named = path is not None
    if path is None and not isolated:
        path = find_config(Path.cwd(), inputs)
    config, rules = default_config(), installed_rules(paths)
    files: tuple[SettingsFile, ...] = ()
    if path:
        file = read_config(path, rules, inputs, linted=paths, named=named)
        config, rules, files = file.config, file.rules, file.files
    return Project(overridden(config, settings), rules, files, settings)


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
    path: Path,
    rules: Sequence[ListedRule],
    inputs: Inputs | None = None,
    *,
    linted: Iterable[str] = (),
    named: bool = False,
) -> ConfigFile:
    """Read a configuration file and its rules, and check that the rules that it names exist.

    Args:
        path: The file.
        rules: The other rules.
        inputs: As for `find_config`.
        linted: The files and folders that are checked.
        named: The user named the file, so that it may say what only the user may.

    Raises:
        ConfigError: The file cannot be read, or a setting is invalid; the message starts with file,
            line and column.
        PackError: A folder of rules has a file that is not a valid rule.
    """
    files = read_chain(path, inputs or Inputs(), linted)
    distinct = {file.path.resolve(): file for file in files}.values()
    everything = merge([rules, *(_located(file, _own_rules(file)) for file in distinct)])
    for file in files:
        try:
            refuse_unknown_names(everything, file.config)
            refuse_unknown_locks(file.config, everything)
            if not named:
                _refuse_programs(file.config)
        except ConfigError as error:
            raise file.error(str(error), error.path) from error
    configs = [_at_home(file, path.parent) for file in files]
    for breach in breaches(configs, everything):
        by = files[breach.by].at(("locked", breach.index))
        setting = ".".join(each for each in breach.weakened.path if isinstance(each, str))
        hint = " (add it to `extend-select`)" if setting.endswith(("select", "profile")) else ""
        message = f"{setting}: {breach.weakened.change}; {by} locks `{breach.locked}`{hint}"
        raise files[breach.file].error(message, breach.weakened.path)
    return ConfigFile(path, merged(configs, path.parent), everything, files)


def _refuse_programs(config: Config) -> None:
    """Refuse a setting with which a repository would make podlint run a program."""
    if config.kustomize == "binary":
        message = (
            "kustomize: `binary` runs a program, so a repository must not set it; use "
            "`--kustomize binary`, or pass this file with --config"
        )
        raise ConfigError(message, ("kustomize",))


def _at_home(file: SettingsFile, root: Path) -> Config:
    """The settings of a file, which knows the folder to which its patterns are relative.

    For a file of a package, that is the folder of the configuration that extends it.
    """
    folder = root if file.of_package else file.path.parent
    rules = file.config.rules
    if file.path.parent != root:
        rules = tuple(str(file.path.parent.absolute() / each) for each in rules)
    return file.config.model_copy(update={"root": folder, "rules": rules, "file": file.path})


def _located(file: SettingsFile, rules: Iterator[ListedRule]) -> Iterator[ListedRule]:
    try:
        yield from rules
    except ConfigError as error:
        raise file.error(str(error), error.path) from error


def known_rules(folder: Path) -> tuple[ListedRule, ...]:
    """The rules of installed packs, and those of the project around a folder.

    Raises:
        ConfigError, PackError: As for `read_config`.
    """
    return rules_and_notes(folder)[0]


def rules_and_notes(folder: Path) -> tuple[tuple[ListedRule, ...], Mapping[str, Note]]:
    """The rules of `known_rules`, and the notes on them of the project around a folder.

    Raises:
        ConfigError, PackError: As for `read_config`.
    """
    path, rules = find_config(folder), installed_rules([folder])
    if path is None:
        return rules, {}
    file = read_config(path, rules, linted=[str(folder)])
    return file.rules, file.config.notes


def _own_rules(file: SettingsFile) -> Iterator[ListedRule]:
    """The rules in the folders that a configuration names; these must be in its directory."""
    path = file.path
    for index, folder in enumerate(file.config.rules):
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
        return TABLE in text  # The error is reported when the file is read.
    return isinstance(tool, dict) and "podlint" in tool
