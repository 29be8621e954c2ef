"""Who wrote a line of a file, and when, by git."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from podlint.cli.git import GitFailedError, NoGitError, run
from podlint.reading.inputs import Inputs
from podlint.reading.repository_root import repository_root

__all__ = ["Change", "authors_of"]

_MOST_LINES = 50
"""If more lines are asked for, git is asked for all lines of the file."""

_UNCOMMITTED = "0" * 40


class Change(NamedTuple):
    """The last change of a line.

    Attributes:
        author: The name of the author.
        day: The day of the author, in UTC.
        commit: The hash of the commit.
        is_oldest: The repository knows no earlier commit, so the line may be older.
    """

    author: str
    day: date
    commit: str
    is_oldest: bool


def authors_of(path: Path, lines: Iterable[int], inputs: Inputs) -> dict[int, Change]:
    """The last change of each line of a file; nothing for lines that are not in a commit.

    Args:
        path: The file.
        lines: The lines, from 1.
        inputs: The file system.
    """
    real = Path(inputs.real(path))
    root = repository_root(inputs, real.parent)
    wanted = sorted({*lines})
    if root is None or not wanted:
        return {}
    ranges = [] if len(wanted) > _MOST_LINES else [f"-L{line},{line}" for line in wanted]
    name = os.path.relpath(real, root)
    try:
        answer = run(("blame", "--line-porcelain", *ranges, "--", name), root)
    except (GitFailedError, NoGitError):
        return {}
    found = dict(_changes(answer.decode("utf-8", "replace")))
    return {line: found[line] for line in wanted if line in found}


def _changes(answer: str) -> Iterator[tuple[int, Change]]:
    """The lines in the answer of git, each with its change."""
    commit, line, author, time, oldest = "", 0, "", 0, False
    for each in answer.split("\n"):
        word, _, rest = each.partition(" ")
        if each.startswith("\t"):
            if commit != _UNCOMMITTED:
                day = datetime.fromtimestamp(time, UTC).date()
                yield line, Change(author, day, commit, oldest)
            oldest = False
        elif word == "author":
            author = rest
        elif word == "author-time":
            time = int(rest)
        elif word == "boundary":
            oldest = True
        elif len(word) in (40, 64) and rest[:1].isdigit():
            commit, line = word, int(rest.split(" ")[1])
