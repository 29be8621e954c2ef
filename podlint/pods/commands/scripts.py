"""The single commands of a shell script, with the operators around them.

`podlint.pods.commands.words` tells what a whole script certainly does, and nothing about a script
with conditions or loops. This module is for rules that look for a single command in a script. It
is more tolerant: it leaves out the content of substitutions and here-documents, and returns nothing
for a script that it cannot split.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from podlint.pods.commands.lexer import tokens
from podlint.pods.commands.words import has_shell, program_name, shell_script
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["Command", "cloned_to", "commands_of", "that_matter"]


class Command(Frozen):
    """One command of a script.

    Attributes:
        words: The program and its arguments, without quotes.
        writes: The files to which its output is redirected.
        before: The operator in front of it: ``;``, ``&&``, ``||``, ``|``, ``&``; empty if first.
        after: The operator after it; empty if last.
        nested: Whether it is in a condition, a loop, a function, or a subshell.
    """

    words: tuple[str, ...]
    writes: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    nested: bool = False

    @property
    def program(self) -> str:
        """The name of the program, without its directory."""
        return program_name(self.words[0])

    @property
    def operands(self) -> tuple[str, ...]:
        """The arguments that are not options."""
        return tuple(word for word in self.words[1:] if not word.startswith("-"))

    def option(self, *names: str) -> str | None:
        """The value of an option, after ``=`` or as the next word; None if it is not set."""
        for word, following in zip(self.words, (*self.words[1:], ""), strict=True):
            name, _, value = word.partition("=")
            if name in names:
                return value or following or None
        return None

    def has_option(self, short: str, *long: str) -> bool:
        """Whether one of the options is set. One-letter options may be grouped, as in ``-rf``."""
        return any(
            word.partition("=")[0] in long
            if word.startswith("--")
            else word[:1] == "-" and any(letter in word for letter in short)
            for word in self.words[1:]
        )


def commands_of(words: Sequence[str]) -> tuple[Command, ...]:
    """The commands of a command line, or of its script if it passes one to a shell."""
    script = shell_script(words)
    if script is not None:
        return _read(script)
    return (Command(tuple(words)),) if words and not has_shell(words) else ()


def that_matter(commands: Sequence[Command], words: Sequence[str]) -> frozenset[int]:
    """The indexes of the commands whose failure makes the whole command line fail.

    These are the last command, a command with ``&&`` after it, and every command under ``set -e``,
    except commands with an alternative or in a condition.
    """
    stops = _stops_at_failure(words, commands)
    found: set[int] = set()
    ends_script = True
    for number in reversed(range(len(commands))):
        command = commands[number]
        is_last = number == len(commands) - 1
        # Its `&&` list ends the script and has no alternative.
        ends_script = ends_script and (is_last or command.after == "&&")
        if command.nested or command.after in ("||", "|", "&") or command.before == "||":
            continue
        if command.before == "&&" and _is_test(commands[number - 1]):
            continue
        if is_last or stops or (command.after == "&&" and ends_script):
            found.add(number)
    return frozenset(found)


def _is_test(command: Command) -> bool:
    return command.program in ("test", "[", "[[", "!", "grep") or command.words[0] == "!"


def _stops_at_failure(words: Sequence[str], commands: Sequence[Command]) -> bool:
    script = shell_script(words)
    if script is None:
        return False
    options = words[: list(words).index(script)]
    return any(re.fullmatch(r"-[a-z]*e[a-z]*", word) for word in options) or any(
        (each.program == "set" and each.has_option("e")) or "errexit" in each.words
        for each in commands
    )


_TAKES_A_VALUE = frozenset(
    "-b --branch --depth -o --origin -c --config --reference -j --jobs --filter -C".split()
)


def cloned_to(command: Command) -> str | None:
    """The directory that ``git clone`` creates; None for other commands."""
    words = [
        word
        for previous, word in zip(command.words, command.words[1:], strict=False)
        if not word.startswith("-") and previous not in _TAKES_A_VALUE
    ]
    if len(words) < 2 or command.program != "git" or words[0] != "clone":
        return None
    return words[2] if len(words) > 2 else words[1].rpartition("/")[2].removesuffix(".git")


_HERE_DOCUMENT = pattern(r"<<-?[^\S\n]*(['\"]?)(\w+)\1")
_COMMENT = pattern(r"(?:^|(?<=[\s;]))#[^\n]*", re.MULTILINE)
_BACKTICKS = pattern(r"`[^`]*`")
_BRACKET = pattern(r"\$?\(|\)")
_SUBSTITUTED = "$SUBSTITUTED"
_OPERATOR = pattern(r"[;|&<>()\n]+")


def _plain(script: str) -> str:
    """The script without comments, here-documents, line continuations, and substitutions."""
    text = _without_here_documents(script.replace("\r", ""))
    text = _COMMENT.sub("", text.replace("\\\n", " "))
    return _without_substitutions(_BACKTICKS.sub(_SUBSTITUTED, text))


def _without_here_documents(script: str) -> str:
    lines = script.split("\n")
    ends: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        ends.setdefault(line.lstrip(), []).append(number)
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        for found in _HERE_DOCUMENT.finditer(line):
            those = ends.get(found[2], [])
            end = bisect_right(those, number)
            if end < len(those):
                line = line[: found.start()] + line[found.end() :]
                number = those[end]
                break
        kept.append(line)
        number += 1
    return "\n".join(kept)


def _without_substitutions(script: str) -> str:
    """The script with a word for each ``$(...)`` and ``$((...))`` without other brackets in it."""
    parts: list[str] = []
    opened: list[_Bracket] = []
    end = 0
    for found in _BRACKET.finditer(script):
        parts.append(script[end : found.start()])
        end = found.end()
        if found[0] != ")":
            opened.append(_Bracket(found, len(parts)))
        elif opened:
            bracket = opened.pop()
            if bracket.substitutes and not bracket.holds_others:
                parts[bracket.at :] = [_SUBSTITUTED]
                continue
            outer = opened[-1] if opened else None
            if outer and (
                bracket.holds_others or not bracket.is_inner(outer, script[end : end + 1])
            ):
                outer.holds_others = True
        parts.append(found[0])
    return "".join((*parts, script[end:]))


class _Bracket:
    """An open bracket: its position, and where its text begins in a list of parts."""

    def __init__(self, found: re.Match[str], at: int) -> None:
        self.start, self.end = found.span()
        self.at = at
        self.substitutes = found[0] == "$("
        self.holds_others = False

    def is_inner(self, outer: _Bracket, following: str) -> bool:
        """Whether it is the inner bracket of ``$((...))``, given the character after it."""
        return outer.substitutes and outer.end == self.start and following == ")"


def _tokens(script: str) -> list[str]:
    try:
        return list(tokens(_plain(script), ";|&<>()\n", " \t", comments=False))
    except ValueError:
        return []


_OPENING = frozenset(("if", "while", "until", "for", "case", "select", "{", "function"))
_CLOSING = frozenset(("fi", "done", "esac", "}"))
_GRAMMAR = _OPENING | _CLOSING | {"then", "else", "elif", "do", "time"}


def _read(script: str) -> tuple[Command, ...]:
    commands = tuple(_split(_tokens(script)))
    if not commands:
        return ()
    *found, last = commands
    after = "" if last.after == ";" else last.after
    return (*found, Command(last.words, last.writes, last.before, after, last.nested))


def _split(tokens: Sequence[str]) -> Iterator[Command]:
    words: list[str] = []
    writes: list[str] = []
    before, depth, target = "", 0, ""
    for token in (*tokens, ";"):
        if target:
            if ">" in target and "&" not in target and token != "/dev/null":
                writes.append(token)
            target = ""
        elif _OPERATOR.fullmatch(token) and ("<" in token or ">" in token):
            if words and words[-1] in ("1", "2"):
                words.pop()
            target = token
        elif _OPERATOR.fullmatch(token):
            operator = _meaning(token)
            if words or writes:
                nested = depth > 0
                depth, words = _unwrapped(words, depth)
                if words:
                    yield Command(
                        tuple(words), tuple(writes), before, operator, nested or depth > 0
                    )
                before = operator if words else before or operator
            depth = max(0, depth + token.count("(") - token.count(")"))
            words, writes = [], []
        else:
            words.append(token)


def _meaning(token: str) -> str:
    """The operator in a token that may also contain line breaks and brackets."""
    text = token.strip("\n()")
    return text if text in ("&&", "||", "|", "|&", "&") else ";"


def _unwrapped(words: list[str], depth: int) -> tuple[int, list[str]]:
    """The nesting depth after a command, and its words without shell keywords and assignments."""
    start = 0
    while start < len(words) and words[start] in _GRAMMAR:
        word = words[start]
        depth = max(0, depth + (word in _OPENING) - (word in _CLOSING))
        start = len(words) if word in ("for", "case", "select", "function") else start + 1
    while start < len(words) and re.match(r"\w+=", words[start]):
        start += 1
    return depth, words[start:]
