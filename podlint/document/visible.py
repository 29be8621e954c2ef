"""Makes text harmless for terminals and logs: control characters are shown as escapes.

Names and values of manifests, paths and messages about them appear on terminals and in logs of
pipelines. There, escape sequences move the cursor and change titles, direction controls change the
order of text, and some lines are commands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from podlint.startup.lazy_pattern import pattern

__all__ = ["harmless", "harmless_json", "printable", "visible"]

_UNSEEN = pattern(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Control characters, invisible characters, and halves of characters."""

_NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_BYTES = range(0xDC80, 0xDD00)
"""Python's replacements for the bytes of a file name that is not UTF-8."""

_COLOR = pattern(r"(\x1b\[[0-9;]*m|\x1b\]8;[\w=.]*;(?:https://podlint\.dev/[\w./-]*)?\x1b\\)")
_COMMAND = pattern(r"(?m)^((?:\x1b\[[0-9;]*m|[^\S\n])*):(?=:)")
"""A command of GitHub Actions; the runner looks for it after the blanks at the start of a line."""
_MARK = pattern(r"(?i)##(?=\[|vso\[|teamcity\[)")
"""A command of GitHub Actions, Azure Pipelines or TeamCity, anywhere in a line."""


def visible(text: str, keep: str = "") -> str:
    r"""The text with an escape such as ``\x1b`` for each character that is invisible.

    Args:
        text: The text.
        keep: Characters that are kept as they are.
    """
    if text.isascii() and (text.isprintable() or _without(text, keep).isprintable()):
        return text
    return _UNSEEN.sub(lambda found: found[0] if found[0] in keep else _escape(found[0]), text)


def printable(text: str) -> str:
    r"""As `visible`, for a value in a message: blanks such as ``\u2003`` are escaped too."""
    if text.isprintable():
        return visible(text)
    return "".join(each if each.isprintable() else _escape(each) for each in visible(text))


def _without(text: str, characters: str) -> str:
    for each in characters:
        text = text.replace(each, "")
    return text


def _escape(character: str) -> str:
    code = ord(character)
    if character in _NAMED:
        return _NAMED[character]
    if code in _BYTES:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _lines(text: str) -> str:
    return "\r\n".join(visible(each, "\n\t") for each in text.split("\r\n"))


def harmless(
    text: str,
    *,
    color: bool = False,
    commands: bool = False,
    links: tuple[str, str, str] | None = None,
) -> str:
    """Make lines harmless for a terminal or a log.

    Args:
        text: The lines. Quotations in them should be `visible`, so that they break no line.
        color: The text has sequences for colors, styles and links to podlint's pages, which are
            kept.
        links: What the links to pages of rules begin with, the place of the name, and their end.
        commands: Some lines are commands of GitHub Actions, which are kept.
    """
    parts = (_colors(*links) if links else _COLOR).split(text) if color else [text]
    parts[::2] = map(_lines, parts[::2])
    text = "".join(parts)
    if "##" in text:
        text = _MARK.sub(r"\\x23#", text)
    return text if commands or "::" not in text else _COMMAND.sub(r"\1\\x3a", text)


@lru_cache(1)
def _colors(start: str, _: str, end: str) -> re.Pattern[str]:
    link = rf"{re.escape(start)}[\w.-]+{re.escape(end)}"
    return re.compile(rf"(\x1b\[[0-9;]*m|\x1b\]8;[\w=.]*;(?:{link})?\x1b\\)")


def harmless_json(text: str) -> str:
    """JSON in ASCII that is harmless in a log and has the same meaning."""
    return _MARK.sub(r"\\u0023#", text) if "##" in text else text
