"""Strings in quotes, as the API server prints them.

Source: `strconv.Quote` of Go, which `fmt` uses for `%q`.
"""

from __future__ import annotations

__all__ = ["quoted"]

_ESCAPED = {
    ord(character): rf"\{letter}"
    for character, letter in zip('\a\b\f\n\r\t\v\\"', 'abfnrtv\\"', strict=True)
}


def quoted(text: str) -> str:
    r"""The text in double quotes, with what cannot be printed as `\n`, `\x1f` or `\u2028`."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    code = ord(character)
    if code in _ESCAPED:
        return _ESCAPED[code]
    if character.isprintable():
        return character
    if 0xD800 <= code < 0xE000:
        return "\ufffd"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
