"""The examples of rules: manifests with marks for the findings that are expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from podlint.startup.lazy_pattern import pattern

_MARK = pattern(r"\s*# finding(?: (?P<count>\d+))?\s*$")
_CARETS = pattern(r"^(?:\0|\s*#)[ ^]*\^[ ^]*$")
_VERSION = pattern(r"^# kubernetes-version: (?P<version>\S+)$", re.MULTILINE)
_SETTINGS = pattern(r"^# settings: (?P<line>.*)$", re.MULTILINE)
_PATH = pattern(r"# file: (?P<path>\S+)$", re.MULTILINE)
_MARGIN = "\0"
"""Stands for a ``#`` in the margin, which does not take a column."""


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """The place of an expected finding.

    Attributes:
        line: The 1-based line of the stripped text.
        start_column: The first column of the region, or None if the example does not mark it.
        end_column: The column after the region, or None.
    """

    line: int
    start_column: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A manifest with the expected findings.

    Attributes:
        text: The manifest without marks.
        expected: The places of the expected findings, in order.
    """

    text: str
    expected: tuple[Expected, ...]

    @property
    def kubernetes_version(self) -> str | None:
        """What a comment line ``# kubernetes-version: 1.36`` says that the example is for."""
        found = _VERSION.search(self.text)
        return found["version"] if found else None

    @property
    def settings(self) -> str:
        """The configuration in comment lines that start with ``# settings: ``, as YAML."""
        return "".join(f"{each['line']}\n" for each in _SETTINGS.finditer(self.text))

    def files(self, name: str) -> tuple[tuple[str, int, str], ...]:
        """The files of the example: path, number of lines before it, text.

        A comment line ``# file: kubelet.d/web.yaml`` starts a file with that path. The text before
        the first such line is a file called `name`.
        """
        starts = [(0, name), *((each.start(), each["path"]) for each in _PATH.finditer(self.text))]
        ends = [*(start for start, _ in starts[1:]), len(self.text)]
        return tuple(
            (path, self.text.count("\n", 0, start), self.text[start:end])
            for (start, path), end in zip(starts, ends, strict=True)
            if start < end
        )


def read_example(marked: str) -> Example:
    """Read the marks of an example and remove them.

    ``# finding`` at the end of a line marks a finding on that line, ``# finding 2`` marks two. A
    comment line with carets below marks the columns, with one run of carets for each finding.
    """
    lines: list[str] = []
    expected: list[Expected] = []
    for raw in _dedented(marked.strip("\n").rstrip().split("\n")):
        if _CARETS.match(raw) and expected and expected[-1].line == len(lines):
            line, row = len(lines), raw.removeprefix(_MARGIN)
            expected = [each for each in expected if each.line != line]
            expected += [
                Expected(line, run.start() + 1, run.end() + 1) for run in re.finditer(r"\^+", row)
            ]
            continue
        match = _MARK.search(raw)
        lines.append(raw[: match.start()] if match else raw)
        if match:
            expected += [Expected(len(lines))] * int(match["count"] or 1)
    return Example("\n".join(lines) + "\n", tuple(sorted(expected, key=_order)))


def _dedented(lines: list[str]) -> Iterator[str]:
    """Remove the first line's indentation from all lines; a line of carets may have its ``#`` in
    it.
    """
    indentation = len(lines[0]) - len(lines[0].lstrip(" "))
    for line in lines:
        margin, rest = line[:indentation], line[indentation:]
        yield rest if margin.isspace() or not margin else _MARGIN + rest


def _order(expected: Expected) -> tuple[int, int]:
    return expected.line, expected.start_column or 0
