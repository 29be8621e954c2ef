"""The commands whose exit code decides over a loop or a branch of a shell script.

Only a condition that is one command is recognized: ``until nslookup db >/dev/null; do``. The exit
code of a pipeline or of a list is that of another command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podlint.pods.commands.scripts import Command, commands_of
from podlint.pods.commands.words import shell_script
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["Condition", "conditions_of"]

_CONDITION = pattern(
    r"(?<![\w-])(?P<keyword>until|while|if)\s+(?P<negated>!\s+)?"
    r"(?P<command>(?:[^;|&\n]|\d?>&\d|&>)+)[;\n]\s*(?:do|then)(?![\w-])"
)
_LONGEST = 4000
"""Characters of a script in which podlint looks for conditions."""


class Condition(Frozen):
    """A command that is the condition of a loop or a branch.

    Attributes:
        command: The command.
        keyword: ``until``, ``while`` or ``if``.
        negated: Whether ``!`` stands in front of the command.
    """

    command: Command
    keyword: str
    negated: bool

    @property
    def waits(self) -> bool:
        """Whether a loop goes on until the command succeeds."""
        return (self.keyword == "until") != self.negated and self.keyword != "if"


def conditions_of(words: Sequence[str]) -> Iterator[Condition]:
    """The conditions of the script in a command line that consist of a single command."""
    script = (shell_script(words) or "")[:_LONGEST].replace("\\\n", " ")
    for found in _CONDITION.finditer(script):
        commands = commands_of(["sh", "-c", re.sub(r"\s+", " ", found["command"])])
        if len(commands) == 1:
            yield Condition(commands[0], found["keyword"], bool(found["negated"]))
