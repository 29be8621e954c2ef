"""The files that a command line writes, if that is all it does."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from podlint.pods.commands.scripts import Command, cloned_to, commands_of
from podlint.startup.frozen import Frozen

__all__ = ["Output", "outputs_of", "targets_of"]

_NEUTRAL = frozenset(
    """
    : [ [[ apk apt apt-get awk cat cd chgrp chmod chown cut date dnf echo env exit export find grep
    head hostname id ls mkdir nc nslookup printf pwd sed seq set sleep sort stat sync tail test
    touch true umask uname unset wait whoami yum
    """.split()
)
"""Programs that change nothing outside the container and write to the log."""


class Output(Frozen):
    """A file or directory that a command writes.

    Attributes:
        program: The program that writes it, or ``>`` for a redirection.
        path: The absolute path.
    """

    program: str
    path: str


def outputs_of(words: Sequence[str], folder: str | None) -> tuple[Output, ...]:
    """The files that a command line writes; empty if it may do anything more or is not understood.

    Args:
        words: The command line.
        folder: The working directory, or None if it is not known.
    """
    found: list[Output] = []
    for command in commands_of(words):
        if command.program == "cd" and command.operands:
            folder = posixpath.join(folder or "", command.operands[0])
        targets = None if command.program in _NEUTRAL else targets_of(command)
        if targets is None and command.program not in _NEUTRAL:
            return ()
        written = [(">", path) for path in command.writes]
        written += [(command.program, path) for path in targets or ()]
        for program, path in written:
            absolute = posixpath.normpath(posixpath.join(folder or "", path))
            if not absolute.startswith("/") or "$" in absolute:
                return ()
            found.append(Output(program, absolute))
    return tuple(found)


def targets_of(command: Command) -> list[str] | None:
    """The paths that a program writes; None if the program is not known or may write elsewhere."""
    match command.program:
        case "cp" | "mv" | "install":
            target = command.option("-t", "--target-directory")
            return [target] if target else list(command.operands[1:][-1:])
        case "tee":
            return list(command.operands)
        case "wget":
            target = command.option("--output-document", "--directory-prefix")
            target = target or _short_option(command, "OP") or "."
            return None if _uploads(command) else [target] if target != "-" else []
        case "curl":
            target = command.option("--output") or _short_option(command, "o")
            return None if _uploads(command) or not target or target == "-" else [target]
        case "tar":
            target = command.option("-C", "--directory")
            return [target] if target and _extracts(command) else None
        case "unzip":
            target = command.option("-d")
            return [target] if target else None
        case "git":
            folder = cloned_to(command)
            return [folder] if folder else None
    return None


def _short_option(command: Command, letters: str) -> str | None:
    """The value of a one-letter option, alone or grouped: ``-qO-``, ``-fsSLo FILE``."""
    for word, following in zip(command.words, (*command.words[1:], ""), strict=True):
        if found := re.fullmatch(rf"-[A-Za-z]*?[{letters}](.*)", word):
            return found[1] or following or None
    return None


def _uploads(command: Command) -> bool:
    options = {"-d", "--data", "-F", "--form", "-T", "--upload-file", "-X", "--request"}
    return any(
        word in options or word.startswith(("--data", "--post", "--method"))
        for word in command.words
    )


def _extracts(command: Command) -> bool:
    return command.has_option("x", "--extract") or "x" in command.words[1][:3]
