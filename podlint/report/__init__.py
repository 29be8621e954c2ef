"""Reports: each format turns a `Report` into text."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from podlint.finding.report import Report
from podlint.report.view import View

__all__ = ["FORMATS", "View", "render"]

FORMATS = ("text", "concise", "json", "sarif", "github")
"""The formats; each is a module of this package with a function ``render``."""


def render(report: Report, form: str, view: View) -> str:
    """The report in one of `FORMATS`, ending with a line break unless it is empty.

    Raises:
        KeyError: There is no such format.
    """
    if form not in FORMATS:
        raise KeyError(form)
    module = importlib.import_module(f"podlint.report.{form}")
    write: Callable[[Report, View], str] = module.render
    return write(report, view)
