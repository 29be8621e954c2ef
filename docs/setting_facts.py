"""The settings as tables: name, type, default, command-line option, meaning.

Everything is read from `podlint.config.config.Config` and from the options of `podlint check`, so
that the page cannot fall behind.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from command_line import options_of
from pydantic_core import PydanticUndefined

from podlint.config.config import Config
from podlint.config.schema import attributes_of
from podlint.config.settings import Settings

TABLE = "<!-- settings -->"
"""Where docs/configuration.md has the table of all settings."""

_HEADING = re.compile(r"^### (?P<name>[a-z-]+)$", re.MULTILINE)


class Fact(NamedTuple):
    """Facts about a setting.

    Attributes:
        name: Its name in a configuration file; ``cluster.feature-gates`` inside another.
        type: What it takes, in words.
        default: Its default as it would be written in a file, or a word.
        option: Its option on the command line, or an empty text.
        meaning: What it does, Markdown.
    """

    name: str
    type: str
    default: str
    option: str
    meaning: str


def facts() -> list[Fact]:
    """All settings, in the order in which they are declared."""
    options = options_of("check")
    return [*_facts(Config, "", options)]


def _facts(model: type[Settings], prefix: str, options: Mapping[str, str]) -> Iterator[Fact]:
    meanings = attributes_of(model)
    for name, info in model.model_fields.items():
        if name in model.not_in_files:
            continue
        key = prefix + (info.alias or name.replace("_", "-"))
        default = info.get_default(call_default_factory=True, validated_data={})
        yield Fact(
            name=key,
            type=_type(info.annotation),
            default=_default(default),
            option="" if prefix else options.get(name, ""),
            meaning=meanings.get(name) or meanings.get(key.replace("-", "_"), ""),
        )
        inside = info.annotation
        if isinstance(inside, type) and issubclass(inside, Settings):
            yield from _facts(inside, f"{key}.", {})


def _default(value: object) -> str:
    if value is PydanticUndefined:
        return "required"
    if value is None:
        return "not set"
    if isinstance(value, Settings):
        return "see below"
    plain = value.value if isinstance(value, Enum) else value
    return f"`{json.dumps(plain)}`"


def _type(annotation: Any) -> str:
    """A type in words: ``list of text``."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is Literal:
        return _one_of(map(str, arguments))
    if origin in (Union, types.UnionType):
        return " or ".join(_type(each) for each in arguments if each is not type(None))
    if origin in (tuple, list):
        return f"list of {_several(arguments[0])}"
    if origin is dict:
        inner = _several(arguments[1])
        if inner.startswith(("string", "table")):
            return f"table of {inner}"
        return "table" if inner == "any value" else f"table with values {inner}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _one_of(each.value for each in annotation)
    if isinstance(annotation, type) and issubclass(annotation, Settings):
        return "table"
    return {bool: "true or false", str: "string", int: "whole number"}.get(annotation, "any value")


def _several(annotation: Any) -> str:
    words = _type(annotation)
    if words == "string" or words.startswith("table"):
        return words.replace("string", "strings").replace("table", "tables", 1)
    return words


def _one_of(values: Iterable[str]) -> str:
    *most, last = [f"`{each}`" for each in values]
    return f"{', '.join(most)} or {last}" if most else last


def table(known: list[Fact]) -> str:
    """The table of all settings, Markdown, each linked to its section, which has those inside."""
    rows = ["| setting | default | option of `check` | meaning |", "|---|---|---|---|"]
    rows += [
        f"| [`{each.name}`](#{each.name}) | {each.default} "
        f"| {_name_of(each.option)} | {each.meaning} |"
        for each in known
        if "." not in each.name
    ]
    return "\n".join(rows)


def _name_of(option: str) -> str:
    """The name of an option without its values."""
    name = re.match(r"`--[a-z-]+", option)
    return f"{name[0]}`" if name else ""


def _section(fact: Fact, known: list[Fact]) -> str:
    """The facts below the heading of a setting."""
    lines = [f"- Type: {fact.type}", f"- Default: {fact.default}"]
    if fact.option:
        lines.append(f"- Command line: {fact.option}")
    inside = [each for each in known if each.name.startswith(f"{fact.name}.")]
    if inside:
        lines = lines[:1]
        lines += ["", "| setting | type | default | meaning |", "|---|---|---|---|"]
        lines += [
            f"| `{each.name}` | {each.type} | {each.default} | {each.meaning} |" for each in inside
        ]
    return "\n".join(lines)


def filled(page: str) -> str:
    """The page of the configuration with the table, and the facts below each setting's heading.

    A setting without a section of its own gets one at the end.
    """
    known = facts()
    outer = {each.name: each for each in known if "." not in each.name}

    def with_facts(match: re.Match[str]) -> str:
        fact = outer.get(match["name"])
        return f"{match[0]}\n\n{_section(fact, known)}" if fact else match[0]

    described = set(_HEADING.findall(page))
    text = _HEADING.sub(with_facts, page).replace(TABLE, table(known))
    for name, fact in outer.items():
        if name not in described:
            text += f"\n### {name}\n\n{_section(fact, known)}\n\n{fact.meaning}\n"
    return text
