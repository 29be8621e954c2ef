"""Edits in flow style, in brackets or braces, including JSON."""

from __future__ import annotations

from collections.abc import Iterable

from podlint.document.edit import Octal
from podlint.document.edit import scalar as scalars
from podlint.document.edit.operation import CannotEdit
from podlint.document.edit.scalar import Quote
from podlint.document.edit.source import Source, Splice
from podlint.document.nodes import Child
from podlint.document.span import JSON
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

_COMMA = pattern(r"\s*,")
_REST = pattern(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n])")
_BETWEEN = pattern(r",[ \t]*")
_COLON = pattern(r"\s*:[ \t]*")


class Writing(Frozen):
    """The style of flow text: separators and quotes.

    `step` is the additional indentation of nested lines; empty for everything on one line. `json`
    is whether the text must be JSON.
    """

    colon: str = ": "
    comma: str = ", "
    key_quote: Quote = ""
    quote: Quote = ""
    step: str = ""
    json: bool = False

    def value(self, value: JSON, indent: str | None = None) -> str:
        """A value; on lines of its own below a line with this indentation, unless it is None."""
        if isinstance(value, dict):
            entries = [self.entry(name, item, self._deeper(indent)) for name, item in value.items()]
            return self._enclosed("{", entries, "}", indent)
        if isinstance(value, list):
            items = [self.value(item, self._deeper(indent)) for item in value]
            return self._enclosed("[", items, "]", indent)
        if self.json and isinstance(value, Octal):
            value = int(value)
        return scalars.scalar(value, self.quote, flow=True)

    def entry(self, name: str, value: JSON, indent: str | None = None) -> str:
        """A key with its value."""
        key = scalars.key(name, self.key_quote, flow=True)
        colon = self.colon if key[0] in "\"'" else ": "
        return f"{key}{colon}{self.value(value, indent)}"

    def _deeper(self, indent: str | None) -> str | None:
        return None if indent is None else indent + self.step

    def _enclosed(self, start: str, parts: list[str], end: str, indent: str | None) -> str:
        if indent is None or not parts:
            return f"{start}{self.comma.join(parts)}{end}"
        line = f"\n{indent}{self.step}"
        return f"{start}{line}{f',{line}'.join(parts)}\n{indent}{end}"


def replace(source: Source, child: Child, parent: int, value: JSON) -> list[Splice]:
    """Replace the value of an entry or an item."""
    node, start = child.value, source.start(child.value)
    writing = _json_writing(source) if source.is_json else Writing(quote=source.quote(node))
    text = _lines(source, writing.value(value, _indent(source, writing, child.key)), start)
    if not source.is_empty(node):
        return [Splice(start, source.end(node), text)]
    after = source.introduced(child, parent)
    if after < 0:
        after, text = source.end(child.key), f": {text}"
    else:
        text = f" {text}"
    return [Splice(after, after, text)]


def replace_root(source: Source, value: JSON) -> list[Splice]:
    """Replace the data of a document."""
    writing = _json_writing(source) if source.is_json else Writing()
    return [Splice(source.own(0), source.end(0), writing.value(value))]


def keeping(source: Source, node: int, value: JSON) -> str | None:
    """A list or map of scalars, in the style of the one that it replaces, if that is on one
    line.
    """
    parts = value.values() if isinstance(value, dict) else value
    flat = isinstance(parts, Iterable) and not any(isinstance(it, dict | list) for it in parts)
    old = source.nodes.values[node]
    text = source.text[source.start(node) : source.end(node)]
    if (
        not flat
        or not value
        or not old
        or type(old) is not type(value)
        or len(text.splitlines()) > 1
    ):
        return None
    return _writing(source, node).value(value)


def add_entry(
    source: Source, parent: int, name: str, value: JSON, before: str | None
) -> list[Splice]:
    """Add a key with its value to a map that is not empty: before the key `before`, or at the
    end.
    """
    writing = _writing(source, parent)
    keys = [it.key for it in source.children(parent)]
    next_key = source.entry_of(parent, before)
    index = len(keys) if next_key is None else keys.index(next_key)
    beside = keys[min(index, len(keys) - 1)]
    text = writing.entry(name, value, _indent(source, writing, beside))
    return _put(source, parent, index, _lines(source, text, source.start(beside)), writing)


def insert_item(source: Source, parent: int, index: int, value: JSON) -> list[Splice]:
    """Insert an item into a list that is not empty."""
    writing = _writing(source, parent)
    items = source.children(parent)
    beside = items[max(index - 1, 0)].key
    text = writing.value(value, _indent(source, writing, beside))
    return _put(source, parent, index, _lines(source, text, source.start(beside)), writing)


def remove(source: Source, child: Child, parent: int) -> list[Splice]:
    """Remove an entry or an item, which is not the only one."""
    children = source.children(parent)
    index = next(at for at, it in enumerate(children) if it.key == child.key)
    start, end = source.start(child.key), source.end(child.value)
    comma = _COMMA.match(source.text, end)
    after = comma.end() if comma else end
    own_lines = source.begins_line(start) and _REST.match(source.text, after)
    lines = Splice(source.line_start(start), source.next_line(after), "")
    if index < len(children) - 1:
        if own_lines:
            return [lines]
        return [Splice(start, source.start(children[index + 1].key), "")]
    previous = source.end(children[index - 1].value)
    if not own_lines:
        return [Splice(previous, end, "")]
    before = _COMMA.match(source.text, previous)
    if comma or not before:
        return [lines]
    return [Splice(previous, before.end(), ""), lines]


def _put(source: Source, parent: int, index: int, text: str, writing: Writing) -> list[Splice]:
    children = source.children(parent)
    if index < len(children):
        start = source.start(children[index].key)
        if source.begins_line(start):
            return [Splice(start, start, f"{text},{source.eol(start)}{source.indent(start)}")]
        return [Splice(start, start, text + writing.comma)]
    last = children[-1]
    end = source.end(last.value)
    comma = _COMMA.match(source.text, end)
    after = comma.end() if comma else end
    if not source.begins_line(source.start(last.key)) or not _REST.match(source.text, after):
        return [Splice(end, end, writing.comma + text)]
    line = source.eol(end) + source.indent(source.start(last.key)) + text
    line_end = source.line_end(after)
    if comma:
        return [Splice(line_end, line_end, f"{line},")]
    return [Splice(end, end, ","), Splice(line_end, line_end, line)]


def _indent(source: Source, writing: Writing, key: int) -> str | None:
    """The indentation of a line that a key or an item starts, if values may take several lines."""
    start = source.start(key)
    return source.indent(start) if writing.step and source.begins_line(start) else None


def _lines(source: Source, text: str, offset: int) -> str:
    return text.replace("\n", source.eol(offset))


def _writing(source: Source, node: int) -> Writing:
    """The style for text in or instead of a collection: that of its content, or JSON, which is
    valid anywhere.
    """
    if source.is_json:
        return _json_writing(source)
    if not source.is_flow(node):
        if node in source.nodes.closes:
            raise CannotEdit("a pair without braces stands in a list in brackets")
        return Writing()
    children = source.children(node)
    keys = [it.key for it in children if it.key != it.value]
    texts = [it.value for it in children if isinstance(source.nodes.values[it.value], str)]
    comma = Writing().comma
    if len(children) > 1:
        comma = _between(source, source.end(children[0].value)) or comma
    return Writing(
        comma=comma,
        key_quote=_common_quote(source, keys),
        quote=_common_quote(source, texts),
    )


def _common_quote(source: Source, nodes: list[int]) -> Quote:
    quotes = {source.quote(node) for node in nodes if node not in source.nodes.aliases}
    return quotes.pop() if len(quotes) == 1 else ""


def _between(source: Source, end: int) -> str | None:
    found = _BETWEEN.match(source.text, end)
    if found is None or source.text[found.end() : found.end() + 1] in ("", "\r", "\n", "#"):
        return None
    return found[0]


def _json_writing(source: Source) -> Writing:
    colon, step = ": ", ""
    comma = None
    for node in source.nodes.closes:
        children = source.children(node)
        if comma is None and len(children) > 1:
            comma = _between(source, source.end(children[0].value))
        if node == 0 and children:
            first = children[0].key
            found = _COLON.match(source.text, source.end(first))
            colon = found[0] if found else colon
            if source.begins_line(source.start(first)):
                step = source.indent(source.start(first)).removeprefix(source.indent(0))
    comma = comma or (", " if colon.endswith(" ") or step else ",")
    return Writing(colon, comma, '"', '"', step, json=True)
