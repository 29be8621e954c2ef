"""Explanations of Pods: what their manifests mean, and what `podlint check` finds in them.

Each part of an explanation has its own module, and is built from a `PodTarget`. The modules `text`,
`html` and `json` write all parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from podlint.explain.pod import (
    Explanation,
    PodExplanation,
    explain_files,
    explain_paths,
    explain_text,
)

__all__ = [
    "Explanation",
    "PodExplanation",
    "explain_files",
    "explain_paths",
    "explain_text",
    "render",
]


def render(
    explanations: Sequence[Explanation],
    form: Literal["text", "json", "html"] = "text",
    *,
    color: bool = False,
    width: int | None = None,
) -> str:
    """Explanations in a format of ``podlint explain --format``, ending with a line break.

    Args:
        explanations: The explanations of files or objects.
        form: The format.
        color: Write colors for a terminal; for text only.
        width: The columns of the terminal, for text only; if None, there is no terminal.

    Raises:
        ValueError: There is no such format.
    """
    # Each format has its own libraries, which take long to import.
    if form == "json":
        from podlint.explain import json

        return json.render(explanations)
    if form == "html":
        from podlint.explain import html

        return html.render(explanations)
    if form == "text":
        from podlint.explain import text

        return text.render(explanations, color=color, width=width)
    message = f"unknown format {form!r}; expected one of text, json, html"
    raise ValueError(message)
