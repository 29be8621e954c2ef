"""The lines of a value in block style, including comments and blank lines around it."""

from __future__ import annotations

from podlint.document.edit.source import Source, Splice
from podlint.startup.lazy_pattern import pattern

_COMMENTED_OUT = pattern(r"#(?:- )?[\w./-]+:(?=[ \t\r\n])")


def extent(
    source: Source, node: int, column: int, equal: bool = False, comments: bool = True
) -> int:
    """The end of the last line of a value, without the line break.

    Comments below it belong to it if they are indented more than a column, or, until the first
    blank line, `equal` to it.
    """
    end = source.line_end(source.end(node))
    if source.ends_with_kept_blanks(node):
        for line in source.lines_below(end):
            if line.strip(" \t"):
                break
            end = source.line_end(source.next_line(end))
    if not comments:
        return end
    seen = end
    for line in source.lines_below(end):
        seen = source.line_end(source.next_line(seen))
        text = line.lstrip(" \t")
        if not text:
            equal = False
            continue
        indent = len(line) - len(text)
        if not text.startswith("#") or not (indent > column or (equal and indent == column)):
            break
        end = seen
    return end


def lead(source: Source, start: int, node: int) -> int:
    """The start of the comment lines directly above an entry or an item, in the same column.

    They end below an entry that is commented out, as `#image: app`, because what is above that may
    describe it.
    """
    previous = _previous(source, node)
    limit = source.end(previous) if previous > 0 else 0
    column = source.column(start)
    line = source.line_start(start)
    while line > 0:
        above = source.line_start(source.before_break(line))
        text = source.text[above:line].lstrip(" \t")
        if (
            above < limit
            or not text.startswith("#")
            or _COMMENTED_OUT.match(text)
            or source.text.index("#", above) != above + column
        ):
            break
        line = above
    return line


def without(source: Source, node: int, start: int, end: int) -> Splice:
    """Remove the lines of an entry or an item, and superfluous blank lines around them."""
    blanks = start
    if not source.ends_with_kept_blanks(_previous(source, node)):
        blanks = _blank_lines_above(source, start)
    if end == len(source.text):
        if source.line_start(end) < end:  # the last line has no line break
            return Splice(source.before_break(blanks), end, "")
        return Splice(blanks, end, "")
    below = source.line_end(end)
    if blanks < start and not source.text[end:below].strip(" \t"):
        end = source.next_line(below)
    return Splice(start, end, "")


def _blank_lines_above(source: Source, line: int) -> int:
    while line > 0:
        above = source.line_start(source.before_break(line))
        if source.text[above:line].strip():
            break
        line = above
    return line


def _previous(source: Source, node: int) -> int:
    """The last node that ends before another one; the root if there is none."""
    previous = node - 1
    while previous > 0 and source.nodes.closes.get(previous, 0) > node:
        previous -= 1
    return max(previous, 0)
