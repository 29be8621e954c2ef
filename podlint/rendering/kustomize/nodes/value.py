"""Nodes to data: what a scalar means to go-yaml v3, and to JSON after it.

Sources: ``resolve.go`` and ``encode.go`` of go.yaml.in/yaml/v3; ``RNode.MarshalJSON`` in
kyaml/yaml/rnode.go.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from podlint.document import JSON, Path
from podlint.document import tag as tags
from podlint.document.scalar import as_json, resolve
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar, twice
from podlint.rendering.kustomize.nodes.timestamp import as_rfc_3339
from podlint.startup.lazy_pattern import pattern

__all__ = ["data_of", "is_kept", "is_nothing", "places_of", "resolved", "scalar_value", "tag_of"]

_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}
_MERGE = "<<"
_HINTS = frozenset("0123456789+-.tTfFnN~<")
"""A plain scalar whose first character is none of these is a string."""
_NUMBERS = frozenset("0123456789+-.")
_DATE = pattern(r"[0-9]{4}-")
_LATE_OCTAL = pattern(r"0o[-+][0-7]{1,70}")  # go-yaml v3's own 0o rule accepts a sign after it
_LOST_BREAK = "\x85"
_NO_STRING = "is not a string"
_REMOVED_WHERE_EMPTY = frozenset(map(twice, ("metadata", "annotations")))


def resolved(text: str) -> JSON:
    """What a plain scalar means; a timestamp is text in the form of RFC 3339."""
    return _meaning(text)[1]


def tag_of(text: str) -> str:
    """The short tag that go-yaml gives a plain scalar."""
    return _meaning(text)[0]


@lru_cache(maxsize=8192)
def _meaning(text: str) -> tuple[str, bool | int | float | str | None]:
    if text and text[0] not in _HINTS:
        return "str", text
    if text in _WORDS:
        found: bool | int | float | str | None = _WORDS[text]
    elif text == _MERGE:
        return "merge", text
    elif text[0] not in _NUMBERS:
        return "str", text
    else:
        date = as_rfc_3339(text) if _DATE.match(text) else None
        if date is not None:
            return "timestamp", date
        found = resolve(text)
        if type(found) is str and _LATE_OCTAL.fullmatch(digits := text.replace("_", "")):
            found = _octal(digits)
    return _TAGS[type(found)], found


def _octal(digits: str) -> int | str:
    """The 64-bit number that the digits after `0o` spell, or else the digits."""
    number = int(digits[2:], 8)
    return number if -(2**63) <= number < 2**63 else digits


_TAGS = {type(None): "null", bool: "bool", int: "int", float: "float", str: "str"}


def scalar_value(node: Scalar) -> JSON:
    """What a scalar means in the output: what is read where it has been written.

    Raises:
        BuildError: The text does not fit its tag, or JSON has no such value.
    """
    tag, text = node.tag, node.text
    if tag == "str" or (tag == "" and (node.quoted or "\n" in text)):
        return text
    if not node.tagged:
        implied, found = _meaning(text)
        if tag in ("", implied):
            return text if node.quoted else _json(found, node)
    if tag == "timestamp":
        if (moment := as_rfc_3339(text)) is None:
            place = next(iter(node.places), None)
            raise BuildError(f"the value `{text}` cannot be read as !!timestamp", place)
        return moment
    try:
        decoded = tags.decode(f"tag:yaml.org,2002:{tag}", text)
    except tags.UndecodableError as error:
        raise BuildError(str(error), next(iter(node.places), None)) from None
    return _json(decoded, node)


def _json(found: bool | int | float | str | None, node: Scalar) -> JSON:
    if isinstance(found, float):
        if not math.isfinite(found):
            raise BuildError(f"JSON cannot represent `{node.text}`", next(iter(node.places), None))
        return as_json(found)
    return found


def is_kept(text: str) -> bool:
    """Whether a text survives being written as YAML: one line break of Unicode does not."""
    return _LOST_BREAK not in text


def data_of(node: Node, in_flow: bool = False, is_root: bool = False) -> JSON:
    """The data of a node.

    Args:
        node: The node.
        in_flow: It is written in brackets.
        is_root: It is a whole resource, whose own keys may be anything but null.

    Raises:
        BuildError: It cannot be printed.
        Declined: kubectl prints something else than it means.
    """
    if type(node) is Scalar:
        if is_nothing(node, in_flow):
            return ""
        value = scalar_value(node)
        if isinstance(value, str) and not is_kept(value):
            raise Declined(
                "kubectl prints this line break incorrectly", next(iter(node.places), None)
            )
        return value
    if type(node) is List:
        in_flow = in_flow or node.flow
        return [data_of(each, in_flow) for each in node.items]
    assert type(node) is Map
    if node.refusal:
        # kustomize removes empty metadata now and then, and accepts tags of keys of the resource.
        may_build = node.refusal in _REMOVED_WHERE_EMPTY or (
            is_root and node.refusal.endswith(_NO_STRING)
        )
        kind = Declined if may_build else BuildError
        raise kind(node.refusal, next(iter(node.places), None))
    for key in node.items:
        if key == _MERGE:
            # kubectl prints it without quotes: whoever reads that merges the value.
            raise Declined("kubectl prints a key as a merge key", node.keys.get(key))
        if (not key or key[0] in _HINTS) and key not in node.texts and _is_odd(key, is_root):
            place = node.keys.get(key) or next(iter(node.places), None)
            raise BuildError(f"the key `{key}` {_NO_STRING}", place)
    in_flow = in_flow or node.flow
    return {key: data_of(each, in_flow) for key, each in node.items.items()}


def _is_odd(key: str, is_root: bool) -> bool:
    if not key:
        return False  # It is written as two quotes.
    tag = tag_of(key)
    return tag not in ("str", "int", "float", "bool", "timestamp") if is_root else tag != "str"


def is_nothing(node: Scalar, in_flow: bool) -> bool:
    """Whether a null is written as nothing in brackets: go-yaml makes two quotes of it."""
    return in_flow and not node.text and node.tag in ("null", "") and not node.quoted


def places_of(node: Node, path: Path = ()) -> Iterator[tuple[Path, tuple[Origin, ...]]]:
    """Every path of the data of a node, with the places that wrote the value."""
    yield path, node.places
    if type(node) is Map:
        for key, each in node.items.items():
            yield from places_of(each, (*path, key))
    elif type(node) is List:
        for index, each in enumerate(node.items):
            yield from places_of(each, (*path, index))
