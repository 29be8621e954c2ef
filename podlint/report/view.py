"""How a report is to be shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from podlint.config.config import Config
from podlint.config.notes import Note, note_on
from podlint.finding.report import Finding, Report
from podlint.finding.severity import Severity
from podlint.reading.inputs import Inputs
from podlint.report.drawings import Drawings
from podlint.report.repository import Repository
from podlint.rule.index import ListedRule
from podlint.startup.frozen import Frozen


class View(Frozen):
    """How a report is to be shown.

    Attributes:
        config: The settings of the run.
        rules: The rules that findings may be of; reports that describe rules look them up here.
        color: Write colors for a terminal.
        width: The terminal's columns, or None where there is none.
        show_suppressed: Show suppressed findings, marked as such.
        quiet: Print nothing for a run without findings.
        statistics: Count findings by rule instead of listing them.
        files: List the files with what became of them.
        inputs: The file system, in which reports look for the repository.
        draw: Draws the Pods of a report; None to draw none.
    """

    config: Config
    rules: tuple[ListedRule, ...] = ()
    color: bool = False
    width: int | None = None
    show_suppressed: bool = False
    quiet: bool = False
    statistics: bool = False
    files: bool = False
    inputs: Inputs | None = None
    draw: Callable[[Report, Config], Drawings] | None = None

    @property
    def repository(self) -> Repository:
        """The repository around the working directory, which reports name files from."""
        return Repository.around(Path.cwd(), self.inputs or Inputs())

    def note_on(self, rule: str) -> Note | None:
        """The organization's note on the rule with a name, if there is one."""
        notes = self.config.notes
        if not notes:
            return None
        listed = next((each for each in self.rules if each.name == rule), None)
        return note_on(listed, notes) if listed else notes.get(rule)

    def link_to(self, rule: str) -> str:
        """The address of the page of the rule with a name."""
        return self.config.rule_links.replace("{rule}", rule)

    def shown(self, report: Report) -> tuple[Finding, ...]:
        """The findings to show."""
        return report.findings if self.show_suppressed else report.counted


NOUNS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "practice finding",
}
"""What reports for people call a finding of each severity."""


def counts(findings: tuple[Finding, ...]) -> dict[Severity, int]:
    """The number of findings of each severity, worst first."""
    return {
        severity: sum(1 for each in findings if each.severity is severity)
        for severity in reversed(Severity)
    }


def plural(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
