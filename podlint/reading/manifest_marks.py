"""Judges whether a text that cannot be read may contain Kubernetes objects.

Somebody who hides a Pod may write `kind` in any form that YAML allows. So every key that may mean
`kind` counts. A text without one is other data.
"""

from __future__ import annotations

import re

from podlint.startup.lazy_pattern import pattern

__all__ = ["is_template", "may_be_manifest"]

_TEMPLATE = pattern(r"\{\{|\{%|<%")
_COMMENT = pattern(r"^[ \t]*#.*$", re.MULTILINE)
_PROPERTIES = r"(?:[&!][^\s{}\[\],]*[ \t]+){%s}"
_NAME = r"""(?:(?:apiVersion|kind)(?![\w.-])|"(?:apiVersion|kind)"|'(?:apiVersion|kind)')"""
_PROPERTY = r"[&!][^\s{}\[\],]*[ \t]+"
_KEY = pattern(
    rf"(?:^|[{{,\[])[ \t\xa0?-]*(?:{_PROPERTY}){{0,2}}{_NAME}[ \t]*(?:\#[^\n]*)?\s*:"
    # A node with an anchor may be a key elsewhere.
    rf"|(?<![^\s{{\[,:])(?:{_PROPERTY}){{1,2}}{_NAME}",
    re.MULTILINE,
)
_COMMON = pattern(r"^[ \t-]*(metadata|spec|containers)[ \t]*:", re.MULTILINE)
_ENOUGH = 2
_ESCAPE = pattern(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U0000(?P<U>[0-9A-Fa-f]{4})|\n[ \t]*)"
)


def is_template(text: str) -> bool:
    """Whether a text has marks of templates, so that it is not YAML until it is rendered."""
    return bool(_TEMPLATE.search(text)) and bool(_TEMPLATE.search(_COMMENT.sub("", text)))


def may_be_manifest(text: str) -> bool:
    """Whether a key of a text may be `apiVersion` or `kind`, in whatever form.

    Two of the other keys that most objects have are enough, too.

    Escapes are read everywhere, and NUL is left out, because UTF-16 may lack its byte order mark.
    """
    if "\0" in text:
        text = text.replace("\0", "")
    if _KEY.search(text) or len({*_COMMON.findall(text)}) >= _ENOUGH:
        return True
    return "\\" in text and bool(_KEY.search(_ESCAPE.sub(_meant, text)))


def _meant(escape: re.Match[str]) -> str:
    digits = escape["x"] or escape["u"] or escape["U"]
    return chr(int(digits, 16)) if digits else ""
