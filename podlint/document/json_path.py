"""JSONPath in the data of documents: finds fields, and the places of absent fields.

Paths of names, ``*`` and indices (``containers[*].image``, ``metadata.labels['a/b']``) are read
here, because nearly all paths are of this form and importing jsonpath-ng takes longer than linting
a file. jsonpath-ng reads slices, filters such as ``ports[?(@.protocol == 'UDP')]`` and one ``..``.
Both give a path the same meaning.

The author of a linted repository may write paths. So podlint refuses everything whose time could
grow faster than the size of a document: a second ``..``, a reference to the root in a filter, and
arithmetic. `podlint.document.automaton` matches the regular expressions of ``=~``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from podlint.document import JSON, Path
from podlint.document.field_path import value_at
from podlint.document.numerals import whole_number
from podlint.errors import PodlintError
from podlint.startup.lazy_pattern import pattern

_STEP = pattern(
    r"\.(?:(?P<name>[A-Za-z_][\w-]*)|\*)|\[(?:\*|(?P<index>\d+)|'(?P<quoted>[^'\\]+)')\]"
)


class Absent(Enum):
    """The value of a field that is null or not written; Kubernetes makes no difference."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


class Unknown(dict[str, Any]):
    """The value of a field that something fills in: it is there, as is each field in it."""

    __slots__ = ()

    def get(self, _: str, __: object = None) -> Any:
        """The value of any field: this."""
        return self


UNKNOWN = Unknown()

Value = JSON | Absent


class Match(NamedTuple):
    """A match of a JSONPath.

    Attributes:
        path: Keys and indices from the root of the data.
        value: The value, or `ABSENT`.
    """

    path: Path
    value: Value


class JSONPathError(PodlintError, ValueError):
    """A text is not a JSONPath, or uses features that podlint does not support."""


JSONPath = Callable[[JSON], Iterable[Match]]
"""Finds the matches of a path. Absent names are matches too, absent items are not."""


@functools.cache
def parse(text: str) -> JSONPath:
    """Parse a JSONPath, relative to the data that it gets; ``$.`` is optional.

    Raises:
        JSONPathError: The text is not a JSONPath, or uses features that podlint does not support.
        RegexError: As for `podlint.document.automaton.Automaton`.
    """
    steps = _plain_steps(text)
    names = tuple(step for step in steps if isinstance(step, str))
    if steps:
        if names == steps:
            return functools.partial(_walk_names, names)
        return functools.partial(_walk, steps)
    return functools.partial(_find, _library_path(text))


def telling_name(text: str) -> str | None:
    """The longest name in a path of names, indices and ``*``; None for other paths.

    The longest name is the one that the fewest manifests have.
    """
    return max(
        (step for step in _plain_steps(text) if isinstance(step, str)), key=len, default=None
    )


def checked(text: str) -> str:
    """Check that a text is a JSONPath, and return it.

    Raises:
        JSONPathError, RegexError: As for `parse`.
    """
    parse(text)
    return text


_Step = str | int | None
"""A name, an index, or None for all entries."""


def _plain_steps(text: str) -> tuple[_Step, ...]:
    """The steps of a path without filters and slices; none if it is not such a path."""
    text = text[1:] if text[:1] == "$" else text if text[:1] == "[" else "." + text
    steps: list[_Step] = []
    end = 0
    while match := _STEP.match(text, end):
        index = match["index"]
        steps.append(whole_number(index) if index else match["name"] or match["quoted"])
        end = match.end()
    return tuple(steps) if end == len(text) else ()


def _walk_names(names: tuple[str, ...], data: JSON) -> tuple[Match, ...]:
    value: Value = data
    for name in names:
        if isinstance(value, dict):
            value = value.get(name)
        elif value is not None and value is not ABSENT:
            return ()
        if value is None:
            value = ABSENT
    return (Match(names, value),)


def _walk(steps: tuple[_Step, ...], data: JSON) -> Iterable[Match]:
    matches: Iterable[Match] = (Match((), data),)
    for step in steps:
        matches = [below for match in matches for below in _below(match, step)]
    return matches


def _below(match: Match, step: _Step) -> Iterator[Match]:
    path, value = match
    if step is None:
        entries: Any = value.items() if isinstance(value, dict) else ()
        for key, entry in enumerate(value) if isinstance(value, list) else entries:
            yield Match((*path, key), entry)
    elif isinstance(step, int):
        if isinstance(value, list) and step < len(value):
            yield Match((*path, step), value[step])
    elif isinstance(value, dict):
        entry = value.get(step)
        yield Match((*path, step), ABSENT if entry is None else entry)
    elif value is None or value is ABSENT:
        yield Match((*path, step), ABSENT)


_LONGEST = 1_000
_DEEPEST = 50
_READ = "Child Descendants Fields Filter Index Root Slice This Wildcard Expression And Or".split()
"""The classes of jsonpath-ng for the features that podlint supports."""


def _library_path(text: str) -> Any:
    if len(text) > _LONGEST:
        raise JSONPathError(f"a JSONPath of more than {_LONGEST} characters")
    from jsonpath_ng import exceptions
    from jsonpath_ng.ext.parser import parse as parse_extended

    if re.search(r"\[\s*-\s*\d", text):
        message = f"{text!r}: an index counts from the front, beginning with 0"
        raise JSONPathError(message)
    try:
        expression = parse_extended(text)
    except (exceptions.JSONPathError, AttributeError) as error:
        message = f"{text!r} is not a JSONPath: {error}"
        raise JSONPathError(message) from error
    parts = list(_parts(expression))
    if sum(type(each).__name__ == "Descendants" for each, _, _ in parts) > 1:
        raise JSONPathError(f"{text!r}: podlint reads only one `..` in a JSONPath")
    for part, depth, in_filter in parts:
        if fault := _fault(part, depth, in_filter):
            raise JSONPathError(f"{text!r}: podlint does not read {fault} in a JSONPath")
        if getattr(part, "op", None) == "=~":
            # Replaces the method, which would use Python's `re`.
            part.find = functools.partial(_find_matching, part.target, _search(part.value))
    return expression


def _parts(expression: Any) -> Iterator[tuple[Any, int, bool]]:
    """An expression and all its parts, each with its depth and whether it is in a filter."""
    from jsonpath_ng import JSONPath as Part

    pending = [(expression, 0, False)]
    while pending:
        part, depth, in_filter = pending.pop()
        yield part, depth, in_filter
        in_filter = in_filter or type(part).__name__ == "Filter"
        for name in ("left", "right", "target", "value", "expressions", "operands"):
            inside = getattr(part, name, ())
            several = inside if isinstance(inside, list) else [inside]
            found = (each for each in several if isinstance(each, Part))
            pending.extend((each, depth + 1, in_filter) for each in found)


def _fault(part: Any, depth: int, in_filter: bool) -> str | None:
    """The feature of a part that podlint does not support, in words."""
    name = type(part).__name__
    if depth > _DEEPEST:
        return f"more than {_DEEPEST} steps"
    if name not in _READ:
        return f"the operator {name.strip('_').lower()}"
    if in_filter and name in ("Root", "Descendants"):
        return "`$` and `..` in a filter"
    entries = getattr(part, "fields", None) or getattr(part, "indices", None) or ()
    if len(entries) > 1 and (len({*entries}) < len(entries) or "*" in entries):
        return f"an entry twice, {part},"
    return "a step of 0" if name == "Slice" and part.step == 0 else None


def _search(pattern: object) -> Callable[[str], bool]:
    from podlint.document.automaton import Automaton

    return Automaton(str(pattern)).search


def _find_matching(target: Any, search: Callable[[str], bool], datum: Any) -> list[Any]:
    from jsonpath_ng import DatumInContext

    found = target.find(DatumInContext.wrap(datum))
    return [each for each in found if isinstance(each.value, str) and search(each.value)]


def _find(expression: Any, data: JSON) -> Iterator[Match]:
    """The matches of jsonpath-ng, and the places of the absent names at the end of a path."""
    from jsonpath_ng import Child, Fields, Root

    left: Any = Root()
    if isinstance(expression, Fields):
        fields = expression.fields
    elif isinstance(expression, Child) and isinstance(expression.right, Fields):
        left, fields = expression.left, expression.right.fields
    else:
        for datum in expression.find(data):
            path = tuple(_steps(datum.full_path))
            # An operator such as `len` makes a value without a place.
            if value_at(data, path) is datum.value:
                yield Match(path, ABSENT if datum.value is None else datum.value)
        return
    for match in _find(left, data):
        for name in fields:
            yield from _below(match, None if name == "*" else name)


def _steps(path: Any) -> Iterator[str | int]:
    if hasattr(path, "left"):
        yield from _steps(path.left)
        yield from _steps(path.right)
    elif hasattr(path, "fields"):
        yield path.fields[0]
    elif hasattr(path, "indices"):
        yield path.indices[0]
    elif hasattr(path, "index"):
        yield path.index
