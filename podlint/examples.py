"""Examples of rules: manifests that say on their own lines where a finding must land."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent

_MARK = re.compile(r"\s*# finding(?: (?P<count>\d+))?\s*$")
_CARETS = re.compile(r"^\s*#[ ^]*\^[ ^]*$")


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """Where a finding must land.

    Attributes:
        line: The 1-based line of the stripped text.
        start_column: The column that the region begins at, or None if the example leaves it open.
        end_column: The column after the region's last, or None.
    """

    line: int
    start_column: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A manifest and what is expected of it.

    Attributes:
        text: The manifest without marks.
        expected: Where findings must land, in order.
    """

    text: str
    expected: tuple[Expected, ...]


def read_example(marked: str) -> Example:
    """Strip the marks of an example and read what they say.

    ``# finding`` at a line's end asks for a finding on that line, ``# finding 2`` for two. A
    comment line of carets below says the columns, one run of carets for each finding.
    """
    lines: list[str] = []
    expected: list[Expected] = []
    for raw in dedent(marked).strip("\n").split("\n"):
        if _CARETS.match(raw) and expected and expected[-1].line == len(lines):
            line = len(lines)
            expected = [each for each in expected if each.line != line]
            expected += [
                Expected(line, run.start() + 1, run.end() + 1) for run in re.finditer(r"\^+", raw)
            ]
            continue
        match = _MARK.search(raw)
        lines.append(raw[: match.start()] if match else raw)
        if match:
            expected += [Expected(len(lines))] * int(match["count"] or 1)
    return Example("\n".join(lines) + "\n", tuple(sorted(expected, key=_order)))


def _order(expected: Expected) -> tuple[int, int]:
    return expected.line, expected.start_column or 0
