"""Nodes to data: what a scalar means to go-yaml v3, and to JSON after it.

Sources: ``resolve.go`` of go.yaml.in/yaml/v3; ``RNode.MarshalJSON`` in kyaml/yaml/rnode.go.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from podlint.document import JSON, Path
from podlint.document import scalar as version_2
from podlint.document import tag as tags
from podlint.rendering.kustomize.errors import BuildError
from podlint.rendering.kustomize.node import List, Map, Node, Origin, Scalar
from podlint.startup.lazy_pattern import pattern

__all__ = ["data_of", "places_of", "resolved"]

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_FLOAT = pattern(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_DATE = pattern(r"[0-9]{4}-")


def resolved(text: str) -> JSON:
    """What a plain scalar means; a timestamp is text in the form of RFC 3339."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    first = text[0]
    if first not in "+-.0123456789":
        return text
    found = version_2.resolve(text)
    if _DATE.match(text) and isinstance(found, str):
        from podlint.rendering.kustomize.timestamp import as_rfc_3339

        return as_rfc_3339(text) or text
    if isinstance(found, float):
        return found
    return text if isinstance(found, bool) else found


def scalar_value(node: Scalar) -> JSON:
    """What a scalar means in the output.

    Raises:
        BuildError: The text does not fit its tag, or JSON has no such value.
    """
    if node.quoted and node.tag in ("", "str"):
        return node.text
    if not node.tag:
        return _json(resolved(node.text), node)
    if node.tag == "str":
        return node.text
    try:
        found = tags.decode(f"tag:yaml.org,2002:{node.tag}", node.text)
    except tags.UndecodableError as error:
        raise BuildError(str(error), next(iter(node.places), None)) from None
    return _json(found, node)


def _json(found: JSON, node: Scalar) -> JSON:
    if isinstance(found, float):
        if not math.isfinite(found):
            raise BuildError(f"JSON has no value for `{node.text}`", next(iter(node.places), None))
        return version_2.as_json(found)
    return found


def data_of(node: Node) -> JSON:
    """The data of a node.

    Raises:
        BuildError: It cannot be printed.
    """
    if type(node) is Scalar:
        return scalar_value(node)
    if type(node) is List:
        return [data_of(each) for each in node.items]
    assert type(node) is Map
    if node.refusal:
        raise BuildError(node.refusal, next(iter(node.places), None))
    return {key: data_of(each) for key, each in node.items.items()}


def places_of(node: Node, path: Path = ()) -> Iterator[tuple[Path, tuple[Origin, ...]]]:
    """Every path of the data of a node, with the places that wrote the value."""
    yield path, node.places
    if type(node) is Map:
        for key, each in node.items.items():
            yield from places_of(each, (*path, key))
    elif type(node) is List:
        for index, each in enumerate(node.items):
            yield from places_of(each, (*path, index))
