"""Loops in scripts that end only when a server answers: ``until nc -z localhost 80; do :; done``.

Only a loop that always runs and that nothing else ends is recognized, so that a wait that gives up
after some tries is not taken for one that never ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podlint.pods.commands.connections import Connection, connections_of
from podlint.pods.commands.words import shell_script
from podlint.startup.lazy_pattern import pattern

__all__ = ["awaited_by", "without_loops"]

_LOOP = pattern(
    r"(?<![\w-])(?:until|while\s+!)\s+(?P<condition>[^;\n]*)[;\n]\s*do\b(?P<body>.*?)"
    r"(?<=[;\s])done(?![\w-])(?P<rest>[^;\n]*)",
    re.DOTALL,
)
_CONDITIONAL = pattern(r"\b(?:if|case|for|while|until|exit|return|exec|trap)\b|&&|\|\||\(\)|&")
_GIVES_UP = pattern(r"\b(?:break|exit|return|timeout|kill)\b|\$\(\(|-(?:lt|le|gt|ge|eq)\b|\|\||&&")
_BACKGROUND = pattern(r"(?<![&>])&(?![&>])")
_LONGEST = 4000
"""Characters of a script in which podlint looks for loops."""


def awaited_by(words: Sequence[str]) -> Iterator[Connection]:
    """The connections that must succeed before a command line goes on.

    Only connections to one host in each loop are yielded, because a condition with several commands
    may be met in other ways.
    """
    script = (shell_script(words) or "")[:_LONGEST].replace("\\\n", " ")
    start = 0
    for loop in _LOOP.finditer(script):
        before = script[start : loop.start()]
        if (
            _CONDITIONAL.search(before)
            or _GIVES_UP.search(loop["body"])
            or _BACKGROUND.search(loop["rest"])
        ):
            return
        found = connections_of(["sh", "-c", loop["condition"]])
        if len(found) == 1 and not _GIVES_UP.search(loop["condition"]):
            yield found[0]
        start = loop.end()


def without_loops(words: Sequence[str]) -> str:
    """The text of a command line without its waiting loops."""
    return _LOOP.sub(" ", " ".join(words)[:_LONGEST])
