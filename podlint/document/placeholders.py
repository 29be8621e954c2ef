"""Scalars that something fills in before the API server sees them."""

from __future__ import annotations

from podlint.document.span import Path
from podlint.startup.lazy_pattern import pattern

__all__ = ["is_filled_in", "is_placeholder"]

_LONGEST = 1000
_WHOLE = pattern(
    r"\$\{[^{}\n]+\}|\$\{\{[^{}\n]+\}\}|\{\{[^{}\n]+\}\}|<[A-Za-z_][\w .:/#-]*>"
    r"|@@?[A-Za-z_]\w*@@?|%[A-Za-z_]\w*%|__[A-Za-z]\w*__|ENC\[[^\[\]\n]*\]|ref\+[a-z]+://\S+"
)


_MARKS = pattern(r"\{\{|\{%|<%|\$\{")


def is_filled_in(value: object, path: Path) -> bool:
    """Whether a value, or the key at the end of its path, is a placeholder or holds one."""
    if is_placeholder(value):
        return True
    return bool(_MARKS.search(f"{value if isinstance(value, str) else ''}{path[-1:]}"))


def is_placeholder(value: object) -> bool:
    """Whether a value as a whole is a placeholder: `${PORT}`, `${PORT:-80}`, `<NAME>`, `@TAG@`.

    `$(NAME)` is none: Kubernetes replaces that itself.
    """
    return isinstance(value, str) and len(value) <= _LONGEST and bool(_WHOLE.fullmatch(value))
