"""What YAML can say and JSON cannot: refused only where it is still there in the end.

go-yaml reads a document whole before sigs.k8s.io/yaml makes JSON of it. So a null key or an
infinite number does no harm in a value that an equal key, written later, overwrites.
"""

from __future__ import annotations

from typing import Any

from podlint.document.fault import Refused
from podlint.document.span import JSON


class Unconvertible:
    """Stands in the data for a key or a number that JSON has no form of."""

    __slots__ = ("refused",)

    def __init__(self, refused: Refused) -> None:
        self.refused = refused


Shadowed = dict[int, tuple[dict[str, JSON], list[JSON]]]
"""By the identity of a map: the map, and the values of keys of it that were not the same as a later
one, but became the same text. They are converted, too, before one of them is lost."""


def refuse_unconvertible(data: Any, shadowed: Shadowed) -> None:
    """Raises what is wrong with the first such key or number in some data.

    Raises:
        Refused: There is one.
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
        # Anchors let one collection stand in many places.
        elif isinstance(value, dict | list) and id(value) not in seen:
            seen.add(id(value))
            pending.extend(value.values() if isinstance(value, dict) else value)
            if isinstance(value, dict):
                pending.extend(key for key in value if isinstance(key, Unconvertible))
                pending.extend(shadowed[id(value)][1] if id(value) in shadowed else ())
    return found
