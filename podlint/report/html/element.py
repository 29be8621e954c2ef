"""Elements of HTML and SVG: the one place where text and markup meet.

Everything that is not an `Html` is text and gets escaped: nothing from a manifest can become an
element or an attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from podlint.document.credentials import masked
from podlint.document.visible import visible

__all__ = ["BREAK", "Content", "Html", "element", "joined", "page", "with_code"]


class Html:
    """Markup that `element` has made; characters beyond ASCII are references."""

    __slots__ = ("_markup",)

    def __init__(self, markup: str) -> None:
        """Take markup that holds nothing from a manifest; anything else is for `element`."""
        self._markup = markup

    def __str__(self) -> str:
        """The markup."""
        return self._markup


BREAK = Html("\n")
"""A line break in the markup, which pages do not show."""

Content = Html | str
"""Markup, or text that is to be escaped."""


def element(name: str, /, *content: Content, **attributes: str | int) -> Html:
    """An element with its attributes and its content, in order.

    Args:
        name: The name, such as `p`.
        content: What is in it.
        attributes: Their values; `_` stands for `-`, and one at the end is left out: `class_`.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(str(value))}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{given}>{joined(content)}</{name}>")


def joined(content: Iterable[Content]) -> Html:
    """Several contents, one after another."""
    return Html("".join(str(e) if isinstance(e, Html) else _escaped(e) for e in content))


def with_code(text: str) -> Iterator[Content]:
    """The text, in which words in backquotes become code if every backquote has a partner."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        pieces = [text]
    for number, piece in enumerate(pieces):
        yield element("code", piece) if number % 2 else piece


def page(title: str, style: str, body: Html, script: str = "") -> str:
    """A whole page, which ends with a line break.

    Args:
        title: Its title.
        style: Its style sheet, which holds nothing from a manifest.
        body: What is on it.
        script: A script that runs when the page is read, which holds nothing from a manifest.
    """
    run = f"<script>\n{script}</script>\n" if script else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{element('title', title)}\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"{body}{run}</body>\n</html>\n"
    )


def _escaped(text: str) -> str:
    # Logs of pipelines have commands that begin with two of these.
    escaped = escape(visible(masked(text))).replace("##", "&#35;#")
    return escaped.encode("ascii", "xmlcharrefreplace").decode("ascii")
