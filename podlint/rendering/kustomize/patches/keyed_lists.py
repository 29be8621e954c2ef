"""Lists whose elements kyaml merges by keys, step by step as kyaml does it.

What comes out is often not what one would expect; what matters is that kustomize builds it. An
element is the same node in every list that holds it, so what is changed in one is changed in all.

Sources: kyaml/yaml/walk/associative_sequence.go; ``ElementSetter``, ``ElementMatcher`` and
``FieldMatcher`` in kyaml/yaml/fns.go.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, cast

from podlint.rendering.kustomize.nodes.node import List, Map, Node, Scalar, is_empty, is_null
from podlint.rendering.kustomize.patches.strategic_merge import Schema, Sources, expected, walk

__all__ = ["merge_lists", "put"]

Texts: TypeAlias = tuple[str, ...]
"""The texts of the keys of an element, or some keys."""

_SET = ("",)
"""Stands for the keys of a set of plain values."""


def merge_lists(sources: Sources, schema: Schema) -> List:
    """Merge a list of a patch into one that is there; either may be missing.

    Raises:
        BuildError: An element cannot be merged, or is not a map.
    """
    keys = schema.keys or ()
    dest = cast("List", sources.dest)
    lists = [each for each in (sources.patch, dest) if isinstance(each, List)]
    if keys:
        tuples = _distinct([_key_texts(each, keys) for one in lists for each in one.items])
    else:
        keys = _SET
        tuples = _distinct([(_text(each),) for one in lists for each in one.items])
    if len(keys) > 1:
        _unite(tuples)
    if not tuples:
        return dest
    made = List(places=dest.places)
    used = _used(tuples, keys)
    for each in tuples:
        values = tuple(text for text, key in zip(each, keys, strict=True) if text or key in used)
        _merge_element(sources, made, used, values, Schema(schema.type))
    return _append(made, dest, used)


def _merge_element(
    sources: Sources, made: List, keys: Texts, values: Texts, schema: Schema
) -> None:
    """Merge the elements with some keys, and put the result into a list."""
    own = _used([values], keys)
    wanted = tuple(text for text, key in zip(values, keys, strict=True) if text or key in own)
    pair = Sources(_find(sources.dest, own, wanted), _find(sources.patch, own, wanted))
    value = walk(pair, schema)
    if value is None or is_null(value) or (isinstance(value, Map) and not value.items):
        put(cast("List", sources.dest), None, keys, values)
        return
    if not keys[0] and values[0]:
        # kustomize sets what it takes for a missing key: the value itself, which loses its type.
        expected(value, Scalar)
        cast("Scalar", value).become(Scalar(values[0]))
    put(made, value, keys, values)


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _key_texts(element: Node, keys: Texts) -> Texts:
    if not isinstance(element, Map):
        return ("",) * len(keys)
    found = [element.items.get(key) for key in keys]
    return tuple("" if each is None or is_empty(each) else _text(each) for each in found)


def _distinct(tuples: Sequence[Texts]) -> list[Texts]:
    return list(dict.fromkeys(tuples))


def _unite(tuples: list[Texts]) -> None:
    """Make those alike that agree somewhere and contradict each other nowhere (`mergeValues`)."""
    for first in range(len(tuples)):
        one = tuples[first]
        for second in range(len(tuples)):
            union = _union(one, tuples[second])
            if union is not None:
                tuples[first] = tuples[second] = union


def _union(one: Texts, other: Texts) -> Texts | None:
    pairs = list(zip(one, other, strict=True))
    if any(a != b and a and b for a, b in pairs) or all(a != b for a, b in pairs):
        return None
    return tuple(a or b for a, b in pairs)


def _used(tuples: Sequence[Texts], keys: Texts) -> Texts:
    """The keys that any element has; all of them if none has any (`validateKeys`)."""
    found = [key for at, key in enumerate(keys) if any(each[at] for each in tuples)]
    return tuple(found) or keys


def _find(source: Node | None, keys: Texts, values: Texts) -> Node | None:
    """The first element with some texts as keys."""
    if not isinstance(source, List):
        return None
    if not keys[0]:
        return next((each for each in source.items if _text(each) == values[0]), None)
    for each in source.items:
        if isinstance(each, Map) and all(
            key in each.items and _text(each.items[key]) == text
            for key, text in zip(keys, values, strict=True)
        ):
            return each
    return None


def put(owner: List, element: Node | None, keys: Texts, values: Texts) -> None:
    """Put an element in the place of all that match, or at the end; None removes (`ElementSetter`).

    There may be fewer values than keys.

    Raises:
        BuildError: An element is of the wrong kind.
    """
    of_maps = bool(keys[0] and values and values[0])
    kept: list[Node] = []
    found = False
    for each in owner.items:
        if is_null(each) or (isinstance(each, Map) and not each.items):
            continue
        if of_maps and not isinstance(each, Map):
            kept.append(each)
        elif not _matches(each, keys, values):
            if values:
                kept.append(each)
        else:
            found = True
            if element is not None:
                kept.append(element)
    owner.items = kept
    if element is not None and not is_null(element) and not found:
        owner.items.append(element)


def _matches(element: Node, keys: Texts, values: Texts) -> bool:
    """Whether an element has some values, as far as there are values; none match nothing."""
    for key, text in zip(keys, values, strict=False):
        if not key:
            expected(element, Scalar)
            if _text(element) != text:
                return False
            continue
        expected(element, Map)
        field = cast("Map", element).items.get(key)
        if field is None or (text and _text(field) != text):
            return False
    return bool(values)


def _append(made: List, dest: List, keys: Texts) -> List:
    """Put the elements of a list into another one, one after the other (`appendListNode`)."""
    for element in list(dest.items):
        if not keys[0]:
            put(made, element, keys, (_text(element),))
            continue
        values: list[str] = []
        for key in keys:
            if not is_null(element):
                expected(element, Map)
            field = element.items.get(key) if isinstance(element, Map) else None
            if field is None:
                made.items.append(element)
            else:
                values.append(_text(field))
        if len(keys) > 1:
            put(made, None, keys, tuple(values))
        put(made, element, keys, tuple(values))
    return made
