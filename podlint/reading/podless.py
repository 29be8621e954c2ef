"""Explains why podlint finds no Pod in a document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from podlint.document import Document
from podlint.document.field_path import value_at
from podlint.finding.unchecked import Unchecked
from podlint.models import Decoded
from podlint.models.known_kinds import is_known, tool_of
from podlint.reading.contents import documents_holding
from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import NOTHING, PathPatterns

__all__ = ["Kind", "kinds_defined_by", "kinds_of_repository", "may_define_kinds", "podless"]

Kind = tuple[str, str]
"""An API group and a kind."""

_DEFINITION = "CustomResourceDefinition"
_KIND = ("spec", "names", "kind")


def podless(
    objects: Iterable[Decoded], defined: Collection[Kind] = ()
) -> tuple[str, Unchecked | None]:
    """Why the objects of a document are not checked, in words, and the cause if it may matter.

    Args:
        objects: The objects.
        defined: The kinds that a custom resource definition defines.
    """
    kinds = sorted({(each.object.group, str(each.object.kind)) for each in objects})
    for group, kind in kinds:
        if not (tool_of(group, kind) or is_known(group, kind) or (group, kind) in defined):
            name = f"{kind} ({group})" if group else kind
            return f"unknown kind: {name}", Unchecked.UNKNOWN_KIND
    if len(kinds) == 1 and (tool := tool_of(*kinds[0])):
        return f"not a Kubernetes object: {kinds[0][1]} is a file for {tool}", None
    return f"no Pods in kind {', '.join(sorted({kind for _, kind in kinds}))}", None


def kinds_defined_by(documents: Iterable[Document]) -> Iterator[Kind]:
    """The kinds that the custom resource definitions among documents define."""
    for document in documents:
        if _DEFINITION in document.text or not document.located:
            for obj in _objects(document.data):
                group, kind = value_at(obj, ("spec", "group")), value_at(obj, _KIND)
                defines = obj.get("kind") == _DEFINITION
                if defines and isinstance(group, str) and isinstance(kind, str):
                    yield group, kind


def may_define_kinds(content: bytes) -> bool:
    """Whether a file may have a custom resource definition."""
    return _DEFINITION.encode() in content


def kinds_of_repository(
    inputs: Inputs, root: Path, exclude: PathPatterns = NOTHING
) -> frozenset[Kind]:
    """The kinds that all custom resource definitions below a folder define."""
    documents = documents_holding(inputs, root, may_define_kinds, exclude)
    return frozenset(kinds_defined_by(documents))


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        items = data.get("items")
        if isinstance(items, list):
            yield from (each for each in items if isinstance(each, dict))
