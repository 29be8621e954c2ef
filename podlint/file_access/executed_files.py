"""The files that the command lines of a container execute, by a path or by a mounted name.

A shell that interprets a file reads it and does not execute it: ``sh /scripts/start.sh``.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Place
from podlint.file_access.file_uses import file_uses, started_file
from podlint.file_access.places import Reached, reach, word_place
from podlint.models import Container
from podlint.pods.commands.words import all_command_lines, shell_script
from podlint.pods.volumes.mounts import normal_path
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["ExecutedFile", "executed_files"]

_SEARCHED = frozenset("/bin /sbin /usr/bin /usr/local/bin /usr/local/sbin /usr/sbin".split())
_CONDITIONAL = pattern(r"\|\||\b(?:if|case|test|trap)\b|\[|\bchmod\b")


class ExecutedFile(Frozen):
    """A file that a command line executes.

    Attributes:
        reached: Where its path leads.
        at: The place of the word in the command line.
        certain: Whether the container does not start if the file cannot be executed.
    """

    reached: Reached
    at: Place
    certain: bool


def executed_files(container: Container) -> Iterator[ExecutedFile]:
    """The files that certainly are to be executed.

    Of a script, these are the ones with which the script fails, and in a script without conditions
    all of them.
    """
    for at, words in all_command_lines(container):
        path = started_file(container, words) if at.path[-1] == "command" else None
        if path:
            own = at.path[:-1] == container.at.path
            yield ExecutedFile(reach(container, path), at / 0, own)
            if shell_script(words) is None:
                continue
        if at.path[-1] == "command" and (found := _searched(container, words[0])):
            yield ExecutedFile(found, at / 0, False)
            continue
        plain = not _CONDITIONAL.search(shell_script(words) or "")
        changed: set[str] = set()
        for use in file_uses(container, words):
            if use.kind == "mode":
                changed.add(use.path)
            elif use.kind == "run" and (use.matters or plain) and use.path not in changed:
                reached = reach(container, use.path)
                yield ExecutedFile(reached, word_place(at, use.program), False)


def _searched(container: Container, word: str) -> Reached | None:
    """The mounted file that the runtime finds for a program without a path."""
    for mount in container.volume_mounts:
        folder, _, name = normal_path(mount.mount_path or "/").rpartition("/")
        if name == word and folder in _SEARCHED and (mount.sub_path or mount.sub_path_expr):
            return reach(container, f"{folder}/{name}")
    return None
