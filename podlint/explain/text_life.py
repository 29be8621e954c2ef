"""The timeline of a Pod, as text: the start drawn, and tables of what happens when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType

from podlint.explain.life import (
    after_words,
    bars,
    end_sentences,
    ready_sentences,
    start_table,
    stop_words,
)
from podlint.explain.phases import PHASE_TITLES, phase_table
from podlint.explain.terminal import Table, Text
from podlint.explain.words import short
from podlint.lifecycle import Timeline

__all__ = ["life_part"]

_STEPS = 40
"""The columns of the whole drawing."""
_NAME = 24
"""The columns of a name in it."""
_STYLES = {"init": "yellow", "sidecar": "magenta", "app": "green"}


def life_part(life: Timeline) -> Iterator[RenderableType]:
    """Start, phases, ends and shut-down."""
    if len(life.starts) > 1:
        yield _drawing(life)
        yield Text()
    yield _table(*start_table(life))
    yield from map(Text, ready_sentences(life))
    yield Text()
    yield _table(PHASE_TITLES, phase_table(life))
    yield Text()
    rows = [(each.container.name or "?", each.policy, *after_words(each)) for each in life.endings]
    yield _table(("Ends", "policy", "after exit code 0", "after another"), rows)
    yield from map(Text, end_sentences(life))
    yield Text()
    stops = [(each.container.name or "?", *stop_words(each)) for each in life.stops]
    yield _table(("Shut-down", "preStop", "signal", "left to end", "killed"), stops)


def _drawing(life: Timeline) -> RenderableType:
    drawn = bars(life)
    width = max(_STEPS // (max((bar.last for bar in drawn), default=0) + 1), 3)
    table = Table()
    table.add_column("Start")
    table.add_column("")
    table.add_column("steps in order, not to scale", header_style="dim")
    for bar in drawn:
        before = " " * (width * bar.first)
        line = "━" * (width * (bar.last - bar.first + 1) - 1)
        mark = "▶" if bar.sort != "init" else "│"
        table.add_row(
            short(bar.name, _NAME), bar.sort, Text(f"{before}{line}{mark}", style=_STYLES[bar.sort])
        )
    return table


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table()
    name, *others = titles
    table.add_column(name, no_wrap=True, overflow="ellipsis")
    for title in others:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table
