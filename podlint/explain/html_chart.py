"""Drawings for the page, as inline SVG; their colours come from the page's style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.explain.amounts import resource_names, step_rows
from podlint.explain.html_element import BREAK, Content, Html, element, joined
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
_NOTHING = joined(())


def request_chart(found: PodResources) -> Html:
    """A bar for each step and resource, each resource at its own scale.

    Empty where no resource is asked for by more steps than one.
    """
    steps, y = step_rows(found), 0
    parts: list[Html] = []
    for name in resource_names(found):
        amounts = [row.amounts.get(name, Quantity()) for row in steps]
        if sum(each.nano > 0 for each in amounts) < 2:
            continue
        largest = max(each.nano for each in amounts)
        parts.append(element("text", name, x=0, y=y + 17, class_="name"))
        y += _ROW
        for row, amount in zip(steps, amounts, strict=True):
            width = max(amount.nano * (_WIDTH - _LABEL - 130) // largest, 0)
            decides = name in row.decides
            parts.append(_label(row.title, y))
            parts.append(_bar("decides" if decides else "bar", _LABEL, y, width))
            said = f"{amount} decides" if decides else str(amount)
            parts.append(element("text", said, x=_LABEL + width + 6, y=y + 17))
            y += _ROW
        y += 8
    return _svg("Requests by step", y, parts) if parts else _NOTHING


def start_chart(life: Timeline) -> Html:
    """A bar for each container over the steps of the start, which are not to scale.

    Empty for one container alone.
    """
    drawn = bars(life)
    if len(drawn) < 2:
        return _NOTHING
    columns = max(bar.last for bar in drawn) + 1
    step = (_WIDTH - _LABEL - 10) // columns
    height = _ROW * (len(drawn) + 1)
    return _svg("Start, step by step", height, _bars(life, columns, step, height))


def _bars(life: Timeline, columns: int, step: int, height: int) -> Iterator[Html]:
    for number in range(columns):
        x = _LABEL + number * step
        yield element("line", class_="grid", x1=x, x2=x, y1=0, y2=height)
        word = "running" if number == columns - 1 else str(number + 1)
        yield element("text", word, class_="faint", x=x + 4, y=17)
    for row, bar in enumerate(bars(life), 1):
        y, x = row * _ROW, _LABEL + bar.first * step
        width = (bar.last - bar.first + 1) * step - (6 if bar.sort == "init" else 0)
        yield _label(bar.name, y)
        yield _bar(bar.sort, x, y, width, element("title", f"{bar.sort} {bar.name}"))


def _bar(kind: str, x: int, y: int, width: int, *content: Content) -> Html:
    return element("rect", *content, class_=kind, x=x, y=y + 4, width=width, height=16, rx=2)


def _label(text: str, y: int) -> Html:
    return element("text", short(text, _LONGEST_NAME), element("title", text), x=12, y=y + 17)


def _svg(title: str, height: int, parts: Iterable[Html]) -> Html:
    box = f"0 0 {_WIDTH} {height}"
    lines = (each for part in parts for each in (part, BREAK))
    svg = element("svg", BREAK, *lines, viewBox=box, role="img", aria_label=title)
    return joined((element("div", svg, class_="wide"), BREAK))
