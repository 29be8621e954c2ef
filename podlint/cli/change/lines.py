"""Finds the lines that differ between two states of files, as git shows them in a diff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from podlint.cli.git import run
from podlint.engine.held_signals import signals_held_back
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["NO_CHANGES", "Changes", "changes"]

_FILES = pattern(rb"diff --git before/(\d+) after/(\d+)")
_LINES = pattern(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")

_OPTIONS = (
    "--no-index", "--text", "--unified=0", "--inter-hunk-context=0", "--find-renames",
    "--full-index", "--src-prefix=", "--dst-prefix=", "--no-relative", "--diff-filter=MR",
    "-O/dev/null",
)  # fmt: skip


class Changes(Frozen):
    """The differences between two states of files.

    Attributes:
        renamed: The earlier path of each renamed file, by its path now.
        lines: The changed lines by path now: pairs of the first line and the line after the last
            one, from 1.
        new: The files that did not exist, under this name or another one.
    """

    renamed: Mapping[str, str]
    lines: Mapping[str, Sequence[tuple[int, int]]]
    new: frozenset[str]

    def touch(self, path: str, first: int, last: int) -> bool:
        """Whether one of some lines of a file has changed."""
        spans = self.lines.get(path, ())
        return path in self.new or any(start <= last and first < end for start, end in spans)


NO_CHANGES = Changes({}, {}, frozenset())


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Compare the texts of files.

    Args:
        before: The texts by path, of files that have changed and of files that no longer exist.
        after: The texts by path, of files that have changed and of files that did not exist.

    Raises:
        GitFailedError: git cannot compare them.
    """
    # git gets numbers instead of names: names in a repository may contain anything.
    names = dict(enumerate(dict.fromkeys((*before, *after))))
    renamed: dict[str, str] = {}
    lines: dict[str, list[tuple[int, int]]] = {}
    spans: list[tuple[int, int]] = []
    for line in _diff(names, before, after).split(b"\n"):
        if line[:1] == b"@":
            if found := _LINES.match(line):
                start, count = int(found[1]), int(found[2] or 1)
                spans.append((start, start + count))
        elif found := _FILES.fullmatch(line):
            old, path = names[int(found[1])], names[int(found[2])]
            spans = lines[path] = []
            if old != path:
                renamed[path] = old
    new = after.keys() - before.keys() - renamed.keys()
    return Changes(renamed, lines, frozenset(new))


def _diff(names: Mapping[int, str], before: Mapping[str, str], after: Mapping[str, str]) -> bytes:
    # A signal while git runs would leave the folder behind.
    with signals_held_back(), TemporaryDirectory(prefix="podlint-") as folder:
        for state, texts in (("before", before), ("after", after)):
            place = Path(folder, state)
            place.mkdir()
            for number, name in names.items():
                if name in texts:
                    (place / str(number)).write_bytes(_comparable(texts[name]))
        return run(("diff", *_OPTIONS, "before", "after"), folder, fine=(0, 1))


def _comparable(text: str) -> bytes:
    """The text with podlint's lines: those of git end at LF only."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "surrogatepass")
