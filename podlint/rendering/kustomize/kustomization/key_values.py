"""The pairs that a generator puts into a ConfigMap or a Secret.

Sources: api/kv/kv.go; ``ParseFileSource`` in api/internal/generators/utils.go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from podlint.document import Span
from podlint.rendering.kustomize.kustomization.entries import (
    GeneratorEntry,
    Load,
    LoadedFile,
    Written,
)
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import Origin

__all__ = ["Pair", "pairs_of"]

_LONGEST_LINE = 65_535
"""Bytes; Go's scanner stops without a word before a longer line."""

_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)


class Pair(NamedTuple):
    """A key with its value, and the place that wrote it."""

    key: str
    value: bytes
    origin: Origin


def pairs_of(entry: GeneratorEntry, load: Load) -> dict[str, Pair]:
    """The pairs of a generator by their keys.

    Raises:
        BuildError: A source is invalid or cannot be read, or a key occurs twice.
    """
    found: dict[str, Pair] = {}
    for pair in _pairs(entry, load):
        if pair.key in found:
            raise BuildError(
                f"the {entry.kind} {entry.name.text} gets the key `{pair.key}` twice", pair.origin
            )
        found[pair.key] = pair
    return found


def _pairs(entry: GeneratorEntry, load: Load) -> Iterator[Pair]:
    for each in entry.envs:
        yield from _lines(load(each), each)
    for each in entry.literals:
        yield _literal(each)
    for each in entry.files:
        yield _file(each, load)


def _lines(file: LoadedFile, source: Written) -> Iterator[Pair]:
    lines = file.content.split(b"\n")
    if not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            return
        try:
            text = line.removesuffix(b"\r").decode()
        except UnicodeDecodeError:
            raise BuildError(
                f"line {number} of {source.text} is not UTF-8", source.origin
            ) from None
        if number == 1:
            text = text.removeprefix("\ufeff")
        stripped = text.lstrip(_SPACE)
        key, _, value = stripped.partition("=")
        if key and not stripped.startswith("#"):
            start = len(text) - len(stripped) + 1
            span = Span(number, start, number, len(text) + 1)
            yield Pair(key, value.encode(), Origin(file.file, span))


def _literal(source: Written) -> Pair:
    key, separator, value = source.text.partition("=")
    if not key or not separator:
        raise BuildError(f"the literal `{source.text}` is not of the form key=value", source.origin)
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return Pair(key, value.encode(), source.origin)


def _file(source: Written, load: Load) -> Pair:
    key, separator, path = source.text.partition("=")
    if not separator:
        key, path = _base(source.text), source.text
    elif not key or not path or "=" in path:
        raise BuildError(
            f"the file source `{source.text}` is not of the form path or key=path", source.origin
        )
    file = load(Written(path, source.origin))
    return Pair(key, file.content, Origin(file.file, Span(1, 1, 1, 1)))


def _base(path: str) -> str:
    """The last element of a path, as Go's ``path.Base``."""
    if not path:
        return "."
    return path.rstrip("/").rpartition("/")[2] or "/"
