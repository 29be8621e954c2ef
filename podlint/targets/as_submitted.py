"""The data of an object as podlint validates it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from podlint.document import Path
from podlint.document.field_path import replaced, value_at
from podlint.document.placeholders import stand_in
from podlint.models import KubernetesObject
from podlint.validation.kinds import kind_named

__all__ = ["as_submitted"]

_REQUIRED_NUMBERS = frozenset({"containerPort", "port"})
"""Without them, the API server would report nothing about the rest of the object."""


def as_submitted(obj: KubernetesObject, filled_in: Mapping[Path, str]) -> Any:
    """An object with suitable values instead of placeholders.

    Args:
        obj: The object.
        filled_in: The placeholders, by their path in the object.
    """
    written: Any = value_at(obj.at.document.data, obj.at.path)
    for path, text in filled_in.items():
        if isinstance(value_at(written, path), str):
            written = replaced(written, path, stand_in(text))
        elif path[-1] in _REQUIRED_NUMBERS and isinstance(value_at(written, path[:-1]), dict):
            written = replaced(written, path, 1)
    if "kind" not in written:  # for example, an item of a PodList
        kind = type(obj).__name__
        written = {"apiVersion": kind_named(kind).api_version, "kind": kind, **written}
    return written
