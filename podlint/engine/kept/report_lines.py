"""Reports as lines of JSON, and lines as reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from podlint.document.encoding import decoded as decoded_text
from podlint.document.redaction import Source
from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.engine.built import BuiltReport
from podlint.engine.kept.codec import decoded, encoded
from podlint.engine.kept.sources import UnkeptError, masked_source, source_of
from podlint.finding.report import Finding, Report
from podlint.reading.inputs import Inputs

__all__ = ["Lines", "Sources", "lines_of", "report_of_lines"]

_FIELDS: dict[type[Any], tuple[str, ...]] = {
    Report: ("findings", "skipped", "unjudged", "checked", "used"),
    BuiltReport: ("findings", "name", "files", "outputs", "not_built", "used"),
}


class Lines(NamedTuple):
    """A report as lines.

    Attributes:
        report: The report without its sources.
        sources: Its sources, masked.
    """

    report: str
    sources: tuple[str, ...]


def lines_of(report: Report | BuiltReport) -> Lines:
    """A report as lines.

    Raises:
        UnkeptError: It has a secret that would be in the lines, or something unknown.
    """
    found = (each if isinstance(each, Finding) else each.finding for each in report.findings)
    if any(each.fix is not None and each.fix.secret for each in found):
        raise UnkeptError("a fix with a secret")
    values = tuple(getattr(report, name) for name in _FIELDS[type(report)])
    try:
        return Lines(_line(encoded(values)), tuple(_line(masked_source(s)) for s in report.sources))
    except TypeError as error:
        raise UnkeptError(str(error)) from error


class Sources:
    """The sources of reports, read only once."""

    def __init__(self, inputs: Inputs) -> None:
        """Read them from these inputs."""
        self._inputs = inputs
        self._found: dict[str, Source] = {}
        self._texts: dict[str, str] = {}

    def source(self, line: str) -> Source:
        """The source of a line.

        Raises:
            UnkeptError, OSError, ValueError: The file is not what it was.
        """
        found = self._found.get(line)
        if found is None:
            found = self._found[line] = source_of(json.loads(line), self._text)
        return found

    def _text(self, path: str) -> str:
        if path not in self._texts:
            content = self._inputs.read(Path(path), MOST_OF_MANIFEST)
            self._texts[path] = decoded_text(content).text
        return self._texts[path]


def report_of_lines(
    lines: Lines, kind: type[Any], source: Callable[[str], Source], **more: object
) -> Any:
    """The report that `lines_of` has written.

    Args:
        lines: The lines.
        kind: The class of the report.
        source: Returns the source of a line.
        more: The other fields of the report.

    Raises:
        ValueError, TypeError, LookupError, AttributeError, OSError, UnkeptError: The lines are not
            such lines, or a file has changed.
    """
    values = decoded(json.loads(lines.report))
    fields = dict(zip(_FIELDS[kind], values, strict=True))
    return kind(**fields, sources=tuple([source(each) for each in lines.sources]), **more)


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
