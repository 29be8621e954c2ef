"""What a fix would change, as a small diff."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import EditRefused, replacements
from podlint.document.edit import Replacement
from podlint.document.redaction import Source
from podlint.document.text import split_lines
from podlint.document.visible import visible
from podlint.finding.report import LocatedFix
from podlint.report.text.style import ADDED, LABEL, QUIET, REMOVED, Line
from podlint.report.text.terminal_cells import cut_end, untabbed

__all__ = ["change_lines"]

_MOST = 8
"""The most lines of a diff; a longer one is left to ``--diff``."""


def change_lines(located: LocatedFix, source: Source | None, width: int) -> Iterator[Line]:
    """The title of a fix, and the lines that it would remove and add.

    Args:
        located: The fix.
        source: The file; without it, and if a secret is in the lines, only the title is shown.
        width: The columns there are; longer lines are cut.
    """
    fix = located.fix
    option = "--fix" if fix.safe else "--fix --unsafe-fixes; review it"
    yield [("  fix: ", LABEL), (visible(fix.title), ""), (f" ({option})", QUIET)]
    lines = [] if source is None or located.secret else list(_changed(located, source))
    if len(lines) > _MOST:
        lines = [*lines[: _MOST - 1], ("", "...", QUIET)]
    indent = min((len(text) - len(text.lstrip()) for sign, text, _ in lines if sign), default=0)
    for sign, text, style in lines:
        line = f"       {sign} {text[indent:] if sign else text}".rstrip()
        yield [(cut_end(line, width), style)]


def _changed(located: LocatedFix, source: Source) -> Iterator[tuple[str, str, str]]:
    edits = [(located.document, edit) for edit in located.fix.edits]
    found = replacements(source.text, edits)
    if isinstance(found, EditRefused) or not found:
        return
    if any(source.redaction.text(each.text) != each.text for each in found):
        return
    lines = _contents(source.text)
    for first, last, group in _windows(found):
        old = lines[first - 1 : last]
        new = _contents(_replaced("\n".join(old), first, group))
        if any(source.redaction.line(first + n, line) != line for n, line in enumerate(old)):
            # The same secret is in the new lines, whose columns are different.
            continue
        yield from _differences(old, new)


def _contents(text: str) -> list[str]:
    """The lines of a text without their breaks."""
    return [each.rstrip("\r\n") for each in split_lines(text)]


def _windows(
    found: tuple[Replacement, ...],
) -> Iterator[tuple[int, int, list[Replacement]]]:
    """Replacements that share lines, with the first and last of these."""
    group: list[Replacement] = []
    for each in found:
        if group and each.span.start_line > group[-1].span.end_line:
            yield group[0].span.start_line, group[-1].span.end_line, group
            group = []
        group.append(each)
    yield group[0].span.start_line, group[-1].span.end_line, group


def _replaced(text: str, first: int, group: list[Replacement]) -> str:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for each in reversed(group):
        span = each.span
        start = starts[span.start_line - first] + span.start_column - 1
        end = starts[span.end_line - first] + span.end_column - 1
        text = text[:start] + each.text + text[end:]
    return text


def _differences(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    from difflib import SequenceMatcher

    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (("-", _shown(line), REMOVED) for line in old[i1:i2] if line.strip())
            yield from (("+", _shown(line), ADDED) for line in new[j1:j2] if line.strip())


def _shown(line: str) -> str:
    return untabbed(visible(line, "\t"))
