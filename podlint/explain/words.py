"""Words that the forms of an explanation share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podlint.explain.pod import Explanation

__all__ = ["short", "without_pods"]


def short(text: str, most: int) -> str:
    """The text in at most so many characters; an ellipsis stands for what is left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def without_pods(explanation: Explanation) -> Iterator[str]:
    """Why documents are not explained: `rbac.yaml:3: no Pod: kind Role (also line 20)`."""
    lines: dict[str, list[int]] = {}
    for each in explanation.skipped:
        lines.setdefault(each.reason, []).append(each.line)
    for reason, (first, *others) in lines.items():
        word = "line" if len(others) == 1 else "lines"
        also = f" (also {word} {', '.join(map(str, others))})" if others else ""
        yield f"{explanation.path}:{first}: {reason}{also}"
