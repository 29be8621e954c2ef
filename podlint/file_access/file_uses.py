"""What a command line does with files: which it runs, reads, writes, or gives to another user.

Only what is written out is read: paths with variables of the shell or with substitutions are left
out, and so are relative paths if the working directory is not known. Of scripts, all single
commands are read, as by `podlint.pods.commands.scripts`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from podlint.file_access.permission import UNKNOWN
from podlint.file_access.places import expanded
from podlint.pods.commands.outputs import targets_of
from podlint.pods.commands.scripts import Command, commands_of, that_matter
from podlint.pods.commands.words import command_line, program_name, shell_script
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models import Container

__all__ = ["FileUse", "UseKind", "file_uses", "main_uses", "started_file"]

UseKind: TypeAlias = Literal["run", "read", "write", "own", "mode"]
"""What happens to a file. ``write`` includes to create and to delete it."""

_STARTERS = frozenset(
    "catatonit command dumb-init env exec nice nohup setsid stdbuf time timeout tini".split()
)
"""Programs that start the program in their arguments."""
_INTERPRETERS = frozenset("ash bash dash ksh node perl php python python3 ruby sh zsh".split())
_READS = frozenset("base64 cat head md5sum sha256sum sort source tail wc . ".split())
_CHANGES_ALL = frozenset("mkdir rm rmdir touch truncate".split())


class FileUse(Frozen):
    """One use of a file.

    Attributes:
        kind: What happens to the file.
        path: Its absolute path.
        program: The program that does it; ``>`` for a redirection.
        matters: Whether the command line fails if this fails.
        user: For ``own``: the new owner; None if it stays, `UNKNOWN` for a name other than root.
        group: For ``own``: the new group, in the same way.
        tolerant: The program succeeds if there is nothing to change: ``mkdir -p``, ``rm -f``.
        creates: The program makes a file of this name, and never changes an existing directory.
    """

    kind: UseKind
    path: str
    program: str
    matters: bool
    user: int | None = None
    group: int | None = None
    tolerant: bool = False
    creates: bool = False


def main_uses(container: Container) -> tuple[FileUse, ...]:
    """What the command line of a container does with files; nothing if the image decides it."""
    return tuple(file_uses(container, command_line(container)))


def started_file(container: Container, words: Sequence[str]) -> str | None:
    """The file that is executed first, without a shell that could interpret it instead.

    None if it is searched in the directories of ``PATH``.
    """
    word = expanded(container, words[0]) if words else None
    if not word or "/" not in word:
        return None
    return _absolute(word, container.working_dir)


def file_uses(container: Container, words: Sequence[str]) -> Iterator[FileUse]:
    """What a command line does with files, in order."""
    plain = tuple(expanded(container, word) or word for word in words)
    commands = commands_of(plain)
    important = that_matter(commands, plain)
    folder = container.working_dir
    for number, command in enumerate(commands):
        if command.program == "cd":
            target = command.operands[0] if command.operands else "$HOME"
            folder = None if command.nested else _absolute(target, folder)
            continue
        matters = number in important
        for path in command.writes:
            if at := _absolute(path, folder):
                yield FileUse("write", at, ">", matters, creates=True)
        yield from _uses(command, folder, matters)
    script = None if commands else _script_file(plain)
    if script and (at := _absolute(script, folder)):
        yield FileUse("read", at, program_name(plain[0]), matters=True)


def _uses(command: Command, folder: str | None, matters: bool) -> Iterator[FileUse]:
    words = _started(command.words)
    if not words:
        return
    started = Command(words)
    if "/" in words[0] and (at := _absolute(words[0], folder)):
        yield FileUse("run", at, words[0], matters)
    for use in _by_program(started):
        if at := _absolute(use.path, folder):
            yield use.replace(path=at, matters=matters)


def _by_program(command: Command) -> Iterator[FileUse]:
    """The uses by a program, with paths as they are written."""
    program = command.program
    if program in ("chown", "chgrp"):
        yield from _owned(command)
    elif program == "chmod":
        modes = [word for word in command.words[1:] if not re.fullmatch(r"-[Rvcf]+|--\w+", word)]
        yield from (FileUse("mode", path, program, matters=True) for path in modes[1:])
    elif program in _CHANGES_ALL or (program == "sed" and command.has_option("i", "--in-place")):
        tolerant = command.has_option({"mkdir": "p", "rm": "f"}.get(program, ""))
        operands = command.operands[1:] if program == "sed" else _changed(command)
        for path in operands:
            yield FileUse("write", path, program, matters=True, tolerant=tolerant)
    elif program in _READS or (program in _INTERPRETERS and not command.has_option("cem")):
        most = 1 if program in _INTERPRETERS or program in (".", "source") else None
        yield from (FileUse("read", each, program, True) for each in command.operands[:most])
    else:
        if program in ("cp", "mv"):
            last = command.option("-t", "--target-directory") or "".join(command.operands[-1:])
            for path in command.operands:
                if path != last:
                    yield FileUse("read", path, program, matters=True)
        if program == "ln" and len(command.operands) > 1:
            yield FileUse("write", command.operands[-1], program, matters=True)
        for path in targets_of(command) or ():
            yield FileUse("write", path, program, matters=True)


def _changed(command: Command) -> tuple[str, ...]:
    """The operands of a program that changes them all, without the values of its options."""
    valued = {"mkdir": ("-m", "--mode"), "touch": ("-d", "-r", "-t"), "truncate": ("-s", "-r")}
    skipped = valued.get(command.program, ())
    return tuple(
        word
        for previous, word in zip(command.words, command.words[1:], strict=False)
        if not word.startswith("-") and previous not in skipped
    )


def _owned(command: Command) -> Iterator[FileUse]:
    if any(word.startswith(("--reference", "--from")) for word in command.words):
        return
    wanted, *paths = command.operands or ("",)
    user, group = _ids(wanted) if command.program == "chown" else (None, _id(wanted))
    for path in paths:
        yield FileUse("own", path, command.program, True, user, group)


def _ids(wanted: str) -> tuple[int | None, int | None]:
    user, separator, group = re.sub(r"^([^:.]*)\.", r"\1:", wanted).partition(":")
    return _id(user), (_id(group) or UNKNOWN if separator and not group else _id(group))


def _id(name: str) -> int | None:
    """A number, or 0 for root; `UNKNOWN` for other names, None for nothing."""
    if not name:
        return None
    if name.isascii() and name.isdigit():
        return int(name[:10])
    return 0 if name == "root" else UNKNOWN


def _started(words: Sequence[str]) -> tuple[str, ...]:
    """The words without leading programs that only start others, and without their options."""
    rest = list(words)
    while rest and program_name(rest[0]) in _STARTERS:
        rest.pop(0)
        while rest and re.match(r"-|\w+=|\d+(?:\.\d+)?[smhd]?$", rest[0]):
            rest.pop(0)
    return tuple(rest)


def _script_file(words: Sequence[str]) -> str | None:
    """The script of ``sh FILE``, also behind programs that start the shell."""
    rest = _started(words)
    if len(rest) < 2 or program_name(rest[0]) not in _INTERPRETERS or shell_script(rest):
        return None
    return next((word for word in rest[1:] if not word.startswith("-")), None)


def _absolute(path: str, folder: str | None) -> str | None:
    """An absolute path, or None if it is not known."""
    if re.search(r"[$`~{]", path):
        return None
    joined = posixpath.join(folder or "", path)
    return posixpath.normpath(joined) if joined.startswith("/") else None
