"""Recognizes placeholders, which another tool fills in before the API server gets the object."""

from __future__ import annotations

import re

from podlint.document.scalar import NonFiniteError, as_json, resolve
from podlint.document.span import JSON, Path
from podlint.startup.lazy_pattern import pattern

__all__ = [
    "default_of",
    "holds_variable",
    "is_filled_in",
    "is_placeholder",
    "may_hold",
    "original",
    "readable",
    "stand_in",
    "without_defaults",
]

_LONGEST = 1000
_WHOLE = pattern(
    r"\$job|\$\{[^{}\n]+\}|\$\{\{[^{}\n]+\}\}|\{\{[^{}\n]+\}\}|<[A-Za-z_][\w .:/#-]*>"
    r"|@@?[A-Za-z_]\w*@@?|%[A-Za-z_]\w*%|__[A-Za-z]\w*__|ENC\[[^\[\]\n]*\]|ref\+[a-z]+://\S+"
)
_MAY_HOLD = pattern(
    r"\$job|\$\{|\{\{|<[A-Za-z_]|[@%][A-Za-z_]\w*[@%]|__[A-Za-z]|ENC\[|ref\+[a-z]|\{[A-Z][A-Z0-9_]*\}"
)
_MARKS = pattern(r"\{\{|\{%|<%|\$\{")
_VARIABLE = pattern(r"\$\{[A-Za-z_]\w*[^{}\n]*\}|^(?:@@?[A-Za-z_]\w*@@?|%[A-Za-z_]\w*%)")
_DEFAULT = pattern(r"\$\{[A-Za-z_]\w*:?[-=]([^{}\n]+)\}")
_WITH_DEFAULT = pattern(r"\$\{([A-Za-z_]\w*):?[-=][^{}\n]*\}")
_UNREADABLE = pattern(
    r"(?m)(?<=[:\-,\[{][ \t])(?:@@?[A-Za-z_]\w*@@?|%[A-Za-z_]\w*%)"
    r"|\$\{(?P<variable>[A-Za-z_][^{}\n]*)\}"
)
_WORD = pattern(r"[a-z0-9]+")
_STAND_IN = "\ue000"
_IN_VARIABLES = str.maketrans(
    "{}[],:#'\"", "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009"
)
"""Characters that end a value in a flow collection, as in `{cpu: ${CPU:-1}}`, and their
replacements."""
_WRITTEN = {stand_in: character for character, stand_in in _IN_VARIABLES.items()}
_PRIVATE = pattern("[\ue000-\ue009]")
_PERCENT = pattern(rf"{_STAND_IN}(?=\w+%)")


def may_hold(text: str) -> bool:
    """Whether a document may have a placeholder; a fast test."""
    return bool(_MAY_HOLD.search(text))


def is_filled_in(value: object, path: Path) -> bool:
    """Whether a value, or the key at the end of its path, is or contains a placeholder."""
    if is_placeholder(value):
        return True
    return bool(_MARKS.search(f"{value if isinstance(value, str) else ''}{path[-1:]}"))


def is_placeholder(value: object) -> bool:
    """Whether a whole value is a placeholder: `${PORT}`, `${PORT:-80}`, `<NAME>`, `@TAG@`.

    `$(NAME)` is not a placeholder, because Kubernetes itself replaces it.
    """
    return isinstance(value, str) and len(value) <= _LONGEST and bool(_WHOLE.fullmatch(value))


def holds_variable(value: str) -> bool:
    """Whether a value has `${X}` anywhere, or `@X@` or `%X%` at its start."""
    return bool(_VARIABLE.search(value))


def default_of(placeholder: str, plain: bool) -> JSON:
    """The default of a variable, such as `80` for `${PORT:-80}`; None if it has none.

    Args:
        placeholder: A whole scalar.
        plain: The scalar is written without quotes, so a number becomes one.
    """
    found = _DEFAULT.fullmatch(placeholder)
    if not found:
        return None
    try:
        return as_json(resolve(found[1])) if plain else found[1]
    except NonFiniteError:
        return found[1]


def without_defaults(text: str) -> str:
    """A value without the defaults of its placeholders, because a default may be a secret."""
    return _WITH_DEFAULT.sub(r"${\1}", text)


def stand_in(text: str) -> str:
    """A value for placeholders that is valid as a name, an image or a label."""
    if is_placeholder(text):
        return "-".join(_WORD.findall(text.lower())) or "x"
    return _VARIABLE.sub("x", text)


def readable(text: str) -> str | None:
    """A text with replacements for characters of placeholders that YAML does not allow.

    These are the first character of `@TAG@` and `%TAG%`, and characters such as braces in `${TAG}`
    in a flow collection. The rest of the text is the same. None if there is no such placeholder.
    `original` replaces the characters back in the data.
    """
    if _PRIVATE.search(text):
        return None
    found = _UNREADABLE.sub(_standing_in, text)
    return None if found == text else found


def _standing_in(found: re.Match[str]) -> str:
    if found["variable"]:
        return "$" + found[0][1:].translate(_IN_VARIABLES)
    return _STAND_IN + found[0][1:]


def original(data: JSON) -> JSON:
    """The data of a `readable` text, as it is written."""
    if isinstance(data, str):
        return _PERCENT.sub("%", data).replace(_STAND_IN, "@").translate(_WRITTEN)
    if isinstance(data, dict):
        return {str(original(key)): original(value) for key, value in data.items()}
    return [original(each) for each in data] if isinstance(data, list) else data
