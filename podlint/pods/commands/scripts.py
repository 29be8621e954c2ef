"""The commands of a shell script one by one, with what each hangs on.

`podlint.pods.commands.words` says what a whole script surely does, and says nothing of one with
conditions or loops. Rules that look for a single command in a script take this more forgiving
reading: it leaves out what substitutions and here-documents hold, and gives up on what it cannot
split.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from podlint.pods.commands.words import has_shell, program_name, shell_script
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["Command", "cloned_to", "commands_of", "matters"]


class Command(Frozen):
    """One command of a script.

    Attributes:
        words: The program and its arguments, without quotes.
        writes: The files that its output is redirected to.
        before: The operator in front of it: ``;``, ``&&``, ``||``, ``|``, ``&``; empty if first.
        after: The operator behind it; empty if last.
        nested: It stands in a condition, a loop, a function or a sub-shell.
    """

    words: tuple[str, ...]
    writes: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    nested: bool = False

    @property
    def program(self) -> str:
        """The program's name, without its folder."""
        return program_name(self.words[0])

    @property
    def operands(self) -> tuple[str, ...]:
        """The arguments that are no options."""
        return tuple(word for word in self.words[1:] if not word.startswith("-"))

    def option(self, *names: str) -> str | None:
        """The value of an option, joined to it by ``=`` or the next word; None without one."""
        for word, following in zip(self.words, (*self.words[1:], ""), strict=True):
            name, _, value = word.partition("=")
            if name in names:
                return value or following or None
        return None

    def has_option(self, short: str, *long: str) -> bool:
        """Whether one of the options is set; single letters may stand together, as in ``-rf``."""
        return any(
            word.partition("=")[0] in long
            if word.startswith("--")
            else word[:1] == "-" and any(letter in word for letter in short)
            for word in self.words[1:]
        )


def commands_of(words: Sequence[str]) -> tuple[Command, ...]:
    """The commands that a command line runs, those of its script if it hands one to a shell."""
    script = shell_script(words)
    if script is not None:
        return _read(script)
    return (Command(tuple(words)),) if words and not has_shell(words) else ()


def matters(command: Command, commands: Sequence[Command], words: Sequence[str]) -> bool:
    """Whether the whole command line fails if one of its commands does.

    That is so for its last command, for one that others are joined to with ``&&``, and for all
    under ``set -e``; not for one with an alternative, or in a condition.
    """
    if command.nested or command.after in ("||", "|", "&") or command.before == "||":
        return False
    if command.before == "&&" and _is_test(commands[commands.index(command) - 1]):
        return False
    if command is commands[-1] or _stops_at_failure(words, commands):
        return True
    return command.after == "&&" and _ends_list(command, commands)


def _ends_list(command: Command, commands: Sequence[Command]) -> bool:
    """Whether the list of ``&&`` that a command is in ends the script, without an alternative."""
    rest = commands[commands.index(command) :]
    return all(each.after == "&&" for each in rest[:-1])


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
    """The folder that ``git clone`` makes; None for other commands."""
    words = [
        word
        for previous, word in zip(command.words, command.words[1:], strict=False)
        if not word.startswith("-") and previous not in _TAKES_A_VALUE
    ]
    if len(words) < 2 or command.program != "git" or words[0] != "clone":
        return None
    return words[2] if len(words) > 2 else words[1].rpartition("/")[2].removesuffix(".git")


_HERE_DOCUMENT = pattern(r"<<-?\s*(['\"]?)(\w+)\1([^\n]*)\n(?:.*\n)*?\s*\2(?=\n|$)")
_COMMENT = pattern(r"(?:^|(?<=[\s;]))#[^\n]*", re.MULTILINE)
_SUBSTITUTION = pattern(r"\$\(\([^()]*\)\)|\$\([^()]*\)|`[^`]*`")
_OPERATOR = pattern(r"[;|&<>()\n]+")


def _plain(script: str) -> str:
    """A script without comments, here-documents, continued lines and substitutions."""
    text = _HERE_DOCUMENT.sub(r"\3", script.replace("\r", ""))
    text = _COMMENT.sub("", text.replace("\\\n", " "))
    while (shorter := _SUBSTITUTION.sub("$SUBSTITUTED", text)) != text:
        text = shorter
    return text


def _tokens(script: str) -> list[str]:
    lexer = shlex.shlex(_plain(script), posix=True, punctuation_chars=";|&<>()\n")
    lexer.whitespace = " \t"
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        return list(lexer)
    except ValueError:
        return []


_OPENING = frozenset(("if", "while", "until", "for", "case", "select", "{", "function"))
_CLOSING = frozenset(("fi", "done", "esac", "}"))
_BETWEEN = frozenset(("then", "else", "elif", "do", "time"))


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
    """The operator among line breaks and brackets."""
    text = token.strip("\n()")
    return text if text in ("&&", "||", "|", "|&", "&") else ";"


def _unwrapped(words: list[str], depth: int) -> tuple[int, list[str]]:
    """The depth after a command, and its words without those of the shell's grammar."""
    while words and (words[0] in _OPENING or words[0] in _CLOSING or words[0] in _BETWEEN):
        word = words[0]
        depth = max(0, depth + (word in _OPENING) - (word in _CLOSING))
        words = [] if word in ("for", "case", "select", "function") else words[1:]
    while words and re.match(r"\w+=", words[0]):
        words = words[1:]
    return depth, words
