"""The numbers of findings, added up part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from podlint.config.config import Config
from podlint.config.layers import fails
from podlint.finding.report import Finding, Report
from podlint.finding.severity import Severity
from podlint.finding.suppression import SuppressionKind

__all__ = ["Totals"]


class Totals:
    """The numbers of findings in a report, or in parts of it.

    Attributes:
        failed: A finding fails the run.
    """

    def __init__(self, config: Config) -> None:
        """Count nothing yet.

        Args:
            config: The settings, which say what fails a run.
        """
        self.failed = False
        self._config = config
        self._severities: Counter[Severity] = Counter()
        self._suppressed: Counter[SuppressionKind] = Counter()

    def add(self, findings: Iterable[Finding]) -> None:
        """Count findings."""
        for each in findings:
            if each.suppressed:
                self._suppressed[each.suppressed.kind] += 1
            else:
                self._severities[each.severity] += 1
                self.failed = self.failed or fails(self._config, each)

    def summary(self, report: Report) -> dict[str, Any]:
        """The summary of the JSON report.

        Args:
            report: The report; its findings are not looked at.
        """
        suppressed = self._suppressed
        return {
            "files": report.files,
            "pods": report.pods,
            **{each.value: self._severities[each] for each in reversed(Severity)},
            "suppressed": suppressed.total(),
            "suppressed_by": {
                each.value: suppressed[each] for each in SuppressionKind if suppressed[each]
            },
            "unchecked": {cause.value: n for cause, n in report.count_unchecked().items()},
            "fail_on": self._config.fail_on,
            "failed": self.failed,
        }
