"""YAML with every kind of scalar and both styles of collections, drawn at random."""

from __future__ import annotations

import json
import random
from typing import Any

WORDS = (
    "a", "web", "db", "x-1", "nginx", "on", "off", "yes", "true", "false", "True", "null", "~", "",
    "0", "1", "2", "80", "8080", "0644", "0x1F", "1_000", "1.0", "1.10", "1e3", "-1", "+1", "08",
    "2020-01-02", "2001-12-14T21:59:43.1-05:00", "12:30:45", "1.20", "9007199254740993", "1234567",
    "foo bar", "a.b", "$(VAR)", "/tmp", "key=value", "http://x:80/y", "app", "100m", "1Gi",
    "<a&b>", "é", "y", "n", "NO", "=", "123abc", "-", "a-b-c", "v1",
)  # fmt: skip
ODD_TEXTS = ("a: b", "# c", " lead", "trail ", "two\nlines", "two\nlines\n", "tab\tin", "'q'", '"d"',
             "- x", "{a: b}", "[1]", "*x", "&x", "!x", "%x", "@x", "`x", "a #b", "a:", "", "\n", "x\n\n",
             "  x\n y\n", "é\n", "\u2028", "{\"a\": 1}", "a,b", "$patch")  # fmt: skip


class Raw(str):
    """A scalar as it is to be written."""


def scalar(draw: random.Random) -> Raw:
    """A scalar: mostly a plain word, sometimes in quotes or as a block."""
    word = draw.choice(WORDS)
    kind = draw.random()
    if kind < 0.6:
        return Raw(word)
    if kind < 0.75:
        return Raw("'" + word.replace("'", "''") + "'")
    if kind < 0.9:
        return Raw(json.dumps(word, ensure_ascii=False))
    if kind < 0.93:
        return Raw(draw.choice(("!!str 12", "!!int 7", "!!float 1", "!!str true")))
    return Raw(json.dumps(draw.choice(ODD_TEXTS), ensure_ascii=False))


def text(draw: random.Random, value: str) -> Raw:
    """A word, with or without quotes."""
    plain = f'"{value}"' if value.endswith(":") else value
    return Raw(draw.choice((plain, plain, plain, f"'{value}'", f'"{value}"')))


def written(draw: random.Random, value: Any, indent: str = "", block: bool = False) -> str:
    """Data as YAML, without a final line break: maps, lists, `Raw` scalars and plain Python data."""
    in_block = block or draw.random() > 0.06
    if isinstance(value, dict) and value and in_block:
        return "\n".join(
            f"{indent}{key(name)}:{below(draw, each, indent + '  ')}"
            for name, each in value.items()
        )
    if isinstance(value, list) and value and in_block:
        return "\n".join(f"{indent}-{item(draw, each, indent)}" for each in value)
    return f"{indent}{flow(value)}"


def below(draw: random.Random, value: Any, indent: str) -> str:
    if isinstance(value, dict | list) and value and draw.random() > 0.06:
        shorter = indent[2:] if isinstance(value, list) and draw.random() < 0.7 else indent
        return "\n" + written(draw, value, shorter, block=True)
    if (
        isinstance(value, str)
        and "\n" in value
        and not isinstance(value, Raw)
        and draw.random() < 0.9
    ):
        lines = "\n".join(f"{indent}{line}" if line else "" for line in value.split("\n"))
        return f" |{'' if value.endswith(chr(10)) else '-'}\n{lines.rstrip()}"
    found = flow(value)
    return f" {found}" if found else ""


def item(draw: random.Random, value: Any, indent: str) -> str:
    if isinstance(value, dict) and value:
        lines = written(draw, value, indent + "  ")
        return " " + lines[len(indent) + 2 :] if not lines.startswith("\n") else lines
    found = flow(value)
    return f" {found}" if found else ""


def flow(value: Any) -> str:
    """Data as YAML in one line."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key(name)}: {flow(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(each) or "''" for each in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, str):
        return (
            value
            if value.replace("-", "").replace(".", "").isalpha() and value not in WORDS[5:13]
            else json.dumps(value, ensure_ascii=False)
        )
    return str(value)


def key(name: str) -> str:
    simple = name.replace("-", "").replace("/", "").replace(".", "").replace("$", "").isalpha()
    return name if simple and name not in WORDS[5:13] and name not in "yn" else json.dumps(name)
