"""Assertions of Chainsaw and KUTTL. They look like objects, but are only compared with them.

Sources: https://kyverno.github.io/chainsaw/latest/reference/json-syntax/ and
https://kuttl.dev/docs/testing/steps.html.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from podlint.startup.lazy_pattern import pattern

__all__ = ["is_assertion"]

_FILE = pattern(
    r"(?i)^(\d+-)?(assert|errors)\.(ya?ml|json)$|(^|[-_.])assert(ion)?s?[-_.]|^\d+-errors[-_.]"
)
_KEY = pattern(r"^\(.*\)(->\w+)?$|^~\.")
_MOST_VALUES = 100_000


def is_assertion(path: str, data: Any) -> bool:
    """Whether a document only describes what other objects must look like.

    Args:
        path: The file.
        data: The document's data.
    """
    return _FILE.search(PurePath(path).name) is not None or _has_expressions(data)


def _has_expressions(data: Any) -> bool:
    """Whether some key is an expression in parentheses, which only Chainsaw has."""
    pending, seen = [data], 0
    while pending and seen < _MOST_VALUES:
        value = pending.pop()
        seen += 1
        if isinstance(value, dict):
            if any(isinstance(key, str) and key[:1] in "(~" and _KEY.match(key) for key in value):
                return True
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return False
