"""The resources of a Pod, as text: a table of requests by step, bars, and the QoS class."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
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
from podlint.resources import PodResources

__all__ = ["resources_part"]

_BAR = 30
"""The columns of the longest bar."""
_TITLE = 30
"""The columns of the text before a bar."""


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
        table.add_column(name, justify="right", overflow="fold")
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
        largest = max(amount.nano for _, amount in positive[name])
        table = Table(show_header=False)
        for _ in range(3):
            table.add_column(no_wrap=True)
        for row, amount in positive[name]:
            length = max(1, _BAR * amount.nano // largest)
            bar = Text("█" * length, style="magenta" if name in row.decides else "blue")
            said = f"{amount} *" if name in row.decides else str(amount)
            table.add_row(short(row.title, _TITLE), bar, said)
        yield Text(name, style="bold")
        yield Padding(table, (0, 0, 0, 2))
    if shown:
        yield Text()
