"""Drawings of the page, as inline SVG that scales with the page, and their text alternatives.

Positions and lengths along the x axis are percentages, so that text keeps its size on narrow
screens. The colors come from the style of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podlint.document.shortening import listed
from podlint.explain.amounts import is_positive, resource_names, step_rows
from podlint.explain.html_table import legend
from podlint.explain.life import Bar, bars
from podlint.explain.obstacles import Halt
from podlint.explain.words import SORTS, short
from podlint.lifecycle import Timeline
from podlint.report.html.element import BREAK, Html, element, joined
from podlint.resources import PodResources

__all__ = ["request_chart", "start_chart"]

_ROW = 38
_HEAD = 24
_LONGEST_NAME = 26
_LONGEST_TITLE = 38
_MOST_NUMBERED = 8
_NOTHING = joined(())
_ENDS, _STAYS = "runs to completion", "keeps running"


def request_chart(found: PodResources, anchor: str) -> Html:
    """A bar for each step that requests a resource, each resource at its own scale.

    Empty if no resource is requested in more than one step.

    Args:
        found: The resources of a Pod.
        anchor: The id of the text alternative.
    """
    steps, y = step_rows(found), 0
    parts: list[Html] = []
    said: list[str] = []
    for name in resource_names(found):
        amounts = [(row, row.amounts[name]) for row in steps if is_positive(row, name)]
        if len(amounts) < 2:
            continue
        largest = max(each.nano for _, each in amounts)
        parts.append(_text(name, y, class_="name"))
        y += _HEAD
        for row, amount in amounts:
            decides = name in row.decides
            parts.append(_text(short(row.title, _LONGEST_TITLE), y))
            label = f"{amount} *" if decides else str(amount)
            parts.append(_text(label, y, x="100%", class_="end"))
            width = max(amount.nano * 1000 // largest, 5) / 10
            parts.append(_bar("decides" if decides else "bar", 0, y, width))
            y += _ROW
        y += 8
        told = (f"{row.title} {each}" for row, each in amounts)
        said.append(f"{name}: {', '.join(told)}")
    if not parts:
        return _NOTHING
    colors = legend(
        (
            ("decides", "* largest: determines how much is reserved on the node"),
            ("bar", "other steps"),
        )
    )
    return joined((_svg(f"Requests by step. {'. '.join(said)}.", anchor, y, parts), colors))


def start_chart(life: Timeline, halt: Halt | None, anchor: str) -> Html:
    """A bar for each container over the steps of the start, which are not to scale.

    Empty for a single container.

    Args:
        life: The life of a Pod.
        halt: How far it gets, if it does not become ready.
        anchor: The id of the text alternative.
    """
    drawn = bars(life, halt)
    if len(drawn) < 2:
        return _NOTHING
    columns = max(bar.last for bar in drawn) + 1
    height = _HEAD + _ROW * len(drawn)
    words = f"Start order. {'. '.join(_steps(drawn, columns))}."
    parts = [_svg(words, anchor, height, _start(drawn, columns, height)), legend(_sorts(drawn))]
    if life.circle:
        circle = f"Containers wait for each other: {' → '.join(life.circle)}"
        parts.append(element("p", circle, class_="circle"))
    return joined(tuple(parts))


def _sorts(drawn: Sequence[Bar]) -> Iterator[tuple[str, str]]:
    """Each sort of container that is drawn, with how it ends."""
    for sort, name in SORTS.items():
        ends = {bar.ends for bar in drawn if bar.sort == sort and not bar.never}
        if ends:
            does = " or ".join(_ENDS if each else _STAYS for each in sorted(ends, reverse=True))
            yield sort, f"{name}: {'starts in order and ' if sort == 'sidecar' else ''}{does}"
    if any(bar.never for bar in drawn):
        yield "never", "never starts"


def _steps(drawn: Iterable[Bar], columns: int) -> Iterator[str]:
    """What starts in each step, in words."""
    for column in range(columns):
        names = [
            f"{bar.name} ({SORTS[bar.sort]}{', never starts' if bar.never else ''})"
            for bar in drawn
            if bar.first == column
        ]
        if names:
            yield f"Step {column + 1}: {listed(names)}"


def _start(drawn: Iterable[Bar], columns: int, height: int) -> Iterator[Html]:
    for number in range(columns):
        x = _percent(number * 100 / columns)
        if number:
            yield element("line", class_="grid", x1=x, x2=x, y1=0, y2=height)
        if number < columns - 1 and (columns <= _MOST_NUMBERED or not number % 5):
            word = f"step {number + 1}" if columns <= _MOST_NUMBERED // 2 else str(number + 1)
            yield _text(word, 0, x=x, dx=4 if number else 0, class_="faint")
    yield _text("running Pod", 0, x="100%", class_="faint end")
    for row, bar in enumerate(drawn):
        y = _HEAD + row * _ROW
        step = 100 / columns
        width = (bar.last - bar.first + 1) * step - (1 if bar.sort == "init" else 0)
        yield _text(f"{short(bar.name, _LONGEST_NAME)} ({SORTS[bar.sort]})", y)
        yield _bar("never" if bar.never else bar.sort, bar.first * step, y, width)


def _text(text: str, y: int, **attributes: str | int) -> Html:
    return element("text", text, y=y + 15, **attributes)


def _bar(kind: str, x: float, y: int, width: float) -> Html:
    return element(
        "rect", class_=kind, x=_percent(x), y=y + 20, width=_percent(width), height=12, rx=2
    )


def _percent(value: float) -> str:
    return f"{value:.1f}%"


def _svg(words: str, anchor: str, height: int, parts: Iterable[Html]) -> Html:
    lines = (each for part in parts for each in (part, BREAK))
    svg = element(
        "svg",
        BREAK,
        *lines,
        class_="drawing",
        height=height,
        role="img",
        aria_labelledby=anchor,
    )
    return joined((element("p", words, id=anchor, class_="hidden"), svg, BREAK))
