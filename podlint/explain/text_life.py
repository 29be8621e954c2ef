"""The life of a Pod, as text: a drawing of the start, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

from podlint.explain.life import (
    END_TITLES,
    STOP_TITLES,
    Bar,
    after_words,
    bars,
    end_sentences,
    ready_sentences,
    start_table,
    stop_words,
)
from podlint.explain.obstacles import Halt
from podlint.explain.phases import PHASE_TITLES, phase_table
from podlint.explain.terminal import Table, Text
from podlint.explain.words import SORTS, short
from podlint.lifecycle import Timeline

__all__ = ["life_part", "start_drawing"]

_STEPS = 36
"""The columns of the whole drawing."""
_SHORTEST_STEP, _GAP = 3, 2
_NAME = 24
"""The columns of a name in it."""
_STYLES = {"init": "yellow", "sidecar": "magenta", "app": "green"}


def life_part(life: Timeline, halt: Halt | None, doubtful: bool) -> Iterator[RenderableType]:
    """Start, phases, restarts and termination."""
    yield from _table("Start", *start_table(life, halt))
    yield from map(Text, ready_sentences(life, halt, doubtful=doubtful))
    yield Text()
    yield from _table("Phases", PHASE_TITLES, phase_table(life, halt))
    yield Text()
    rows = [(each.container.name or "?", each.policy, *after_words(each)) for each in life.endings]
    yield from _table("When a container ends", END_TITLES, rows)
    yield from map(Text, end_sentences(life))
    yield Text()
    stops = [(each.container.name or "?", *stop_words(each)) for each in life.stops]
    yield from _table("When the Pod is deleted", STOP_TITLES, stops)


def start_drawing(life: Timeline, halt: Halt | None) -> Iterator[RenderableType]:
    """A bar for each container over the steps of the start; nothing for a single container."""
    drawn = bars(life, halt)
    if len(drawn) < 2:
        return
    yield Text.joined(("Start order", "bold"), ("  one step after the other, not to scale", "dim"))
    yield _Drawing(drawn)
    never = "  ✗ never starts" if any(each.never for each in drawn) else ""
    yield Text(f"━│ runs to completion  ━▶ keeps running{never}", style="dim")
    if life.circle:
        circle = f"Containers wait for each other: {' → '.join(life.circle)}"
        yield Text(circle, style="red")
    yield Text()


class _Drawing:
    """The bars, as long as the terminal permits: the sorts of the containers come last."""

    def __init__(self, drawn: Sequence[Bar]) -> None:
        self._drawn = drawn

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        steps = max(bar.last for bar in self._drawn) + 1
        names = [short(bar.name, _NAME) for bar in self._drawn]
        sorts = [SORTS[bar.sort] for bar in self._drawn]
        room = options.max_width - max(map(len, names)) - _GAP
        step = max(_STEPS // steps, _SHORTEST_STEP)
        if room < max(map(len, sorts)) + _GAP + step * steps:
            sorts = []
            step = max(_SHORTEST_STEP, min(step, room // steps))
        for number, bar in enumerate(self._drawn):
            before = " " * (step * bar.first)
            line = "━" * (step * (bar.last - bar.first + 1) - 1)
            cells = [names[number].ljust(max(map(len, names)))]
            cells += [each.ljust(max(map(len, sorts))) for each in sorts[number : number + 1]]
            text = f"{before}{line}{'│' if bar.ends else '▶'}"
            style = _STYLES[bar.sort]
            if bar.never:
                text, style = f"{before}✗", "red"
            yield Text.joined(((" " * _GAP).join([*cells, ""]), ""), (text, style))


def _table(
    title: str, titles: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[RenderableType]:
    table = Table()
    for each in titles:
        table.add_column(each)
    for row in rows:
        table.add_row(*row)
    yield Text(title, style="bold")
    yield table
