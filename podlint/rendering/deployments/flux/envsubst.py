"""The texts in which Flux replaces variables: their syntax.

Source: parse/parse.go and parse/scan.go of github.com/fluxcd/pkg/envsubst 1.8.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

__all__ = ["BadSubstitutionError", "Expression", "Part", "parsed"]

_END = "\0"
_MOST_NESTED = 50

_IDENT, _LEFT, _RIGHT, _ESCAPE = 1, 2, 4, 8
_TOKEN_END, _TOKEN_LEFT, _TOKEN_RIGHT, _TOKEN_IDENT, _TOKEN_ILLEGAL = range(5)

Accept: TypeAlias = Callable[[str, int], bool]
"""Whether a token may have a character at a position, counted from 1."""


class BadSubstitutionError(ValueError):
    """A text cannot be read; the message says why in the words of Flux."""


class Expression(NamedTuple):
    """An expression in ``${...}``.

    Attributes:
        name: The name of the variable.
        operator: The operator, such as ``:=``; empty if there is none.
        arguments: The operands.
    """

    name: str
    operator: str = ""
    arguments: tuple[Part, ...] = ()


Part: TypeAlias = str | Expression
"""A piece of text, or an expression."""


def parsed(text: str) -> list[Part]:
    """The parts of a text.

    Raises:
        BadSubstitutionError: Flux would not read it either.
    """
    return _Parser(text).parts()


class _Scanner:
    """Cuts tokens out of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.token = ""
        self.accept: Accept = _any
        self.mode = 0
        self.escapes = "$"

    def peek(self, ahead: int = 0) -> str:
        """The next character."""
        at = self._at + ahead
        return self._text[at] if at < len(self._text) else _END

    def scan(self) -> int:
        """Read the next token."""
        first = self.peek()
        if first == _END:
            self.token = ""
            return _TOKEN_END
        if self._is_left():
            self._at += 2
            return _TOKEN_LEFT
        if self.mode & _RIGHT and first == "}":
            self._at += 1
            self.token = "}"
            return _TOKEN_RIGHT
        if self.mode & _IDENT and self._ident():
            return _TOKEN_IDENT
        return _TOKEN_ILLEGAL

    def _ident(self) -> bool:
        found: list[str] = []
        while (char := self.peek()) != _END and not (found and self._is_left()):
            if self._is_escape():
                self._at += 1
                char = self.peek()
            elif not self.accept(char, len(found) + 1):
                break
            found.append(char)
            self._at += 1
        self.token = "".join(found)
        return bool(found)

    def _is_left(self) -> bool:
        return bool(self.mode & _LEFT) and self.peek() == "$" and self.peek(1) == "{"

    def _is_escape(self) -> bool:
        if not self.mode & _ESCAPE or self.peek() not in self.escapes:
            return False
        return self.peek(1) in ("$" if self.peek() == "$" else "/\\")


class _Parser:
    def __init__(self, text: str) -> None:
        self._scanner = _Scanner(text)
        self._depth = 0

    def parts(self) -> list[Part]:
        scanner = self._scanner
        found: list[Part] = []
        while True:
            scanner.accept, scanner.mode, scanner.escapes = _any, _IDENT | _LEFT | _ESCAPE, "$"
            token = scanner.scan()
            if token == _TOKEN_END:
                return found
            found.append(self._expression() if token == _TOKEN_LEFT else scanner.token)

    def _ident(self, accept: Accept, message: str = "bad substitution") -> str:
        """The next token, which has to be a word."""
        self._scanner.accept, self._scanner.mode = accept, _IDENT
        if self._scanner.scan() != _TOKEN_IDENT:
            raise BadSubstitutionError(message)
        return self._scanner.token

    def _close(self) -> None:
        self._scanner.mode = _RIGHT
        if self._scanner.scan() != _TOKEN_RIGHT:
            raise BadSubstitutionError("bad substitution")

    def _expression(self) -> Expression:
        """What follows ``${``."""
        scanner = self._scanner
        scanner.escapes = "$\\"
        self._depth += 1
        if self._depth > _MOST_NESTED:
            raise BadSubstitutionError("too many nested expressions")
        if scanner.peek() == "#":
            self._ident(lambda char, at: char == "#" and at == 1)
            found = Expression(self._ident(_is_ident), "#")
            self._close()
        else:
            found = self._operation(self._ident(_is_ident, "unable to parse variable name"))
        self._depth -= 1
        return found

    def _operation(self, name: str) -> Expression:
        scanner = self._scanner
        operator = scanner.peek()
        if operator == "=" or (operator == ":" and scanner.peek(1) in "=-?+"):
            return self._default(name)
        if operator == ":":
            return self._substring(name)
        if operator in ",^":
            found = Expression(name, self._ident(lambda char, at: char in ",^" and at < 3))
        elif operator == "/":
            return self._replacement(name)
        elif operator in "#%":
            word = self._ident(lambda char, at: char == operator and at < 3)
            found = Expression(name, word, (self._parameter(_is_not_closing),))
        else:
            scanner.mode = _RIGHT
            if scanner.scan() != _TOKEN_RIGHT:
                raise BadSubstitutionError("missing closing brace")
            return Expression(name)
        self._close()
        return found

    def _parameter(self, accept: Accept, escapes: int = 0) -> Part:
        scanner = self._scanner
        scanner.accept, scanner.mode = accept, _IDENT | _LEFT | escapes
        token = scanner.scan()
        if token == _TOKEN_LEFT:
            return self._expression()
        if token == _TOKEN_IDENT:
            return scanner.token
        raise BadSubstitutionError("unable to parse substitution within function")

    def _default(self, name: str) -> Expression:
        """``${name:=word}`` and its like; the word may have expressions in it."""
        is_short = self._scanner.peek() == "="
        operator = self._ident(_is_equal if is_short else _is_default)
        arguments = []
        while self._scanner.peek() != "}":
            arguments.append(self._parameter(_is_not_closing))
        self._close()
        return Expression(name, operator, tuple(arguments))

    def _substring(self, name: str) -> Expression:
        """``${name:position}`` and ``${name:position:length}``."""
        if not self._scanner.peek(1).isascii():
            raise BadSubstitutionError("bad substitution")  # Flux loses its place here.
        operator = self._ident(lambda char, at: char == ":" and at == 1)
        arguments = [self._parameter(lambda char, _: char not in ":}")]
        self._scanner.accept, self._scanner.mode = (lambda char, _: char == ":"), _IDENT | _RIGHT
        token = self._scanner.scan()
        if token == _TOKEN_IDENT:
            arguments.append(self._parameter(_is_not_closing))
            self._close()
        elif token != _TOKEN_RIGHT:
            raise BadSubstitutionError("bad substitution")
        return Expression(name, operator, tuple(arguments))

    def _replacement(self, name: str) -> Expression:
        """``${name/pattern/word}`` and its like."""
        operator = self._ident(_is_replacement)
        arguments = [self._parameter(lambda char, _: char != "/", _ESCAPE)]
        self._ident(lambda char, _: char == "/")
        if self._scanner.peek() != "}":
            arguments.append(self._parameter(_is_not_closing, _ESCAPE))
        self._close()
        return Expression(name, operator, tuple(arguments))


def _any(char: str, at: int) -> bool:
    return True


def _is_ident(char: str, at: int) -> bool:
    return char.isalpha() or char.isdecimal() or char == "_"


def _is_not_closing(char: str, at: int) -> bool:
    return char != "}"


def _is_equal(char: str, at: int) -> bool:
    return char == "=" and at == 1


def _is_default(char: str, at: int) -> bool:
    return char == ":" if at == 1 else at == 2 and char in "=-?+"


def _is_replacement(char: str, at: int) -> bool:
    return char == "/" if at == 1 else at == 2 and char in "/#%"
