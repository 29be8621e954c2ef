"""What the command line of a container does, as far as its text shows.

Kubernetes runs ``command`` and ``args`` without a shell
(https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/), so
only a script passed to a shell is parsed as a script. In doubt, the result is "not known": a script
with more than simple commands is neither said to end nor to run forever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple

from podlint.document import Place
from podlint.models import Container
from podlint.pods.commands.lexer import tokens
from podlint.pods.images.families import default_program, takes_args_as_command
from podlint.startup.lazy_pattern import pattern

_SHELLS = frozenset({"ash", "bash", "dash", "ksh", "sh", "zsh"})

_OTHER_SHELLS = pattern(
    r"(?:^|[/\\])(?:cmd|c?sh|fish|powershell|pwsh|tcsh)(?:\.exe)?$", re.IGNORECASE
)
"""Shells whose scripts are not parsed."""

_SEPARATORS = frozenset({";", ";;", "&&", "||", "|", "|&", "\n"})

_SHORT = frozenset(
    """
    basename cat cd chmod chown cp curl cut date df dig dirname du echo env exit export expr
    false find grep head hostname id ln ls mkdir mktemp mv nslookup printenv printf ps pwd rm
    rmdir sed set sort tar test touch tr true umask uname unset wc wget whoami
    """.split()
)
"""Programs that exit when their work is done."""

_ONLY_PRINTS = (("--help",), ("--version",))
"""The arguments with which nearly every program prints a text and exits."""

_LONG_SLEEP_SECONDS = 600
"""The kubelet resets the back-off delay of a container that ran for ten minutes."""

_CENTURIES = 1e10
_SLEEP_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}

_ENDLESS_LOOP = pattern(
    r"\bwhile\s+(?:true|:|\[\s*(?:1|true)\s*\]|sleep\s+\S+)\s*+(?:;\s*+)?do\b"
    r"|\bfor\s*\(\(\s*;;\s*\)\)"
)
_WAY_OUT = pattern(r"\b(?:break|exit|return|exec|kill)\b")
_LIST = pattern(r"(?P<text>[^;&|\n<>]*+(?:[<>]&?[^;&|\n<>]*+)*)(?P<end>&(?![&>\d]))?")
_BLOCK_END = pattern(r"\bdone\b|[)}]")


def command_line(container: Container) -> tuple[str, ...]:
    """The program that the container runs and its arguments; empty if the image decides.

    This is ``command`` followed by ``args``. Without ``command``, the image's entry point receives
    the ``args``. They are the whole command line only if the image has no program of its own. For
    images of some tools, such as kubectl, the program is known.
    """
    if container.command or not container.args:
        return (*container.command, *container.args) if container.command else ()
    if takes_args_as_command(container):
        return tuple(container.args)
    program = default_program(container)
    return (program, *container.args) if program else ()


def program_name(word: str) -> str:
    """The name of a program, without its directory: ``sh`` for ``/bin/sh``."""
    return word.rstrip("/").rpartition("/")[2]


def has_shell(words: Sequence[str]) -> bool:
    """Whether a command line contains a shell, including Windows shells."""
    return any(program_name(word) in _SHELLS for word in words) or (
        bool(words) and _OTHER_SHELLS.search(words[0]) is not None
    )


def shell_script(words: Sequence[str]) -> str | None:
    """The script of ``sh -c SCRIPT`` at any position in the command line, or None.

    Options may precede ``-c`` (``sh -e -c``, ``bash -xc``) or follow it (``sh -c -- SCRIPT``).
    """
    for position, word in enumerate(words):
        if program_name(word) in _SHELLS:
            return _script_after(words[position + 1 :])
    return None


def _script_after(words: Sequence[str]) -> str | None:
    takes_script = False
    for word in words:
        if word == "--":
            continue
        if word.startswith(("-", "+")) and len(word) > 1:
            takes_script = takes_script or (not word.startswith("--") and "c" in word[1:])
        elif takes_script:
            return word
        elif word not in ("pipefail", "errexit", "nounset", "xtrace"):
            return None
    return None


class Step(NamedTuple):
    """One command of several.

    Attributes:
        operator: The operator in front of it: ``;``, ``&&``, ``||``, or ``|``. A line break counts
            as ``;``. The first command has none.
        words: The program and its arguments.
    """

    operator: str
    words: tuple[str, ...]


def steps(words: Sequence[str]) -> tuple[Step, ...] | None:
    """The commands that a command line runs, with their operators, or None if it is not understood.

    A script is understood only if it is a plain list of commands, without loops, conditions,
    functions, background jobs, or substitutions.
    """
    if not words:
        return None
    script = shell_script(words)
    if script is None:
        return None if has_shell(words) else (Step("", tuple(words)),)
    return tuple(_split(script)) if _is_plain(script) else None


def simple_commands(words: Sequence[str]) -> tuple[tuple[str, ...], ...] | None:
    """The commands that a command line runs in order, or None as for `steps`."""
    found = steps(words)
    return None if found is None else tuple(each.words for each in found)


def programs(words: Sequence[str]) -> Iterator[str]:
    """The names of the programs that a command line starts, including those in its script.

    Unlike `steps`, this reads any script, with loops and substitutions, and may mistake a word of a
    quoted text for a program. Programs that only start others, such as ``timeout``, are left out.
    """
    script = shell_script(words)
    lists = [tuple(words)] if script is None else map(str.split, _BETWEEN.split(script))
    for each in lists:
        rest = dropwhile(_leads_to_a_program, each)
        if program := next(rest, None):
            yield program_name(program.strip("\"'"))


_BETWEEN = pattern(r"[;&|()`\n{}!]+|\b(?:then|do|else|if|elif|while|until|done|fi)\b")
_STARTERS = frozenset(("env", "exec", "nice", "nohup", "sudo", "time", "timeout"))


def _leads_to_a_program(word: str) -> bool:
    if word.startswith("-") or re.match(r"\w+=|\d+(\.\d+)?[smhd]?$", word):
        return True
    return program_name(word) in _STARTERS


_COMMENT = pattern(r"(?:^|(?<=\s))#.*$", re.MULTILINE)
_DUPLICATED_OUTPUT = pattern(r"(?:(?<!\s)\s++)?(?:(?<!\d)\d++)?[<>]&\s*+[\d-]+")
_NOT_PLAIN = pattern(
    r"\$\(|`|<<|&(?![&>\d])(?<![&>]&)|\b(?:if|for|while|until|case|function|select|trap|exec|eval|source)\b|[{}]"
)


def _is_plain(script: str) -> bool:
    return not _NOT_PLAIN.search(re.sub(r"\$\{\w+\}", "x", script))


def _split(script: str) -> Iterator[Step]:
    text = _COMMENT.sub("", script.replace("\\\n", " "))
    text = _DUPLICATED_OUTPUT.sub("", text.replace("\n", " ; "))
    operator, command = "", list[str]()
    try:
        for word in tokens(text, ";|&"):
            if word not in _SEPARATORS:
                command.append(word)
                continue
            if command:
                yield Step(operator, tuple(command))
                operator, command = word, []
            elif word != ";":
                operator = word
    except ValueError:
        yield Step(operator, ("unbalanced quotes",))
    if command:
        yield Step(operator, tuple(command))


def ends_soon(words: Sequence[str]) -> bool:
    """Whether a command line certainly ends by itself within ten minutes."""
    commands = simple_commands(words)
    return bool(commands) and all(_ends_soon(each) for each in commands or ())


def _ends_soon(command: tuple[str, ...]) -> bool:
    program = program_name(command[0])
    if program == "sleep":
        seconds = sleep_seconds(command)
        return seconds is not None and seconds < _LONG_SLEEP_SECONDS
    if program == "cat":
        return len(command) > 1 and "-" not in command
    if program == "env":
        return all("=" in word for word in command[1:])
    if len(command) == 1 and re.match(r"\w+=", command[0]):
        return True
    return program in _SHORT or command[1:] in _ONLY_PRINTS


def sleep_seconds(command: Sequence[str]) -> float | None:
    """The duration of a ``sleep`` command in seconds, or None if it is not understood.

    It is infinite for ``sleep infinity`` and for more than some centuries.
    """
    total = 0.0
    for word in command[1:]:
        if word in ("inf", "infinity"):
            return float("inf")
        match = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd]?)", word)
        if not match:
            return None
        total += float(match[1]) * _SLEEP_UNITS[match[2]]
    if len(command) == 1:
        return None
    return total if total < _CENTURIES else float("inf")


def never_ends(words: Sequence[str]) -> str | None:
    """The part of a command line that certainly runs forever, or None.

    Such parts are ``sleep infinity``, ``tail -f``, and a ``while true`` loop without an exit. A
    ``tail`` in front of a pipe ends with its reader, and a command after ``||`` may not run.
    """
    if words and program_name(words[0]) == "timeout":
        return None
    found = steps(words) or ()
    for position, (operator, command) in enumerate(found):
        program = program_name(command[0])
        following = found[position + 1].operator if position + 1 < len(found) else ""
        if operator == "||" or following == "|":
            continue
        if program == "sleep" and sleep_seconds(command) == float("inf"):
            return " ".join(command)
        if program == "tail" and _follows(command):
            return " ".join(command)
        if program == "exit":
            return None
    script = shell_script(words)
    if script and (loop := _ENDLESS_LOOP.search(script)) and not _may_end(script, loop.end()):
        return loop[0]
    return None


def _may_end(script: str, start: int) -> bool:
    """Whether a command after the start of a loop may end it.

    A loop in the background does not keep the script running.
    """
    return bool(_WAY_OUT.search(script, start)) or any(
        found["end"] and not found["text"].endswith(">") and _BLOCK_END.search(found["text"])
        for found in _LIST.finditer(script, start)
    )


def _follows(command: Sequence[str]) -> bool:
    """Whether a ``tail`` follows a file without end, not only until another process exits."""
    options = command[1:]
    return any(word in ("-f", "-F", "--follow") for word in options) and not any(
        word.startswith("--pid") for word in options
    )


def all_command_lines(container: Container) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """All command lines of a container, each with its place in the manifest.

    These are its own command line and the commands of its hooks and probes.
    """
    if container.command or container.args:
        written = "command" if container.command else "args"
        yield container.at / written, (*container.command, *container.args)
    hooks = container.lifecycle and (container.lifecycle.post_start, container.lifecycle.pre_stop)
    probes = (container.liveness_probe, container.readiness_probe, container.startup_probe)
    for handler in (*(hooks or ()), *probes):
        if handler and handler.exec and handler.exec.command:
            yield handler.exec.at / "command", tuple(handler.exec.command)
