"""Edits in block style, in which indentation gives the structure."""

from __future__ import annotations

from podlint.document.edit.flow import keeping
from podlint.document.edit.lines import extent, lead, without
from podlint.document.edit.operation import CannotEdit
from podlint.document.edit.scalar import Quote
from podlint.document.edit.source import Source, Splice
from podlint.document.edit.write import DASH, Block, below_dash, below_key, entry
from podlint.document.nodes import Child
from podlint.document.span import JSON


def replace(source: Source, child: Child, parent: int, value: JSON) -> list[Splice]:
    """Replace the value of an entry or an item."""
    node = child.value
    after = source.introduced(child, parent)
    if after < 0:
        raise CannotEdit("the key is written behind '?'")
    kept = keeping(source, node, value) if source.is_flow(node) else None
    if kept:
        return [Splice(source.start(node), source.end(node), kept)]
    if child.key != node:
        column = source.column(source.start(child.key))
        block = below_key(value, column, source.indentation, source.quote(node))
    else:
        column = source.column(after - 1)
        text = column + _gap(source, node, after)
        block = below_dash(value, text, source.indentation, source.quote(node))
    if source.is_block_collection(node):
        return _instead_of_lines(source, node, after, column, block)
    return _instead_of_text(source, node, after, block)


def _instead_of_lines(
    source: Source, node: int, after: int, column: int, block: Block
) -> list[Splice]:
    last = extent(source, node, column)
    start = source.start(node)
    eol = source.eol(after)
    body = "".join(eol + line for line in block.body)
    if source.line_start(start) == source.line_start(after):
        return [Splice(start if block.head else after, last, block.head + body)]
    head = f" {block.head}" if block.head else ""
    return [Splice(after, after, head), Splice(source.line_end(after), last, body)]


def _instead_of_text(source: Source, node: int, after: int, block: Block) -> list[Splice]:
    start, end = source.start(node), source.end(node)
    if source.is_empty(node):
        start = end = after
    last = end
    if source.is_block_scalar(node):
        last = extent(source, node, -1, comments=False)
        end = source.header_end(node)
    eol = source.eol(after)
    body = "".join(eol + line for line in block.body)
    head = block.head
    if start == after and head:
        head = f" {head}"
    if not head:
        if source.line_start(start) != source.line_start(after):
            return [Splice(source.line_end(after), source.line_end(last), body)]
        start = after
    line_end = source.line_end(end)
    splices = [Splice(start, end, head)]
    if body or last > line_end:
        splices.append(Splice(line_end, max(last, line_end), body))
    return splices


def add_entry(
    source: Source, parent: int, name: str, value: JSON, before: str | None
) -> list[Splice]:
    """Add a key with its value to a map that is not empty: above the key `before`, or at the
    end.
    """
    children = source.children(parent)
    column = source.column(source.start(children[0].key))
    lines = entry(name, value, column, source.indentation)
    next_key = source.entry_of(parent, before)
    if next_key is None:
        return [_below(source, extent(source, parent, column, equal=column > 0), lines)]
    start = source.start(next_key)
    eol = source.eol(start)
    if not source.begins_line(start):
        return [Splice(start, start, eol.join([*lines, " " * column])[column:])]
    top = source.line_start(start)
    if parent or next_key != children[0].key:  # comments above the first entry are the document's
        top = lead(source, start, next_key)
    return [Splice(top, top, "".join(line + eol for line in lines))]


def insert_item(source: Source, parent: int, index: int, value: JSON) -> list[Splice]:
    """Insert an item into a list that is not empty."""
    items = source.children(parent)
    beside = items[max(index - 1, 0)]
    after = source.introduced(beside, parent)
    column = source.column(after - 1)
    gap = _gap(source, beside.value, after)
    quotes = {source.quote(it.value) for it in items if _is_text(source, it.value)}
    quote: Quote = quotes.pop() if len(quotes) == 1 else ""
    head, body = below_dash(value, column + gap, source.indentation, quote)
    lines = [f"{' ' * column}-{' ' * (gap - 1)}{head}", *body]
    if index:
        return [_below(source, extent(source, beside.value, column), lines)]
    dash = source.own(parent)
    eol = source.eol(dash)
    if source.begins_line(dash):
        start = lead(source, dash, beside.value)
        return [Splice(start, start, "".join(line + eol for line in lines))]
    return [Splice(dash, dash, eol.join([*lines, " " * column])[column:])]


def _gap(source: Source, item: int, after: int) -> int:
    """The columns from the dash to the text of an item on its line; `after` is the end of the
    dash.
    """
    start = source.start(item)
    if source.is_empty(item) or source.line_start(start) != source.line_start(after):
        return DASH
    return start - after + 1


def _is_text(source: Source, node: int) -> bool:
    return isinstance(source.nodes.values[node], str) and node not in source.nodes.aliases


def _below(source: Source, line_end: int, lines: list[str]) -> Splice:
    eol = source.eol(line_end)
    return Splice(line_end, line_end, "".join(eol + line for line in lines))


def remove(source: Source, child: Child, parent: int) -> list[Splice]:
    """Remove an entry or an item, which is not the only one."""
    is_entry = child.key != child.value
    start = source.start(child.key) if is_entry else source.introduced(child, parent) - 1
    is_first = child.key == source.children(parent)[0].key
    last = extent(source, child.value, source.column(start))
    if source.begins_line(start):
        top = source.line_start(start)
        if parent or not is_first:  # comments above the first entry describe the document
            top = lead(source, start, child.key)
        return [without(source, child.key, top, source.next_line(last))]
    if not is_first:
        raise CannotEdit("it does not start its line")
    end = len(source.text) - len(source.text[last:].lstrip(" \t\r\n"))
    return [Splice(start, end, "")]
