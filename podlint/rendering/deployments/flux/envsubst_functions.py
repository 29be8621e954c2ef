"""The values of expressions in texts in which Flux replaces variables.

Source: funcs.go, template.go and path/match.go of github.com/fluxcd/pkg/envsubst 1.8. Texts are
bytes there: positions and lengths count bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from podlint.rendering.deployments.flux.envsubst import BadSubstitutionError, Expression, Part

__all__ = ["UnknownVariableError", "evaluated"]

_DEFAULTS = frozenset((":=", ":-", ":?", ":+", "="))
_NUMBER = re.compile(rb"[+-]?[0-9]{1,18}")
_LARGEST_MATCHED = 2_000


class UnknownVariableError(LookupError):
    """The value of a variable is not known."""


def evaluated(parts: Iterable[Part], value: Callable[[str], str]) -> str:
    """The text of parts.

    Args:
        parts: The parts.
        value: Returns the value of a variable, which is empty if it is not defined, or raises
            UnknownVariableError.

    Raises:
        UnknownVariableError: The text depends on such a variable.
        BadSubstitutionError: A pattern is compared with a very long value.
    """
    return "".join(
        part if isinstance(part, str) else _result(part, value).decode(errors="replace")
        for part in parts
    )


def _result(expression: Expression, value: Callable[[str], str]) -> bytes:
    text = value(expression.name).encode(errors="surrogatepass")
    if expression.operator in _DEFAULTS and text:
        return text
    arguments = [
        each.encode(errors="surrogatepass") if isinstance(each, str) else _result(each, value)
        for each in expression.arguments
    ]
    return _applied(expression.operator, text, arguments)


def _applied(operator: str, text: bytes, arguments: list[bytes]) -> bytes:
    """The result of an operator; a default where there is none, or an unknown one."""
    if operator[:1] in (",", "^") and operator:
        return _cased(operator, text)
    if operator == "#" and not arguments:
        return b"%d" % len(text)
    if operator in ("#", "##"):
        return text[_matched(arguments[0], text, longest=operator == "##") :]
    if operator in ("%", "%%"):
        pattern, backwards = _reversed(arguments[0]), _reversed(text)
        return _reversed(backwards[_matched(pattern, backwards, longest=operator == "%%") :])
    if operator == ":":
        return _substring(text, arguments)
    if operator[:1] == "/":
        return _replaced(operator, text, arguments)
    return text or b"".join(arguments)


def _cased(operator: str, text: bytes) -> bytes:
    change = str.lower if operator[0] == "," else str.upper
    decoded = text.decode(errors="surrogatepass")
    end = len(decoded) if operator in (",,", "^^") else 1
    # Go changes each character to one other.
    changed = (change(each) if len(change(each)) == 1 else each for each in decoded[:end])
    if operator in (",", ",,", "^", "^^"):
        decoded = "".join(changed) + decoded[end:]
    return decoded.encode(errors="surrogatepass")


def _substring(text: bytes, arguments: list[bytes]) -> bytes:
    numbers = [int(each) if _NUMBER.fullmatch(each) else None for each in arguments]
    position = numbers[0]
    if position is None:
        return text
    if position < 0:
        position = max(len(text) + position, 0)
    if len(numbers) == 1:
        return text[position:]
    length = numbers[1]
    if length is None:
        return text
    return text[position : len(text) + length if length < 0 else position + length]


def _replaced(operator: str, text: bytes, arguments: list[bytes]) -> bytes:
    old, new = arguments[0], arguments[1] if len(arguments) > 1 else b""
    if operator == "//":
        return _replace_all(text, old, new)
    if operator == "/":
        return text.replace(old, new, 1)
    if len(arguments) < 2:
        return text
    if operator == "/#":
        return text.replace(old, new, 1) if text.startswith(old) else text
    return text.removesuffix(old) + new if text.endswith(old) else text


def _replace_all(text: bytes, old: bytes, new: bytes) -> bytes:
    if old:
        return text.replace(old, new)
    # Go puts the new text between characters, not bytes.
    return text.decode(errors="surrogatepass").replace("", new.decode()).encode()


def _reversed(text: bytes) -> bytes:
    return text.decode(errors="replace")[::-1].encode()


def _matched(pattern: bytes, text: bytes, longest: bool) -> int:
    """The length of the beginning of a text that matches; 0 if none does."""
    if len(text) > _LARGEST_MATCHED or len(pattern) > _LARGEST_MATCHED:
        raise BadSubstitutionError("the value is too long to be compared with a pattern")
    lengths = range(len(text), 0, -1) if longest else range(1, len(text) + 1)
    try:
        # A pattern that is not valid may only show at the longest beginning, which Go tries first.
        if _is_match(pattern, text) and longest:
            return len(text)
        return next((length for length in lengths if _is_match(pattern, text[:length])), 0)
    except _BadPatternError:
        return 0


class _BadPatternError(ValueError):
    pass


def _is_match(pattern: bytes, name: bytes) -> bool:
    """Whether a pattern of the shell matches (`Match`); `*` matches slashes, too."""
    while pattern:
        star, chunk, pattern = _chunk(pattern)
        if star and not chunk:
            return True
        rest = _rest_after(chunk, name)
        if rest is not None and (not rest or pattern):
            name = rest
            continue
        if not star:
            return False
        for at in range(len(name)):
            rest = _rest_after(chunk, name[at + 1 :])
            if rest is not None and (pattern or not rest):
                name = rest
                break
        else:
            return False
    return not name


def _chunk(pattern: bytes) -> tuple[bool, bytes, bytes]:
    stripped = pattern.lstrip(b"*")
    in_range = False
    at = 0
    while at < len(stripped):
        char = stripped[at : at + 1]
        if char == b"\\":
            at += 1
        elif char == b"[":
            in_range = True
        elif char == b"]":
            in_range = False
        elif char == b"*" and not in_range:
            break
        at += 1
    return len(stripped) < len(pattern), stripped[:at], stripped[at:]


def _rest_after(chunk: bytes, text: bytes) -> bytes | None:
    """What follows the beginning of a text that a chunk matches; None if it does not match."""
    while chunk:
        if not text:
            return None
        first, chunk = chunk[:1], chunk[1:]
        if first == b"[":
            char, text = _character(text)
            matches, chunk = _class(chunk, char)
            if not matches:
                return None
            continue
        if first == b"?":
            text = _character(text)[1]
            continue
        if first == b"\\":
            first, chunk = chunk[:1], chunk[1:]
            if not first:
                raise _BadPatternError
        if first != text[:1]:
            return None
        text = text[1:]
    return text


def _class(chunk: bytes, char: int) -> tuple[bool, bytes]:
    """Whether a character is in a class, and what follows the class."""
    negated = chunk.startswith(b"^")
    chunk = chunk.removeprefix(b"^")
    matches = False
    ranges = 0
    while not (chunk.startswith(b"]") and ranges):
        low, chunk = _class_character(chunk)
        high = low
        if chunk.startswith(b"-"):
            high, chunk = _class_character(chunk[1:])
        matches = matches or low <= char <= high
        ranges += 1
    return matches != negated, chunk[1:]


def _class_character(chunk: bytes) -> tuple[int, bytes]:
    if not chunk or chunk[:1] in b"-]":
        raise _BadPatternError
    chunk = chunk.removeprefix(b"\\")
    if not chunk:
        raise _BadPatternError
    char, chunk = _character(chunk)
    if not chunk:
        raise _BadPatternError
    return char, chunk


def _character(text: bytes) -> tuple[int, bytes]:
    """The first character of a text, and the rest."""
    first = text[0]
    size = 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
    try:
        return ord(text[:size].decode()), text[size:]
    except (UnicodeDecodeError, TypeError):
        return 0xFFFD, text[1:]
