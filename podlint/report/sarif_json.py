"""sarif_om's objects as plain data, ready for JSON."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

_WRITTEN_ALWAYS = frozenset({"level"})
"""A level that is left out means the rule's level, not sarif_om's default ``warning``."""

_RENAMED = {("Suppression", "state"): "status"}
"""sarif_om 1.0.4 holds this one name of a draft; the standard (3.35.3) has the other."""


def plain(value: Any) -> Any:
    """Dicts, lists and scalars for an object of sarif_om, without what is absent or default."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if not hasattr(value, "__attrs_attrs__"):
        return value
    kind: Any = type(value)
    written = {}
    for attribute, name, default in _properties(kind):
        held = getattr(value, attribute)
        if held is not None and (held != default or name in _WRITTEN_ALWAYS):
            written[name] = plain(held)
    return written


@functools.cache
def _properties(kind: Any) -> tuple[tuple[str, str, Any], ...]:
    """Attribute, SARIF property and default of each field of a sarif_om class."""
    return tuple(
        (
            each.name,
            _RENAMED.get((kind.__name__, each.name), each.metadata["schema_property_name"]),
            each.default.factory() if hasattr(each.default, "factory") else each.default,
        )
        for each in kind.__attrs_attrs__
    )
