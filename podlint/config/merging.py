"""Merges a configuration with the ones that it extends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from podlint.config.config import Config
from podlint.config.layers import PARTS
from podlint.config.section import Section
from podlint.config.settings import Settings
from podlint.finding.severity import Profile

__all__ = ["JOINED", "LAYERED", "merged", "project_layers"]

JOINED = frozenset(
    {
        "custom_resources",
        "exclude",
        "fragments",
        "generated",
        "locked",
        "placeholders",
        "rules",
        "suppressions",
        "vendored",
    }
)
"""The lists to which a configuration adds. Other lists replace the ones that are extended."""

LAYERED = frozenset({"select", "extend_select", "ignore", "severity", "options"})
"""The settings that choose rules: each configuration is a layer of its own."""

_OF_ONE_FILE = frozenset({"extends", "required_version", *PARTS})
"""The settings that are not merged, or, like those of parts, applied in order."""

_DEFAULTS: dict[str, Any] = {"profile": Profile.RECOMMENDED, "fail_on": "warning"}


def merged(files: Sequence[Config], root: Path | None = None) -> Config:
    """One configuration of several; a later one overrides earlier ones.

    Values replace earlier ones, and tables are merged key by key. `JOINED` names the lists that are
    joined.

    Args:
        files: The configurations that are extended, the most distant first, and the last one.
        root: The folder to which all patterns are relative.
    """
    if len(files) == 1:
        return files[0].model_copy(update={"root": root})
    values: dict[str, Any] = {}
    for name in Config.model_fields.keys() - LAYERED - _OF_ONE_FILE - Config.not_in_files:
        for file in files:
            if name in file.model_fields_set:
                given = getattr(file, name)
                values[name] = _after(name, values[name], given) if name in values else given
    own = files[-1]
    parts = {"files": tuple(files), "project": project_layers(files), "root": root}
    return own.model_copy(update={**values, **parts})


def project_layers(files: Iterable[Config]) -> tuple[Section, ...]:
    """The settings of configurations for the whole project as layers; the first has defaults."""
    return (Section.model_construct(**_DEFAULTS), *map(_without_defaults, files))


def _after(name: str, earlier: Any, later: Any) -> Any:
    """The value of a setting after two configurations that set it."""
    if name == "custom_resources":
        kinds = {(each.group, each.kind) for each in later}
        return (*later, *(each for each in earlier if (each.group, each.kind) not in kinds))
    if name in JOINED:
        return tuple(dict.fromkeys((*earlier, *later)))
    if isinstance(earlier, dict):
        return {**earlier, **later}
    if isinstance(earlier, Settings):
        return _merged_settings(earlier, later)
    return later


def _merged_settings(earlier: Settings, later: Settings) -> Settings:
    values: dict[str, Any] = {}
    for name in later.model_fields_set:
        old, new = getattr(earlier, name), getattr(later, name)
        values[name] = {**old, **new} if isinstance(new, dict) else new
        if isinstance(new, tuple):
            values[name] = tuple(dict.fromkeys((*old, *new)))
    return earlier.model_copy(update=values)


def _without_defaults(file: Config) -> Config:
    """The configuration as a layer: what it does not say, it does not override."""
    unset = _DEFAULTS.keys() - file.model_fields_set
    return file.model_copy(update=dict.fromkeys(unset)) if unset else file
