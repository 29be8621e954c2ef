"""Finds and reads the configurations that a configuration extends."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from podlint.cli.settings_text import Locate, Place, read_settings
from podlint.config.config import Config, ConfigError, parse_config
from podlint.config.requirement import meets
from podlint.reading.inputs import Inputs
from podlint.reading.relative_name import relative_name
from podlint.reading.repository_root import repository_root
from podlint.startup.frozen import Frozen
from podlint.startup.search_path import linted_trees, place_of_others

__all__ = ["SettingsFile", "read_chain"]

_OF_PACKAGE = re.compile(r"([A-Za-z_]\w+(?:\.\w+)*):(.+)")
_MOST_FILES = 20


class SettingsFile(Frozen, eq=False):
    """A configuration file as it is written.

    Attributes:
        path: The file.
        config: Its settings.
        locate: Finds the place of a setting.
        name: What another file calls it, such as ``acme_podlint:podlint.yaml``; empty for the file
            that no other one extends.
        folder: The folder that the files must be in which the file extends.
        of_package: It is a file of an installed package.
    """

    path: Path
    config: Config
    locate: Locate
    name: str
    folder: Path
    of_package: bool = False

    @property
    def shown(self) -> str:
        """The path, relative to the working directory if it is in it."""
        path = relative_name(self.path, Path.cwd())
        return self.path.as_posix() if path.startswith("..") else path

    def error(self, message: str, path: tuple[str | int, ...]) -> ConfigError:
        """An error about a setting, which starts with file, line and column."""
        return _error(self.path, self.locate(path), message, path)

    def at(self, path: tuple[str | int, ...]) -> str:
        """``file:line:column`` of a setting."""
        return _placed(self.path, self.locate(path))


def read_chain(path: Path, inputs: Inputs, linted: Iterable[str] = ()) -> tuple[SettingsFile, ...]:
    """Read a configuration file and all files that it extends, the most distant one first.

    Args:
        path: The file.
        inputs: The file system.
        linted: The files and folders that are checked. No package in them is used.

    Raises:
        ConfigError: A file cannot be read, or a setting is invalid; the message starts with file,
            line and column.
    """
    folder = path.parent.absolute()
    tree = repository_root(inputs, folder) or folder
    reader = _Chain(inputs, tuple(linted))
    return tuple(reader.read(_Place(path, "", tree), ()))


class _Place(NamedTuple):
    """Where a file is, and what `SettingsFile` says of it."""

    path: Path
    name: str
    folder: Path
    of_package: bool = False


class _Chain:
    """Reads files that extend each other."""

    def __init__(self, inputs: Inputs, linted: tuple[str, ...]) -> None:
        self._inputs = inputs
        self._linted = linted
        self._read = 0

    def read(self, place: _Place, above: tuple[str, ...]) -> Iterator[SettingsFile]:
        """The files that a file extends, and the file itself.

        Args:
            place: The file.
            above: The real paths of the files that extend it.
        """
        path = place.path
        data, locate = read_settings(path, self._inputs)
        try:
            _refuse_other_version(data)
            config = parse_config(data)
        except ConfigError as error:
            raise _error(path, locate(error.path), str(error), error.path) from error
        file = SettingsFile(path, config, locate, place.name, place.folder, place.of_package)
        above = (*above, self._inputs.real(path))
        self._read += 1
        for index, extended in enumerate(file.config.extends):
            try:
                below = self._place(extended, file, above)
            except ConfigError as error:
                raise file.error(f"extends: {error}", ("extends", index)) from error
            yield from self.read(below, above)
        yield file

    def _place(self, name: str, file: SettingsFile, above: tuple[str, ...]) -> _Place:
        """The place of an extended file."""
        match = _OF_PACKAGE.fullmatch(name)
        if match:
            package = self._package(match[1])
            path, inside, what = package / match[2], package, f"the package {match[1]}"
        else:
            # Without `..`, so that the patterns of the file can be compared with paths.
            path = Path(os.path.normpath(file.path.absolute().parent / name))
            inside = file.folder
            what = str(inside)
        if not self._inputs.among(path.parent, (path.name,)):
            raise ConfigError(f"there is no file {path}")
        real = self._inputs.real(path)
        if not Path(real).is_relative_to(self._inputs.real(inside)):
            raise ConfigError(f"{path} is outside {what}; move it there, or install it")
        if real in above or self._read > _MOST_FILES:
            raise ConfigError(f"{name}: the configurations extend each other")
        return _Place(path, name, inside, file.of_package or match is not None)

    def _package(self, name: str) -> Path:
        """The folder of an installed package. Nothing is imported."""
        from importlib.util import find_spec

        top, *below = name.split(".")
        try:
            spec = find_spec(top)
        except (ImportError, ValueError):
            spec = None
        trees = linted_trees(self._linted)
        for folder in (spec and spec.submodule_search_locations) or ():
            if place_of_others(folder, trees):
                message = (
                    f"Python would find the package {top} in {folder}, which may belong to what is "
                    "checked; remove this directory from PYTHONPATH"
                )
                raise ConfigError(message)
            return Path(folder, *below)
        raise ConfigError(
            f"there is no package {top}; install it in the same environment as podlint"
        )


def _refuse_other_version(data: object) -> None:
    """Say first that a configuration is for another version: it may have settings of that one."""
    from podlint.version import VERSION

    wanted = data.get("required-version") if isinstance(data, dict) else None
    if not isinstance(wanted, str):
        return
    try:
        fits = meets(VERSION, wanted)
    except ValueError:
        return  # It is told with the other faults.
    if not fits:
        message = (
            f"required-version: this is podlint {VERSION}, and the configuration requires {wanted}"
        )
        raise ConfigError(f"{message}; install such a version", ("required-version",))


def _placed(path: Path, place: Place) -> str:
    return ":".join(map(str, (path, *(place or ()))))


def _error(path: Path, place: Place, message: str, setting: tuple[str | int, ...]) -> ConfigError:
    return ConfigError(f"{_placed(path, place)}: {message}", setting)
