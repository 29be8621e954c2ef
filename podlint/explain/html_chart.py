"""Drawings for the page, as inline SVG; their colours come from the page's style."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from podlint.explain.amounts import resource_names, step_rows
from podlint.explain.life import bars
from podlint.explain.words import short
from podlint.lifecycle import Timeline
from podlint.models import Quantity
from podlint.resources import PodResources

__all__ = ["request_chart", "start_chart"]

_WIDTH = 640
_LABEL = 170
_ROW = 24
_LONGEST_NAME = 20


def request_chart(found: PodResources) -> str:
    """A bar for each step and resource, each resource at its own scale.

    Empty where no resource is asked for by more steps than one.
    """
    steps, parts, y = step_rows(found), [], 0
    for name in resource_names(found):
        amounts = [row.amounts.get(name, Quantity()) for row in steps]
        if sum(each.nano > 0 for each in amounts) < 2:
            continue
        largest = max(each.nano for each in amounts)
        parts.append(f'<text x="0" y="{y + 17}" class="name">{escape(name)}</text>')
        y += _ROW
        for row, amount in zip(steps, amounts, strict=True):
            width = max(amount.nano * (_WIDTH - _LABEL - 130) // largest, 0)
            decides = name in row.decides
            parts.append(_label(row.title, y))
            parts.append(
                f'<rect class="{"decides" if decides else "bar"}" x="{_LABEL}" y="{y + 4}" '
                f'width="{width}" height="16" rx="2"/>'
            )
            said = f"{amount} decides" if decides else str(amount)
            parts.append(f'<text x="{_LABEL + width + 6}" y="{y + 17}">{escape(said)}</text>')
            y += _ROW
        y += 8
    return _svg("Requests by step", y, parts) if parts else ""


def start_chart(life: Timeline) -> str:
    """A bar for each container over the steps of the start, which are not to scale.

    Empty for one container alone.
    """
    drawn = bars(life)
    if len(drawn) < 2:
        return ""
    columns = max(bar.last for bar in drawn) + 1
    step = (_WIDTH - _LABEL - 10) // columns
    height = _ROW * (len(drawn) + 1)
    return _svg("Start, step by step", height, _bars(life, columns, step, height))


def _bars(life: Timeline, columns: int, step: int, height: int) -> Iterator[str]:
    for number in range(columns):
        x = _LABEL + number * step
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="0" y2="{height}"/>'
        word = "running" if number == columns - 1 else str(number + 1)
        yield f'<text class="faint" x="{x + 4}" y="17">{word}</text>'
    for row, bar in enumerate(bars(life), 1):
        y, x = row * _ROW, _LABEL + bar.first * step
        width = (bar.last - bar.first + 1) * step - (6 if bar.sort == "init" else 0)
        yield _label(bar.name, y)
        yield (
            f'<rect class="{bar.sort}" x="{x}" y="{y + 4}" width="{width}" height="16" rx="2">'
            f"<title>{escape(bar.sort)} {escape(bar.name)}</title></rect>"
        )


def _label(text: str, y: int) -> str:
    shown = escape(short(text, _LONGEST_NAME))
    return f'<text x="12" y="{y + 17}">{shown}<title>{escape(text)}</title></text>'


def _svg(title: str, height: int, parts: list[str] | Iterator[str]) -> str:
    inside = "\n".join(parts)
    return (
        f'<div class="wide"><svg viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">\n{inside}\n</svg></div>\n'
    )
