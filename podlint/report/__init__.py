"""Reports: each format turns a `Report` into text."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from podlint.document.visible import harmless, harmless_json
from podlint.finding.report import Report
from podlint.report.shown import shown
from podlint.report.view import View

__all__ = ["FORMATS", "FOR_TERMINALS", "View", "render"]

FORMATS = (
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson",
    "markdown", "csv", "html",
)  # fmt: skip
"""The formats; each is a module of this package with a function ``render``."""


FOR_TERMINALS = frozenset({"concise", "text"})
"""The formats for terminals, in the encoding of these; the other formats are UTF-8."""

_DATA = frozenset({"gitlab", "json", "jsonl", "rdjson", "sarif"})
"""The formats for programs: JSON in ASCII, with names as they are."""

_QUOTING = frozenset({"html", "text"})
"""The formats that take texts from the files themselves, and make them visible."""

_KEPT = {"github": "\r\n"}
"""The characters that a format escapes itself."""


def render(report: Report, form: str, view: View) -> str:
    """The report in one of `FORMATS`, ending with a line break unless it is empty.

    Nothing that it quotes from manifests can act on a terminal or in a log, in whatever format.

    Raises:
        KeyError: There is no such format.
    """
    if form not in FORMATS:
        raise KeyError(form)
    module = importlib.import_module(f"podlint.report.{form}")
    write: Callable[[Report, View], str] = module.render
    if form in _DATA:
        return harmless_json(write(report, view))
    text = write(shown(report, _KEPT.get(form, ""), sources=form in _QUOTING), view)
    links = view.config.rule_links.partition("{rule}")
    colored = view.color and form == "text"
    return harmless(text, color=colored, commands=form == "github", links=links)
