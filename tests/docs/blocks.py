"""The fenced blocks of a Markdown page: what a reader copies.

A comment in front of a block changes how the tests treat it:

    <!-- not run: REASON -->    the block is not run; the reasons are a closed list, and counted
    <!-- exits with N -->       its last command ends with N, where 0 and 1 are usual
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
]
"""What is written for users. Records of the project (decisions, precision) stay as they are."""

_FENCE = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]*) -->\n+)?"
    r"(?:<!-- exits with (?P<exit>\d+) -->\n+)?"
    r"^(?P<indent> *)```(?P<language>\w*)(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_TITLE = re.compile(r'title="([^"]*)"')


class Block(NamedTuple):
    """A fenced block.

    Attributes:
        line: The 1-based line of its fence.
        language: What it holds: ``console``, ``python``, ``yaml``.
        title: The file that it shows, or None.
        text: What it holds, without the indentation of the fence.
        indent: The blanks before the fence.
        reason: Why it is not run, or None.
        exit: The exit code of its last command, if that is neither 0 nor 1.
        start: Where `text` begins in the page.
        end: Where it ends.
        after: What stands between this block and the one before it.
    """

    line: int
    language: str
    title: str | None
    text: str
    indent: str
    reason: str | None
    exit: int | None
    start: int
    end: int
    after: str


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page, in order."""
    position = 0
    for match in _FENCE.finditer(page):
        title = _TITLE.search(match["info"])
        yield Block(
            line=page.count("\n", 0, match.start("language")) + 1,
            language=match["language"],
            title=title and title[1],
            text=textwrap.dedent(match["text"]) if match["indent"] else match["text"],
            indent=match["indent"],
            reason=match["reason"],
            exit=int(match["exit"]) if match["exit"] else None,
            start=match.start("text"),
            end=match.end("text"),
            after=page[position : match.start()],
        )
        position = match.end()


class Command(NamedTuple):
    """A command of a console block, and what it prints; an output of None is not shown."""

    line: str
    output: str | None


def commands(block: Block) -> list[Command]:
    """The commands of a console block; lines after ``$`` go on while they end in a backslash."""
    found: list[list[str]] = []
    outputs: list[list[str]] = []
    goes_on = False
    for line in block.text.splitlines():
        if goes_on:
            found[-1].append(line)
        elif line.startswith("$ "):
            found.append([line[2:]])
            outputs.append([])
        else:
            outputs[-1].append(line)
        goes_on = (goes_on or line.startswith("$ ")) and line.endswith("\\")
    return [
        Command("\n".join(lines), "\n".join(output).strip("\n") or None)
        for lines, output in zip(found, outputs, strict=True)
    ]
