"""What to say of documents in which podlint finds no Pod."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from podlint.document import Document, load
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.finding.unchecked import Skipped, Unchecked
from podlint.models import Decoded
from podlint.models.known_kinds import is_known, tool_of
from podlint.reading.files import collect
from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import NOTHING, PathPatterns

__all__ = ["Kind", "kinds_defined_by", "kinds_of_repository", "podless", "with_kinds"]

Kind = tuple[str, str]
"""An API group and a kind."""

_DEFINITION = "CustomResourceDefinition"


def podless(objects: Iterable[Decoded]) -> tuple[str, Unchecked | None]:
    """Why the objects of a document are not checked, in words, and the cause if it may matter."""
    kinds = sorted({(each.object.group, str(each.object.kind)) for each in objects})
    for group, kind in kinds:
        if not tool_of(group, kind) and not is_known(group, kind):
            name = f"{kind} of {group}" if group else kind
            return f"kind unknown: {name}", Unchecked.UNKNOWN_KIND
    tools = {tool_of(*kind) for kind in kinds}
    if len(kinds) == 1 and (tool := tools.pop()):
        return f"not a Kubernetes object: {kinds[0][1]} is a file for {tool}", None
    return f"no Pod: kind {', '.join(sorted({kind for _, kind in kinds}))}", None


def with_kinds(
    skipped: Iterable[Skipped],
    kinds_in: Callable[[Skipped], Collection[Kind]],
    defined: Callable[[], Collection[Kind]],
) -> Iterator[Skipped]:
    """The same documents, without those of unknown kinds that something defines.

    Args:
        skipped: The documents.
        kinds_in: The kinds of the objects in one.
        defined: The kinds that are defined; asked only where a kind is unknown.
    """
    for each in skipped:
        if each.cause is Unchecked.UNKNOWN_KIND:
            kinds = kinds_in(each)
            if all(is_known(*kind) or kind in defined() for kind in kinds):
                names = ", ".join(sorted({kind for _, kind in kinds}))
                yield each.replace(reason=f"no Pod: kind {names}", cause=None)
                continue
        yield each


def kinds_defined_by(documents: Iterable[Document]) -> Iterator[Kind]:
    """The kinds that the custom resource definitions among documents define."""
    for document in documents:
        if _DEFINITION in document.text or not document.located:
            for obj in _objects(document.data):
                spec = obj.get("spec")
                if obj.get("kind") != _DEFINITION or not isinstance(spec, dict):
                    continue
                names = spec.get("names")
                group, kind = spec.get("group"), isinstance(names, dict) and names.get("kind")
                if isinstance(group, str) and isinstance(kind, str):
                    yield group, kind


def kinds_of_repository(
    inputs: Inputs, root: Path, exclude: PathPatterns = NOTHING
) -> frozenset[Kind]:
    """The kinds that all custom resource definitions below a folder define."""
    found: set[Kind] = set()
    for path in collect(inputs, [root], exclude).files:
        try:
            if not inputs.holds(path, _DEFINITION.encode()):
                continue
            text = decoded(inputs.read(path, MOST_OF_MANIFEST)).text
        except (OSError, ValueError, UndecodableError):
            continue
        found.update(kinds_defined_by(load(text)))
    return frozenset(found)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        items = data.get("items")
        if isinstance(items, list):
            yield from (each for each in items if isinstance(each, dict))
