"""The formats of merged reports, by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from podlint.document.visible import harmless, harmless_json
from podlint.merging.merge import Merged

__all__ = ["FORMATS", "render"]

FORMATS = ("text", "json", "csv", "html")
"""The formats; each is a module ``as_…`` of this package with a function ``render``."""


def render(report: Merged, form: str) -> str:
    """The merged reports in one of `FORMATS`; no text from a report can act on a terminal."""
    module = importlib.import_module(f"podlint.merging.as_{form}")
    write: Callable[[Merged], str] = module.render
    text = write(report)
    return harmless_json(text) if form == "json" else harmless(text)
