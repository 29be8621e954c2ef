"""Explanations as text, for people."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding

from podlint.document.visible import harmless
from podlint.explain.file_access import ACCESS_TITLES, access_rows
from podlint.explain.obstacles import sentence, title
from podlint.explain.pod import Explanation, PodExplanation
from podlint.explain.pod_security import (
    LEVELS,
    NOT_CHECKED,
    PodSecurity,
    asked_words,
    check_word,
    history_words,
    verdict_word,
)
from podlint.explain.terminal import Table, Text, Whole
from podlint.explain.text_findings import findings_part
from podlint.explain.text_life import life_part, start_drawing
from podlint.explain.text_resources import resources_part
from podlint.explain.words import PARTIAL, SORTS, container_counts, not_explained

_WIDTH = 120
"""The width of text that does not go to a terminal."""


def render(
    explanations: Sequence[Explanation], *, color: bool = False, width: int | None = None
) -> str:
    """The explanations of files; ends with a line break.

    Args:
        explanations: The files.
        color: Write colors.
        width: The columns of the terminal.
    """
    stream = io.StringIO()
    console = Console(
        file=stream,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        width=width or _WIDTH,
        highlight=False,
        emoji=False,
        markup=False,
    )
    said: set[str] = set()
    for explanation in explanations:
        for pod in explanation.pods:
            built = f"  (built by {pod.build})" if pod.build else ""
            title = Whole(f"{pod.object}  {explanation.path}:{pod.line}{built}", "bold")
            for part in (title, *_pod(pod, said)):
                console.print(part, soft_wrap=isinstance(part, Whole))
        for line in not_explained(explanation):
            console.print(Whole(line), soft_wrap=True)
    lines = (line.rstrip() for line in stream.getvalue().split("\n"))
    return harmless("\n".join(lines), color=color)


def _pod(pod: PodExplanation, said: set[str]) -> Iterator[RenderableType]:
    if pod.partial:
        yield Text(PARTIAL, style="yellow")
    yield Text()
    yield _containers(pod)
    yield Text()
    yield from _obstacles(pod)
    yield from start_drawing(pod.life, pod.halt)
    yield from findings_part(pod)
    yield Text()
    yield from resources_part(pod.resources, pod.own_resources, pod.partial)
    yield Text()
    yield from life_part(pod.life, pod.halt, bool(pod.obstacles))
    yield Text()
    yield from _file_access(pod)
    yield from _pod_security(pod.pod_security)
    yield Text()
    if new := [note for note in pod.notes if note not in said]:
        yield Text("Good to know", style="bold")
        for note in new:
            yield Padding(Text(note), (0, 0, 0, 2))
        yield Text()
    said.update(new)


def _containers(pod: PodExplanation) -> RenderableType:
    table = Table()
    for heading in ("Container", "Type", "Image", "Findings"):
        table.add_column(heading)
    counts = container_counts(pod)
    for container, found in zip(pod.containers, counts, strict=True):
        sort = SORTS[container.sort]
        table.add_row(container.name or "?", sort, container.image or "-", found or "-")
    return table


def _obstacles(pod: PodExplanation) -> Iterator[RenderableType]:
    """What keeps the Pod from becoming ready."""
    if not pod.obstacles:
        return
    yield Text(title(pod.obstacles), style="bold red" if pod.halt else "bold yellow")
    for each in pod.obstacles:
        yield Padding(Text(f"{sentence(each, pod.object)}."), (0, 0, 0, 2))
        if each.finding.why:
            yield Padding(Text(each.finding.why), (0, 0, 0, 4))
    yield Text()


def _file_access(pod: PodExplanation) -> Iterator[RenderableType]:
    if not pod.file_access:
        return
    yield Text("File access", style="bold")
    table = Table()
    for heading in ACCESS_TITLES:
        table.add_column(heading)
    for row in access_rows(pod.file_access):
        table.add_row(*row)
    yield table
    yield Text()


def _pod_security(part: PodSecurity) -> Iterator[RenderableType]:
    yield Text(f"Pod Security Standards, version {part.version}", style="bold")
    table = Table()
    table.add_column("Check")
    for heading in LEVELS:
        table.add_column(heading, no_wrap=True)
    for control, allowed in part.by_control.items():
        table.add_row(control, *map(_check, allowed))
    table.add_row("Verdict", *(_verdict(each.allowed) for each in part.levels), style="bold")
    yield table
    yield Text(NOT_CHECKED, style="dim")
    yield Text()
    for level in part.levels:
        yield Text(f"{level.level}: {history_words(level)}")
    yield from map(Text, asked_words(part))
    if part.missing:
        yield Text()
        yield Text("To meet restricted:", style="bold")
    for check in part.missing:
        yield Padding(Text(check.messages[-1]), (0, 0, 0, 2))
        for each in check.fields:
            yield Whole(f"    {each.field}  line {each.line}", style="cyan")


def _check(allowed: bool | None) -> Text:
    style = "" if allowed is None else "green" if allowed else "red"
    return Text(check_word(allowed), style=style)


def _verdict(allowed: bool) -> Text:
    return Text(verdict_word(allowed), style="green" if allowed else "red")
