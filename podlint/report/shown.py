"""A report as people may see it: whatever it quotes is visible, and stays on its line."""

from __future__ import annotations

from typing import Any

from podlint.document.redaction import Excerpt
from podlint.document.visible import visible
from podlint.finding.report import Report
from podlint.startup.frozen import Frozen

__all__ = ["shown"]


def shown(report: Report, keep: str = "", *, sources: bool = False) -> Report:
    """The report with all texts made visible, without the inputs, which no format shows.

    Args:
        report: The report.
        keep: Characters that are left as they are, because the format escapes them.
        sources: Keep the sources, as they are: a format that quotes them makes them visible.
    """
    found: Report = _shown(report.replace(sources=(), inputs=(), looked_for=()), keep)
    return found.replace(sources=report.sources) if sources else found


def _shown(value: Any, keep: str) -> Any:
    if type(value) is str:
        return visible(value, keep)
    if type(value) is tuple:
        items = tuple(_shown(each, keep) for each in value)
        return value if all(map(_same, items, value)) else items
    if isinstance(value, Frozen):
        keep += "\t" if isinstance(value, Excerpt) else ""
        # Every field, so that a new one cannot be forgotten.
        fields = {name: _shown(held, keep) for name, held in vars(value).items()}
        changed = {name: new for name, new in fields.items() if new is not vars(value)[name]}
        return value.replace(**changed) if changed else value
    return value


def _same(one: object, other: object) -> bool:
    return one is other
