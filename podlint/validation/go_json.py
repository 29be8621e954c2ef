"""What Go's JSON decoder says about a text that is not JSON.

Source: `encoding/json/scanner.go` of Go.
"""

from __future__ import annotations

from .quoting import quoted

__all__ = ["syntax_fault"]

_DEEPEST = 10_000
_BLANKS = " \t\r\n"
_DIGITS = "0123456789"
_HEXADECIMAL = f"{_DIGITS}abcdefABCDEF"
_ENDED = "unexpected end of JSON input"
_LITERALS = {word[0]: word for word in ("true", "false", "null")}
_WANTED = {
    "value": "looking for beginning of value",
    "item or end": "looking for beginning of value",
    "key": "looking for beginning of object key string",
    "key or end": "looking for beginning of object key string",
    "colon": "after object key",
    "{": "after object key:value pair",
    "[": "after array element",
    "": "after top-level value",
}


class _FaultError(ValueError):
    """A character that does not belong where it stands."""

    def __init__(self, character: str, where: str) -> None:
        shown = quoted(character)[1:-1] if character != '"' else character
        shown = r"\'" if character == "'" else shown
        super().__init__(f"invalid character '{shown}' {where}")


def syntax_fault(text: str) -> str | None:
    """Why a text is not JSON, in the words of Go's decoder; None if it is."""
    # Go looks at bytes, and at a blank after the last one.
    data = text.encode("utf-8", "surrogatepass").decode("latin-1") + " "
    try:
        return _check(data)
    except _FaultError as fault:
        return str(fault)


def _check(data: str) -> str | None:
    at, wanted, inside = 0, "value", list[str]()
    while True:
        while data[at : at + 1] in tuple(_BLANKS):
            at += 1
        if at >= len(data):
            return None if wanted == "more" and not inside and at == len(data) else _ENDED
        character, around = data[at], inside[-1] if inside else ""
        if wanted == "more" and around and character == ",":
            at, wanted = at + 1, "key" if around == "{" else "value"
        elif character == _end_of(around) and wanted in ("more", f"{_part_of(around)} or end"):
            inside.pop()
            at, wanted = at + 1, "more"
        elif wanted == "colon" and character == ":":
            at, wanted = at + 1, "value"
        elif wanted.startswith("key") and character == '"':
            at, wanted = _string(data, at), "colon"
        elif wanted in ("value", "item or end") and character in ("{", "["):
            if len(inside) == _DEEPEST:
                raise _FaultError(character, "exceeded max depth")
            inside.append(character)
            at, wanted = at + 1, f"{_part_of(character)} or end"
        elif wanted in ("value", "item or end"):
            at, wanted = _scalar(data, at), "more"
        else:
            raise _FaultError(character, _WANTED[around if wanted == "more" else wanted])


def _end_of(opening: str) -> str:
    return {"{": "}", "[": "]"}.get(opening, "")


def _part_of(opening: str) -> str:
    return "key" if opening == "{" else "item"


def _scalar(data: str, at: int) -> int:
    """Where the string, number or word ends that begins here."""
    if data[at] == '"':
        return _string(data, at)
    if data[at] in f"-{_DIGITS}":
        return _number(data, at)
    word = _LITERALS.get(data[at])
    if word is None:
        raise _FaultError(data[at], _WANTED["value"])
    for position, letter in enumerate(word):
        if data[at + position] != letter:
            raise _FaultError(data[at + position], f"in literal {word} (expecting '{letter}')")
    return at + len(word)


def _string(data: str, at: int) -> int:
    """Where a string ends; behind the text if it does not."""
    at += 1
    while at < len(data) and data[at] != '"':
        if data[at] < " ":
            raise _FaultError(data[at], "in string literal")
        if data[at] == "\\":
            at = _escape(data, at + 1)
        at += 1
    return at + 1


def _escape(data: str, at: int) -> int:
    """Where the last character of an escape is."""
    if data[at] == "u":
        for position in range(at + 1, min(at + 5, len(data))):
            if data[position] not in _HEXADECIMAL:
                raise _FaultError(data[position], r"in \u hexadecimal character escape")
        return at + 4
    if data[at] not in '"\\/bfnrt':
        raise _FaultError(data[at], "in string escape code")
    return at


def _number(data: str, at: int) -> int:
    """Where a number ends."""
    at += data[at] == "-"
    at = at + 1 if data[at] == "0" else _digits(data, at, "in numeric literal")
    if data[at] == ".":
        at = _digits(data, at + 1, "after decimal point in numeric literal")
    if data[at] in "eE":
        at += 1 + (data[at + 1] in "+-")
        at = _digits(data, at, "in exponent of numeric literal")
    return at


def _digits(data: str, at: int, where: str) -> int:
    if data[at] not in _DIGITS:
        raise _FaultError(data[at], where)
    while data[at] in _DIGITS:
        at += 1
    return at
