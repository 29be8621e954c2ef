"""Whether a text that cannot be read may be meant as Kubernetes' objects.

Whoever hides a Pod may write `kind` in any of the ways that YAML has. Every key that may mean it
counts; without one the text is data of something else.
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
    # What has an anchor may be a key elsewhere.
    rf"|(?<![^\s{{\[,:])(?:{_PROPERTY}){{1,2}}{_NAME}",
    re.MULTILINE,
)
_COMMON = pattern(r"^[ \t-]*(metadata|spec|containers)[ \t]*:", re.MULTILINE)
_ENOUGH = 2
_ESCAPE = pattern(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U0000(?P<U>[0-9A-Fa-f]{4})|\n[ \t]*)"
)


def is_template(text: str) -> bool:
    """Whether a text is none of YAML before it is rendered."""
    return bool(_TEMPLATE.search(text)) and bool(_TEMPLATE.search(_COMMENT.sub("", text)))


def may_be_manifest(text: str) -> bool:
    """Whether a key of a text may be `apiVersion` or `kind`, however it is written.

    Two of the other keys that most objects have will do, too.

    Escapes are read wherever they stand, and NUL is left out: UTF-16 may lack its mark.
    """
    if "\0" in text:
        text = text.replace("\0", "")
    if _KEY.search(text) or len({*_COMMON.findall(text)}) >= _ENOUGH:
        return True
    return "\\" in text and bool(_KEY.search(_ESCAPE.sub(_meant, text)))


def _meant(escape: re.Match[str]) -> str:
    digits = escape["x"] or escape["u"] or escape["U"]
    return chr(int(digits, 16)) if digits else ""
