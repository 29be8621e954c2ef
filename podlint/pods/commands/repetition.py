"""Commands that succeed only once: run again, they find their own result and fail.

Init containers run again if one of them fails, if the sandbox of the Pod is created again, and in
every new Pod (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from podlint.document.shortening import one_line
from podlint.pods.commands.scripts import Command, cloned_to, commands_of, that_matter
from podlint.startup.frozen import Frozen

__all__ = ["Unrepeatable", "unrepeatable"]

_MOST_COMMANDS = 500
"""Maximum number of commands to check in a script, because each is compared with all before it."""


class Unrepeatable(Frozen):
    """A command that fails when it runs again.

    Attributes:
        text: The command, shortened.
        path: The absolute path whose existence makes it fail; None if it is not a file, but an
            object in a database or in the cluster.
        remedy: What to write instead: a sentence without the final stop.
    """

    text: str
    path: str | None
    remedy: str


def unrepeatable(words: Sequence[str], folder: str | None) -> Iterator[Unrepeatable]:
    """The commands that fail when they run again and make the command line fail.

    Args:
        words: The command line.
        folder: The working directory, or None if it is not known.
    """
    commands = commands_of(words)
    matters = that_matter(commands, words)
    for position, command in enumerate(commands[:_MOST_COMMANDS]):
        if command.program == "cd" and command.operands:
            folder = posixpath.join(folder or "", command.operands[0])
            continue
        found = _once(command)
        if not found or position not in matters:
            continue
        target, remedy = found
        path = posixpath.normpath(posixpath.join(folder or "", target)) if target else None
        if path and (not path.startswith("/") or _in_the_way(path, command, commands[:position])):
            continue
        yield Unrepeatable(one_line(" ".join(command.words)), path, remedy)


def _in_the_way(path: str, command: Command, before: Sequence[Command]) -> bool:
    """Whether an earlier command removes the path or, for ``mv``, creates it again."""
    if command.program == "mv":
        root = "/".join(path.split("/")[:2])
        return any(word.startswith(root) for each in before for word in (*each.words, *each.writes))
    return any(
        each.program == "rm" and path.startswith(word.rstrip("/*"))
        for each in before
        for word in each.operands
    )


def _once(command: Command) -> tuple[str | None, str] | None:
    """The path whose existence makes a second run fail, or None, and the remedy."""
    if finder := _FINDERS.get(command.program):
        found = finder(command)
        return (found, _REMEDIES[command.program]) if found else None
    text = " ".join(command.words[1:])
    for names, pattern, remedy in _STATEFUL:
        if names.search(command.program) and pattern.search(text):
            return None, remedy
    return None


def _mkdir(command: Command) -> str | None:
    return None if command.has_option("p", "--parents") else next(iter(command.operands), None)


def _ln(command: Command) -> str | None:
    forced = command.has_option("f", "--force")
    return None if forced or len(command.operands) < 2 else command.operands[-1]


def _mv(command: Command) -> str | None:
    moved = command.operands[:-1]
    return moved[0] if moved and "*" not in moved[0] else None


def _initdb(command: Command) -> str | None:
    return command.option("-D", "--pgdata")


def _keytool(command: Command) -> str | None:
    makes = {"-import", "-importcert", "-genkey", "-genkeypair"}
    return command.option("-keystore") if makes.intersection(command.words) else None


def _ssh_keygen(command: Command) -> str | None:
    return command.option("-f") if command.has_option("tN") else None


_FINDERS = {
    "git": cloned_to, "initdb": _initdb, "keytool": _keytool, "ln": _ln, "mkdir": _mkdir,
    "mkfifo": _mkdir, "mv": _mv, "ssh-keygen": _ssh_keygen,
}  # fmt: skip
_REMEDIES = {
    "git": "Clone only if the directory does not exist, otherwise run `git fetch`.",
    "initdb": "Run `initdb` only if the file `PG_VERSION` does not exist.",
    "keytool": "Remove the keystore or the alias first.",
    "ln": "Write `ln -sfn`.",
    "mkdir": "Write `mkdir -p`.",
    "mkfifo": "Create the FIFO only if it does not exist.",
    "mv": "Use `cp` instead, or move the files only if they exist.",
    "ssh-keygen": "Create the key only if it does not exist.",
}
_STATEFUL = tuple(
    (re.compile(names), re.compile(pattern, re.IGNORECASE), remedy)
    for names, pattern, remedy in (
        (
            r"(?:psql|mysql|mariadb)\b",
            r"\bcreate\s+(?:database|role|schema|table|user)\s++(?!if\s+not\s+exists)",
            "Create only what does not exist yet, for example with `IF NOT EXISTS`.",
        ),
        (
            r"create(?:db|user)$",
            r"^(?!--help).",
            "Create the database or user only if it does not exist.",
        ),
        (r"manage\.py$", r"^createsuperuser\b", "Create the user only if it does not exist."),
        (r"", r"manage\.py createsuperuser\b", "Create the user only if it does not exist."),
        (
            r"kubectl\b",
            r"^(?!.*--dry-run)(?!.*\s-f\b)(?:.*\s)?create\s++(?!token\b|-)",
            "Use `kubectl apply`, or check first whether the object exists.",
        ),
        (
            r"helm\b",
            r"^(?!.*(?:--generate-name|(?:^|\s)-g\b|(?:^|\s)plugin\s))(?:.*\s)?install\s",
            "Use `helm upgrade --install`.",
        ),
        (
            r"kafka-topics(?:\.sh)?\b",
            r"^(?!.*--if-not-exists).*--create\b",
            "Add `--if-not-exists`.",
        ),
        (r"mc$", r"^mb\s++(?!.*(?:-p\b|--ignore-existing))", "Add `--ignore-existing`."),
        (r"rabbitmqctl$", r"^add_user\b", "Check `rabbitmqctl list_users` first."),
        (r"vault$", r"^operator\s+init\b", "Check `vault operator init -status` first."),
    )
)
"""Programs, arguments that cannot be used twice, and what to write instead."""
