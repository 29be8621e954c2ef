"""Places as SARIF gives them: files from the repository's root, columns in UTF-16 code units."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import sarif_om as om

from podlint.document import Span
from podlint.finding.report import Location, Report
from podlint.report.line_hash import line_hashes
from podlint.report.repository import Repository, uri
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

ROOT = "%SRCROOT%"
"""What locations are relative to: the repository's root, which SARIF readers know themselves."""

_LINE_BREAK = pattern(r"\r\n|\r|\n")


class Files(Frozen):
    """The files in a report.

    Attributes:
        repository: The repository around the working directory.
        texts: The text of each file, by path.
    """

    repository: Repository
    texts: dict[str, FileText]

    @classmethod
    def of(cls, report: Report, repository: Repository) -> Files:
        """The files of a report whose paths are relative to the working directory.

        Args:
            report: The report.
            repository: The repository around the working directory.
        """
        texts = {
            source.path: FileText(source.text, source.encoding == "utf-8-sig")
            for source in report.sources
        }
        return cls(repository, texts)

    def artifact(self, path: str) -> Any:
        """Where a file is: relative to `ROOT`, or absolute if it is outside the repository."""
        inside = self.repository.path(path)
        if inside is None:
            return om.ArtifactLocation(uri=Path(self.repository.inputs.real(path)).as_uri())
        return om.ArtifactLocation(uri=uri(inside), uri_base_id=ROOT)

    def physical(self, location: Location) -> Any:
        """File and region; no region for an object that was given as data."""
        region = location.span and self.region(location.path, location.span)
        return om.PhysicalLocation(artifact_location=self.artifact(location.path), region=region)

    def region(self, path: str, span: Span) -> Any:
        """A region in a file."""
        text = self.texts[path]
        return om.Region(
            start_line=span.start_line,
            start_column=text.utf16_column(span.start_line, span.start_column),
            end_line=span.end_line,
            end_column=text.utf16_column(span.end_line, span.end_column),
        )

    def line_hash(self, location: Location) -> str | None:
        """GitHub's hash of the line that a location begins on."""
        if location.span is None:
            return None
        return self.texts[location.path].hashes[location.span.start_line - 1]


class FileText(Frozen):
    """A file's text, line by line.

    Attributes:
        text: The text.
        marked: A byte order mark stands before it in UTF-8, which GitHub's hash counts.
    """

    text: str
    marked: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their breaks."""
        return _LINE_BREAK.split(self.text)

    @cached_property
    def hashes(self) -> list[str]:
        """GitHub's hash of each line."""
        return line_hashes(f"\ufeff{self.text}" if self.marked else self.text)

    def utf16_column(self, line: int, column: int) -> int:
        """A 1-based column in UTF-16 code units, for one in code points."""
        before = self.lines[line - 1][: column - 1]
        return column + sum(1 for each in before if each > "\uffff")
