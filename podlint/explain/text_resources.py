"""The resources of a Pod, as text: a table of requests by step, bars, and the QoS class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding

from podlint.explain.amounts import (
    FOOTNOTE,
    TOTAL,
    Row,
    is_positive,
    resource_names,
    rows,
    step_rows,
    why_quality,
)
from podlint.explain.terminal import Table, Text
from podlint.explain.words import short
from podlint.models.quantity import Quantity
from podlint.resources import PodResources

__all__ = ["resources_part"]

_BAR = 30
"""The columns of the longest bar."""
_TITLE = 30
"""The columns of the text before a bar."""
_SHORTEST_BAR, _GAP = 10, 2


def resources_part(
    found: PodResources, has_own: bool, partial: bool = False
) -> Iterator[RenderableType]:
    """The table, the bars, and the QoS class."""
    names = resource_names(found)
    if names:
        yield Text("Requests by step", style="bold")
        yield _table(found, names)
        if any(row.decides for row in rows(found)):
            yield Text(FOOTNOTE, style="dim")
        yield Text()
        yield from _bars(found, names)
    else:
        yield Text("No requests and no limits", style="bold")
        yield Text()
    quality = f"QoS class {found.qos}" + (" (of this part alone)" if partial else "")
    yield Text.joined((quality, "bold"), (f": {why_quality(found, has_own)}.", ""))


def _table(found: PodResources, names: tuple[str, ...]) -> Table:
    table = Table()
    table.add_column("Step")
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows(found):
        beside = f", with {', '.join(row.beside)}" if row.beside else ""
        cells = (_cell(row, name) for name in names)
        bold = "bold" if row.title == TOTAL else ""
        table.add_row(f"{row.title}{beside}", *cells, style=bold)
    return table


def _cell(row: Row, name: str) -> Text:
    amount = row.amounts.get(name)
    if amount is None:
        return Text("-", style="dim")
    return Text(f"{amount} *" if name in row.decides else f"{amount}  ")


def _bars(found: PodResources, names: tuple[str, ...]) -> Iterator[RenderableType]:
    steps = step_rows(found)
    positive = {
        name: [(row, row.amounts[name]) for row in steps if is_positive(row, name)]
        for name in names
    }
    shown = [name for name in names if len(positive[name]) > 1]
    for name in shown:
        yield Text(name, style="bold")
        yield Padding(_Bars(name, positive[name]), (0, 0, 0, 2))
    if shown:
        yield Text()


class _Bars:
    """A bar for each step: between its title and its amount, or below the title if it is narrow."""

    def __init__(self, name: str, steps: Sequence[tuple[Row, Quantity]]) -> None:
        self._name = name
        self._steps = steps

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        largest = max(amount.nano for _, amount in self._steps)
        titles = [short(row.title, _TITLE) for row, _ in self._steps]
        said = [self._said(row, amount) for row, amount in self._steps]
        title_columns, said_columns = max(map(len, titles)), max(map(len, said))
        room = options.max_width - title_columns - said_columns - 2 * _GAP
        stacked = room < _SHORTEST_BAR
        if stacked:
            room = options.max_width - said_columns - 2 * _GAP
        for title, (row, amount), words in zip(titles, self._steps, said, strict=True):
            longest = max(1, min(_BAR, room))
            bar = "█" * max(1, longest * amount.nano // largest)
            style = "magenta" if self._name in row.decides else "blue"
            if stacked:
                yield Text(row.title)
            start = " " * _GAP if stacked else f"{title:{title_columns}}{' ' * _GAP}"
            end = f"{' ' * (longest - len(bar) + _GAP)}{words}"
            yield Text.joined((start, ""), (bar, style), (end, ""))

    def _said(self, row: Row, amount: Quantity) -> str:
        return f"{amount} *" if self._name in row.decides else str(amount)
