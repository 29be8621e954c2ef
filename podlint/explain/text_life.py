"""The timeline of a Pod, as text: the start drawn, and tables of what happens when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from podlint.explain.life import after_words, bars, begins_words, phase_words, stop_words
from podlint.explain.words import short
from podlint.lifecycle import BACK_OFF, Timeline

__all__ = ["life_part"]

_STEPS = 40
"""The columns of the whole drawing."""
_NAME = 24
"""The columns of a name in it."""
_STYLES = {"init": "yellow", "sidecar": "magenta", "app": "green"}


def life_part(life: Timeline) -> Iterator[RenderableType]:
    """Start, ends and shut-down."""
    if len(life.starts) > 1:
        yield _drawing(life)
        yield Text()
    yield _starts(life)
    ready = "any time" if life.ready == (0, 0) else str(life.ready)
    yield Text(f"Ready: {ready} after the start, images pulled and programs up at once")
    if life.deadline is not None:
        yield Text(f"Deadline: the Pod is failed {life.deadline} s after its start")
    yield Text()
    yield _ends(life)
    yield Text(f"Last phase: {phase_words(life)}")
    if any("restarted" in (each.on_success, each.on_failure) for each in life.endings):
        pauses = ", ".join(str(each) for each in BACK_OFF)
        yield Text(f"Pause before each restart: {pauses} s and so on; again 0 after 10 min")
    yield Text()
    rows = [(each.container.name or "?", *stop_words(each)) for each in life.stops]
    yield _table(("Shut-down", "preStop", "signal", "left to end", "killed"), rows)


def _drawing(life: Timeline) -> RenderableType:
    drawn = bars(life)
    width = max(_STEPS // (max((bar.last for bar in drawn), default=0) + 1), 3)
    table = Table(box=None, pad_edge=False, show_edge=False)
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


def _starts(life: Timeline) -> RenderableType:
    rows = [
        (
            each.container.name or "?",
            begins_words(life, number),
            "-" if each.ready is None else str(each.ready),
            "-" if each.budget is None else str(each.budget),
            "-" if each.hang is None else str(each.hang),
        )
        for number, each in enumerate(life.starts)
    ]
    titles = ("Container", "waits for", "ready", "killed unless up in", "hung is gone in")
    return _table(titles, rows)


def _ends(life: Timeline) -> RenderableType:
    rows = [(each.container.name or "?", each.policy, *after_words(each)) for each in life.endings]
    return _table(("Ends", "policy", "after exit code 0", "after another"), rows)


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table
