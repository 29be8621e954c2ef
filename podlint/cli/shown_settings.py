"""Prints settings as a configuration whose comments say where each value comes from, or as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from podlint.cli.explained_settings import ExplainedSetting, Given, Level, Origin
from podlint.cli.project import Project
from podlint.cli.settings_at import SettingsAt, settings_at
from podlint.document.visible import harmless, harmless_json
from podlint.reading.inputs import Inputs

__all__ = ["origin_data", "origin_words", "settings_json", "settings_text"]

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that YAML does not read as text."""


def settings_text(project: Project, path: str | None, inputs: Inputs) -> str:
    """The settings of a project or of a file in it, as YAML; ends with a line break.

    Args:
        project: The settings.
        path: The file or folder; None for the whole project.
        inputs: The file system.
    """
    return harmless("".join(f"{line}\n" for line in _lines(settings_at(project, path, inputs))))


def _lines(found: SettingsAt) -> Iterator[str]:
    yield f"# settings for {found.path}" if found.path else "# settings for the whole project"
    for file in reversed(found.files):
        yield f"# extends {file.name}: {file.shown}" if file.name else f"# in {file.shown}"
    if not found.files:
        yield "# no configuration file"
    yield from (f"# {each}" for each in found.facts)
    yield from _yaml(found.settings)
    for context, settings in found.contexts:
        yield "---"
        yield f"# other settings for {context.words}"
        yield from _yaml(settings)


def _yaml(settings: Sequence[ExplainedSetting]) -> Iterator[str]:
    above: tuple[str, ...] = ()
    for each in settings:
        *outer, key = each.path
        for depth, name in enumerate(outer):
            if above[: depth + 1] != (*outer[: depth + 1],):
                yield f"{'  ' * depth}{_key(name)}:"
        above = each.path
        yield from _entry(each, key, "  " * len(outer))


def _entry(setting: ExplainedSetting, key: str, indent: str) -> Iterator[str]:
    locked = "".join(f", locked by {_place(each)}" for each in setting.locks)
    applying = [each for each in setting.given if each.applies]
    if setting.is_list and applying:
        yield f"{indent}{_key(key)}:{locked and f'  #{locked[1:]}'}"
        yield from (f"{indent}  - {_value(each.value)}  # {_origin(each)}" for each in applying)
    elif setting.is_list:
        yield f"{indent}{_key(key)}: []  # all are overridden{locked}"
    elif applying:
        last = applying[-1]
        yield f"{indent}{_key(key)}: {_value(last.value)}  # {_origin(last)}{locked}"
    else:
        yield f"{indent}# {_key(key)}: overridden{locked}"
    for each in setting.given:
        if not each.applies:
            yield f"{indent}  # overridden: {_value(each.value)}, {_origin(each)}"


def _origin(given: Given) -> str:
    return origin_words(given.origin)


def origin_words(origin: Origin) -> str:
    """Where a value comes from: file, line and column, or the level."""
    if origin.file is None:
        return origin.level.value
    words = _place(origin)
    if origin.pattern is not None:
        words += f", {origin.level.value} {_value(origin.pattern)}"
    return words


def _place(origin: Origin) -> str:
    assert origin.file is not None
    name = origin.file.name if origin.file.of_package else origin.file.shown
    return ":".join(map(str, (name, *(origin.place or ()))))


def _key(name: str) -> str:
    return _value(name)


def _value(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
        return value if plain else json.dumps(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value)


def settings_json(project: Project, path: str | None, inputs: Inputs) -> str:
    """The same as JSON; ends with a line break."""
    found = settings_at(project, path, inputs)
    data = {
        "path": found.path,
        "files": [
            {"path": each.shown, "name": each.name or None} for each in reversed(found.files)
        ],
        "facts": list(found.facts),
        "settings": _as_data(found.settings),
        "others": [
            {
                "namespace": context.namespace,
                "build": context.build,
                "settings": _as_data(settings),
            }
            for context, settings in found.contexts
        ],
    }
    return harmless_json(json.dumps(data, indent=2) + "\n")


def _as_data(settings: Iterable[ExplainedSetting]) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "keys": list(each.path),
            "value": each.value,
            "default": each.given[0].origin.level is Level.DEFAULT,
            "from": [
                {"value": given.value, "applies": given.applies, **origin_data(given.origin)}
                for given in each.given
            ],
            "locked": [origin_data(origin) for origin in each.locks],
        }
        for each in settings
    ]


def origin_data(origin: Origin) -> dict[str, Any]:
    """Where a value comes from, as JSON data."""
    line, column = origin.place or (None, None)
    return {
        "level": origin.level.value,
        "path": origin.file.shown if origin.file else None,
        "line": line,
        "column": column,
        "pattern": origin.pattern,
    }
