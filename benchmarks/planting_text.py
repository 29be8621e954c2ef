"""Plant faults of the text, which no data can have, into the text of a manifest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Plant = Callable[[str], tuple[str, int] | None]
"""The text with the fault, and the 1-based line it is on; None where there is no place for it."""

_IMAGE = re.compile(r"( {2,})image: *[^\s#&*|>]+ *$")
_KIND = re.compile(r"kind: *['\"]?[A-Z]\w*['\"]? *$")
_NAME = re.compile(r"  name: *[^\s#&*|>]+ *$")


def _beside(pattern: re.Pattern[str], make: Callable[[str], str], below: bool = True) -> Plant:
    """Put a line that is made of the first that matches, below it or in its place."""

    def plant(text: str) -> tuple[str, int] | None:
        lines = text.rstrip("\n").split("\n")
        index = next((i for i, line in enumerate(lines) if pattern.match(line)), None)
        if index is None:
            return None
        place = index + below
        lines[place : index + 1] = [make(lines[index])]
        return "\n".join(lines) + "\n", place + 1

    return plant


def _after(addition: str) -> Plant:
    def plant(text: str) -> tuple[str, int] | None:
        if text.lstrip().startswith("{"):
            return None
        text = text.rstrip("\n") + "\n"
        return text + addition, text.count("\n") + 2

    return plant


def _merge(text: str) -> tuple[str, int] | None:
    text = text.removeprefix("---\n")
    found = _beside(_NAME, lambda _: "  <<: *planted")(text)
    return found and ("x-planted: &planted\n  name: other\n" + found[0], found[1] + 2)


PLANTS: dict[str, tuple[Plant, ...]] = {
    "content-after-document": (_after("...\nkind: Lost\n"),),
    "duplicate-key": (_beside(_IMAGE, lambda line: f"{line}-other"),),
    "invalid-yaml": (
        _beside(_IMAGE, lambda line: f"{line.split('image')[0][1:]}command: [run]"),
        _beside(_NAME, lambda _: "  name: *planted", below=False),
    ),
    "overwritten-merge-key": (_merge,),
    "unknown-kind": (
        _beside(_KIND, lambda line: f"kind:{line[5:].lower()}", below=False),
        _beside(_KIND, lambda line: f"Kind:{line[5:]}", below=False),
    ),
    "unused-suppression": (
        _beside(
            _IMAGE,
            lambda line: f"{line.split('image')[0]}# podlint: ignore[privileged-contaner] needed",
        ),
        _beside(
            _IMAGE,
            lambda line: f"{line.rstrip()}  # podlint: ignore checked elsewhere",
            below=False,
        ),
    ),
}
"""By the rule, a way for each of its faults."""


def plants(rule: str) -> Iterator[Plant]:
    """The ways to plant the faults that a rule finds in texts."""
    yield from PLANTS.get(rule, ())
