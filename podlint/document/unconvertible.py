"""Values of YAML that JSON does not have; refused only if they are still there in the end.

go-yaml reads a whole document before sigs.k8s.io/yaml makes JSON of it. So a null key or an
infinite number is harmless in a value that a later equal key overwrites.
"""

from __future__ import annotations

from typing import Any

from podlint.document.fault import Refused
from podlint.document.span import JSON


class Unconvertible:
    """Stands for a key or a number without a form in JSON."""

    __slots__ = ("refused",)

    def __init__(self, refused: Refused) -> None:
        self.refused = refused


Shadowed = dict[int, tuple[dict[str, JSON], list[JSON]]]
"""By the identity of a map: the map, and the values of keys that differ from a later key but have
the same text. These values are converted too, before one of them is lost.
"""


def refuse_unconvertible(data: Any, shadowed: Shadowed) -> None:
    """Refuse data with such a key or number.

    Raises:
        Refused: The fault of the first one.
    """
    found = [each.refused for each in _all_in(data, shadowed)]
    if found:
        raise min(found, key=lambda refused: refused.start)


def _all_in(data: Any, shadowed: Shadowed) -> list[Unconvertible]:
    found = []
    pending = [data]
    seen: set[int] = set()
    while pending:
        value = pending.pop()
        if isinstance(value, Unconvertible):
            found.append(value)
        # With anchors, one collection can occur in many places.
        elif isinstance(value, dict | list) and id(value) not in seen:
            seen.add(id(value))
            pending.extend(value.values() if isinstance(value, dict) else value)
            if isinstance(value, dict):
                pending.extend(key for key in value if isinstance(key, Unconvertible))
                pending.extend(shadowed[id(value)][1] if id(value) in shadowed else ())
    return found
