"""Configuration files and tables with a wrong name, which podlint would not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from podlint.config.config import Config
from podlint.reading.file_names import CONFIGURATIONS, PYPROJECT
from podlint.reading.inputs import Inputs

__all__ = ["misnamed_config"]

_HIDDEN = (".podlint", ".podlintrc", ".podlint.json", ".podlint.toml")
_PLAIN = ("podlint.yaml", "podlint.yml", "podlint.json", "podlint.toml")
"""Names that other files may have too; their content decides."""

_TABLE = re.compile(r"""^[ \t]*\[[ \t]*(?:tool[ \t]*\.[ \t]*)?["']?(\w[\w-]*)""", re.MULTILINE)
_MOST_LETTERS, _LEAST_SHARED = 9, 6


def misnamed_config(folder: Path, inputs: Inputs, read: Callable[[Path], str]) -> str | None:
    """An error message about a configuration with a wrong name in a folder; None if there is none.

    Args:
        folder: The folder.
        inputs: The file system.
        read: Returns the text of a file; empty if it cannot be read.
    """
    for name in inputs.among(folder, (*_HIDDEN, *_PLAIN)):
        path = folder / name
        if name in _HIDDEN or _has_settings(read(path)):
            form = "" if name.endswith((".yaml", ".yml", ".json")) else " and convert it to YAML"
            return (
                f"{path}: podlint does not read a file with this name; rename it to "
                f"{CONFIGURATIONS[0]}{form}, or pass it with --config"
            )
    path = folder / PYPROJECT
    for table in _misspelt_tables(read(path)):
        return f"{path}: podlint does not read the table [{table}]; rename it to [tool.podlint]"
    return None


def _has_settings(text: str) -> bool:
    names = {name for field, info in Config.model_fields.items() for name in (field, info.alias)}
    known = "|".join(re.escape(name) for name in names if name)
    key = rf"""^[ \t{{]*["']?(?:{known})["']?[ \t]*[:=]"""
    return bool(re.search(key, text, re.MULTILINE)) and "apiVersion" not in text


def _misspelt_tables(text: str) -> Iterator[str]:
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
            known = {*Config.model_fields, *(each.alias for each in Config.model_fields.values())}
            if isinstance(table, dict) and not known.isdisjoint(table):
                yield prefix + name


def _is_alike(name: str) -> bool:
    """Whether a name has nearly the letters of podlint; then the content of the table decides."""
    plain = name.lower().replace("-", "").replace("_", "")
    return len(plain) <= _MOST_LETTERS and len({*plain} & {*"podlint"}) >= _LEAST_SHARED
