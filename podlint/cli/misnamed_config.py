"""Configuration files and tables with a wrong name, which podlint would not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from podlint.config.config import Config, ConfigError
from podlint.document import load
from podlint.reading.file_names import CONFIGURATIONS, PYPROJECT
from podlint.reading.inputs import Inputs

__all__ = ["misnamed_config"]

_HIDDEN = (".podlint", ".podlintrc", ".podlint.json", ".podlint.toml")
_PLAIN = ("podlint.yaml", "podlint.yml", "podlint.json", "podlint.toml")
"""Names that other files may have too; one of podlint's settings must be in them."""

_NO_SETTINGS = frozenset({"apiVersion", "diagnostics", "findings", "runs", "schema"})
"""Keys of manifests, and of podlint's reports."""
_UNKNOWN = object()

_TABLE = re.compile(r"""^[ \t]*\[[ \t]*(?:tool[ \t]*\.[ \t]*)?["']?(\w[\w-]*)""", re.MULTILINE)
_MOST_LETTERS, _LEAST_SHARED = 9, 6


def misnamed_config(folder: Path, inputs: Inputs, read: Callable[[Path], str]) -> str | None:
    """An error message about a configuration with a wrong name in a folder; None if there is none.

    Args:
        folder: The folder.
        inputs: The file system.
        read: Returns the text of a file; empty if it cannot be read. Raises a `ConfigError` if the
            file is too large for a configuration.
    """
    for name in inputs.among(folder, (*_HIDDEN, *_PLAIN)):
        path = folder / name
        if _is_config(name, _text(path, read)):
            form = "" if name.endswith((".yaml", ".yml", ".json")) else " and convert it to YAML"
            return (
                f"{path}: podlint does not read a file with this name; rename it to "
                f"{CONFIGURATIONS[0]}{form}, or pass it with --config"
            )
    path = folder / PYPROJECT
    for table in _misspelled_tables(read(path)):
        return f"{path}: podlint does not read the table [{table}]; rename it to [tool.podlint]"
    return None


def _text(path: Path, read: Callable[[Path], str]) -> str:
    try:
        return read(path)
    except ConfigError:
        return ""  # It is too large for a configuration.


def _is_config(name: str, text: str) -> bool:
    """Whether a file with one of the wrong names has settings, as far as its content tells.

    It may also be a report that podlint wrote, or a manifest.
    """
    data = _data(name, text)
    if data is _UNKNOWN:
        known = "|".join(map(re.escape, _settings()))
        key = rf"""^["']?(?:{known})["']?[ \t]*[:=]"""
        return bool(re.search(key, text, re.MULTILINE)) and "apiVersion" not in text
    if not isinstance(data, dict) or not _NO_SETTINGS.isdisjoint(data):
        return False
    if name in _HIDDEN and all(re.fullmatch(r"[\w-]+", str(key)) for key in data):
        return True  # All of the settings may be misspelled.
    return any(not _settings().isdisjoint(each) for each in _tables(data))


def _data(name: str, text: str) -> object:
    """The data in a file; `_UNKNOWN` if it is neither YAML nor TOML."""
    if name.endswith(".toml"):
        import tomllib

        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError):
            return _UNKNOWN
    documents = load(text)
    if any(each.error for each in documents):
        return _UNKNOWN
    return documents[0].data if len(documents) == 1 else None


def _tables(data: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """The mapping itself, and those in it that are called podlint."""
    yield data
    tool = data.get("tool")
    for above in (data, tool):
        inner = above.get("podlint") if isinstance(above, dict) else None
        if isinstance(inner, dict):
            yield inner


def _settings() -> set[str]:
    fields = Config.model_fields.items()
    return {name for field, info in fields for name in (field, info.alias) if name}


def _misspelled_tables(text: str) -> Iterator[str]:
    """The tables of a ``pyproject.toml`` with podlint's settings and a name similar to podlint."""
    alike = {name for name in _TABLE.findall(text) if _is_alike(name)}
    if not alike:
        return
    import tomllib

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    tool = data.get("tool")
    for name in sorted(alike):
        for prefix, tables in (("tool.", tool if isinstance(tool, dict) else {}), ("", data)):
            table = tables.get(name)
            if isinstance(table, dict) and not _settings().isdisjoint(table):
                yield prefix + name


def _is_alike(name: str) -> bool:
    """Whether a name has nearly the letters of podlint; then the content of the table decides."""
    plain = name.lower().replace("-", "").replace("_", "")
    return len(plain) <= _MOST_LETTERS and len({*plain} & {*"podlint"}) >= _LEAST_SHARED
