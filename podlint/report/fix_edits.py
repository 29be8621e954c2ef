"""The fixes of findings as replacements of text, which programs can make."""

from __future__ import annotations

from podlint.document import EditRefused, Replacement, replacements
from podlint.finding.report import Finding, Report

__all__ = ["FixEdits"]


class FixEdits:
    """The fixes of a report."""

    def __init__(self, report: Report) -> None:
        """Take the sources of a report."""
        self._sources = {each.path: each for each in report.sources}

    def of(self, finding: Finding) -> tuple[Replacement, ...] | None:
        """The replacements of a finding's fix, in the order of the text and without overlap.

        Empty if the finding is about data that has no text. None if there is no fix, if the text
        cannot be edited so, or if the edits show a secret: ``--fix`` makes such fixes.
        """
        located = finding.fix
        if located is None or located.secret:
            return None
        source = self._sources.get(finding.location.path)
        if source is None or not source.text:
            return ()
        edits = replacements(source.text, [(located.document, each) for each in located.fix.edits])
        if isinstance(edits, EditRefused):
            return None
        hidden = source.redaction
        return None if any(hidden.text(each.text) != each.text for each in edits) else edits
