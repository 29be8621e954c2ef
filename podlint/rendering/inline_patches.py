"""Patches whose places say nothing of the field that they change.

The text of an inline patch is one value of a kustomization, and how exactly a place in it is known
depends on the quotes around the text. An operation of a JSON patch has only a number. So findings
there are named by the field of the object that is built.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import JSON, Document, Path, Place, load
from podlint.document.field_path import value_at
from podlint.finding.problem import Spot
from podlint.finding.report import ObjectReference
from podlint.startup.frozen import Frozen

__all__ = ["PatchText", "patch_at"]

_ENTRIES = ("patches", "patchesJson6902")
_TEXTS = "patchesStrategicMerge"
_DEEPEST = 8
"""Deeper than the patches of an Argo CD Application."""


class PatchText(Frozen):
    """A patch at a place.

    Attributes:
        object: The object that the patch names, or that is named as its target; None if it is not
            clear which.
        numbered: It is a JSON patch, which numbers the items of lists. So the names of the items
            are those of each object that it changes.
    """

    object: ObjectReference | None = None
    numbered: bool = True


def patch_at(at: Place | Spot) -> PatchText | None:
    """The patch at a place whose path there does not name the field; None if there is none."""
    data = at.document.data
    if isinstance(at, Spot):
        line = at.span.start_line
        path = next((each for each in _texts(data) if _covers(at.document, each, line)), None)
    elif isinstance(data, list):
        return PatchText()
    else:
        path = _text_around(at.path)
    return None if path is None else _patch(data, path)


def _text_around(path: Path) -> Path | None:
    """The path of the text of a patch on a path of a kustomization."""
    for number, key in enumerate(path):
        if key in _ENTRIES and path[number + 2 : number + 3] == ("patch",):
            return path[: number + 3]
        if key == _TEXTS:
            return path[: number + 2]
    return None


def _covers(document: Document, path: Path, line: int) -> bool:
    span = document.span(path)
    return span.start_line <= line <= span.end_line


def _texts(data: JSON, path: Path = ()) -> Iterator[Path]:
    """The paths of the texts of inline patches in a kustomization or what deploys one."""
    if len(path) > _DEEPEST:
        return
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _texts(item, (*path, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in _ENTRIES and isinstance(value, list):
                yield from ((*path, key, index, "patch") for index in range(len(value)))
            elif key == _TEXTS and isinstance(value, list):
                yield from ((*path, key, index) for index in range(len(value)))
            else:
                yield from _texts(value, (*path, key))


def _patch(data: JSON, path: Path) -> PatchText:
    text = value_at(data, path)
    for each in load(text) if isinstance(text, str) else ():
        if isinstance(each.data, dict):
            metadata = each.data.get("metadata")
            name = metadata if isinstance(metadata, dict) else {}
            return PatchText(_reference(each.data, name), numbered=False)
    target = value_at(data, (*path[:-1], "target")) if path[-1] == "patch" else None
    return PatchText(_reference(target, target) if isinstance(target, dict) else None)


def _reference(kind: dict[str, JSON], name: dict[str, JSON]) -> ObjectReference | None:
    found = ObjectReference(
        _text(kind.get("apiVersion")),
        _text(kind.get("kind")),
        _text(name.get("namespace")),
        _text(name.get("name")),
    )
    return found if found.kind or found.name else None


def _text(value: JSON) -> str | None:
    return value if isinstance(value, str) else None
