"""Explanations as text, for people."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding

from podlint.explain.pod import Explanation, PodExplanation
from podlint.explain.pod_security import LEVELS, LevelResult, PodSecurity, asked_words
from podlint.explain.terminal import Table, Text, Whole
from podlint.explain.text_life import life_part
from podlint.explain.text_resources import resources_part
from podlint.explain.words import without_pods
from podlint.visible import harmless

_WIDTH = 120
"""Of text that goes to no terminal."""


def render(
    explanations: Sequence[Explanation], *, color: bool = False, width: int | None = None
) -> str:
    """The explanations of files; ends with a line break.

    Args:
        explanations: The files.
        color: Write colours.
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
            title = Whole(f"{pod.object}  {explanation.path}:{pod.line}", "bold")
            for part in (title, *_pod(pod, said)):
                console.print(part, soft_wrap=isinstance(part, Whole))
        for line in without_pods(explanation):
            console.print(Whole(line), soft_wrap=True)
    lines = (line.rstrip() for line in stream.getvalue().split("\n"))
    return harmless("\n".join(lines), color=color)


def _pod(pod: PodExplanation, said: set[str]) -> Iterator[RenderableType]:
    if pod.partial:
        yield Text("Only a part of a Pod: what it lacks may come from elsewhere.", style="yellow")
    yield Text()
    yield _containers(pod)
    yield Text()
    yield from resources_part(pod.resources, pod.own_resources, pod.partial)
    yield Text()
    yield from life_part(pod.life)
    yield Text()
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
    for heading in ("Container", "", "image"):
        table.add_column(heading, overflow="fold")
    for container in pod.containers:
        table.add_row(container.name or "?", container.sort, container.image or "-")
    return table


def _pod_security(part: PodSecurity) -> Iterator[RenderableType]:
    table = Table(title_justify="left")
    for heading in (f"Pod Security {part.version}", *LEVELS):
        table.add_column(heading, no_wrap=True)
    for control, allowed in _by_control(part).items():
        table.add_row(control, *map(_verdict, allowed))
    table.add_row("Verdict", *(_verdict(each.allowed) for each in part.levels), style="bold")
    yield table
    yield Text("- this level does not ask for it", style="dim")
    yield Text()
    for level in part.levels:
        yield Text(f"{level.level}: {_history(level)}")
    yield from map(Text, asked_words(part))
    if part.missing:
        yield Text()
        yield Text("To reach restricted:", style="bold")
    for check in part.missing:
        yield Padding(Text(check.messages[-1]), (0, 0, 0, 2))
        for each in check.fields:
            yield Whole(f"    {each.field}  line {each.line}", style="cyan")


def _by_control(part: PodSecurity) -> dict[str, list[bool | None]]:
    """The verdicts by what the documentation lists: each level has a check of its own for some."""
    rows: dict[str, list[bool | None]] = {}
    for check in part.checks:
        row = rows.setdefault(check.control, [None] * len(LEVELS))
        row[:] = [new if old is None else old for old, new in zip(row, check.allowed, strict=True)]
    return rows


def _verdict(allowed: bool | None) -> Text:
    if allowed is None:
        return Text("-")
    return Text("ok", style="green") if allowed else Text("refused", style="red")


def _history(level: LevelResult) -> str:
    """When the verdict is what: `allowed up to v1.33, refused from v1.34`."""
    (_, first), *changes = level.history
    if not changes:
        return f"{_word(first)} by every version"
    words = [f"{_word(first)} before {changes[0][0]}"]
    words += [f"{_word(allowed)} from {version}" for version, allowed in changes]
    return ", ".join(words)


def _word(allowed: bool) -> str:
    return "allowed" if allowed else "refused"
