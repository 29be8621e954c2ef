"""The life of a Pod, as text: a drawing of the start, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType

from podlint.explain.life import (
    END_TITLES,
    STOP_TITLES,
    after_words,
    bars,
    end_sentences,
    ready_sentences,
    start_table,
    stop_words,
)
from podlint.explain.phases import PHASE_TITLES, phase_table
from podlint.explain.terminal import Table, Text
from podlint.explain.words import SORTS, short
from podlint.lifecycle import Timeline

__all__ = ["life_part", "start_drawing"]

_STEPS = 36
"""The columns of the whole drawing."""
_NAME = 24
"""The columns of a name in it."""
_STYLES = {"init": "yellow", "sidecar": "magenta", "app": "green"}


def life_part(life: Timeline) -> Iterator[RenderableType]:
    """Start, phases, restarts and termination."""
    yield from _table("Start", *start_table(life))
    yield from map(Text, ready_sentences(life))
    yield Text()
    yield from _table("Phases", PHASE_TITLES, phase_table(life))
    yield Text()
    rows = [(each.container.name or "?", each.policy, *after_words(each)) for each in life.endings]
    yield from _table("When a container ends", END_TITLES, rows)
    yield from map(Text, end_sentences(life))
    yield Text()
    stops = [(each.container.name or "?", *stop_words(each)) for each in life.stops]
    yield from _table("When the Pod is deleted", STOP_TITLES, stops)


def start_drawing(life: Timeline) -> Iterator[RenderableType]:
    """A bar for each container over the steps of the start; nothing for a single container."""
    drawn = bars(life)
    if len(drawn) < 2:
        return
    width = max(_STEPS // (max(bar.last for bar in drawn) + 1), 3)
    table = Table(show_header=False)
    for _ in range(3):
        table.add_column(no_wrap=True)
    for bar in drawn:
        before = " " * (width * bar.first)
        line = "━" * (width * (bar.last - bar.first + 1) - 1)
        mark = "▶" if bar.sort != "init" else "│"
        drawing = Text(f"{before}{line}{mark}", style=_STYLES[bar.sort])
        table.add_row(short(bar.name, _NAME), SORTS[bar.sort], drawing)
    yield Text.joined(("Start order", "bold"), ("  one step after the other, not to scale", "dim"))
    yield table
    yield Text("━│ runs to completion  ━▶ keeps running", style="dim")
    yield Text()


def _table(
    title: str, titles: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[RenderableType]:
    table = Table()
    name, *others = titles
    table.add_column(name, no_wrap=True, overflow="ellipsis")
    for each in others:
        table.add_column(each, overflow="fold")
    for row in rows:
        table.add_row(*row)
    yield Text(title, style="bold")
    yield table
