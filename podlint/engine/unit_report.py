"""The report on one unit, whatever happens."""

from __future__ import annotations

from podlint.engine.dispatch import Dispatches
from podlint.engine.run import lint
from podlint.finding.internal_error import internal_error
from podlint.finding.report import Report
from podlint.reading.unit import Unit

__all__ = ["report_on"]


def report_on(unit: Unit, dispatches: Dispatches) -> Report:
    """Lint a unit; what could not be read, or fails as a whole, is an error of the report."""
    unread = unit.unread
    try:
        report = lint(unit, dispatches)
    except Exception as error:
        unread = (*unread, *(internal_error(error, each.path) for each in unit.reported))
        report = Report((), files=len(unit.reported))
    return report.replace(errors=(*unread, *report.errors))
