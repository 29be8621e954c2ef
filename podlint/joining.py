"""The reports of several units as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from podlint.finding import ReadError, Report


def joined(
    reports: Sequence[Report], errors: Sequence[ReadError], inputs: Iterable[Path]
) -> Report:
    """One report of several.

    Args:
        reports: Those of units, or of nothing.
        errors: What could not be read besides.
        inputs: The files and folders that these reports depend on, beside what they say themselves.
    """
    return Report(
        findings=tuple(
            sorted(
                (finding for report in reports for finding in report.findings),
                key=lambda finding: finding.location.path,
            )
        ),
        skipped=tuple(
            sorted(
                (each for report in reports for each in report.skipped),
                key=lambda each: (each.path, each.document),
            )
        ),
        errors=tuple(
            sorted(
                (*errors, *(each for report in reports for each in report.errors)),
                key=lambda each: each.path,
            )
        ),
        files=sum(report.files for report in reports),
        objects=sum(report.objects for report in reports),
        pods=sum(report.pods for report in reports),
        not_shown=sum(report.not_shown for report in reports),
        sources=tuple(
            sorted(
                (each for report in reports for each in report.sources),
                key=lambda each: each.path,
            )
        ),
        inputs=tuple(
            sorted(
                {
                    *(str(path.absolute()) for path in inputs),
                    *(each for report in reports for each in report.inputs),
                }
            )
        ),
    )
