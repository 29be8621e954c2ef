"""Objects that are passed as data, as files that podlint can check."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from podlint.document import Document
from podlint.finding.report import ReadError
from podlint.pods.custom_resources import CustomKind
from podlint.reading.file import ReadFile, read_documents, read_text
from podlint.reading.plain_data import objects_in, unlike_json
from podlint.reading.reader import facts

__all__ = ["data_files", "named_objects", "text_files"]

Obj = dict[str, Any] | None
"""An object as `json.loads` returns it; None is an empty document."""


def named_objects(objects: Iterable[Obj]) -> dict[str, Obj]:
    """The objects by their path in reports, such as ``objects[0]``.

    Raises:
        TypeError: `objects` is a single object, or has an item that is not a dictionary.
    """
    return {f"objects[{index}]": obj for index, obj in enumerate(objects_in(objects))}


def data_files(named: Mapping[str, Obj], kinds: Sequence[CustomKind]) -> list[ReadFile | ReadError]:
    """Each object as a file without text; an error if it has a value that JSON does not have."""

    def read(path: str, obj: Obj) -> ReadFile | ReadError:
        return _unreadable(path, obj) or read_documents(path, "", [Document.of(obj)], kinds)

    return [facts(path, read, path, obj) for path, obj in named.items()]


def text_files(
    named: Mapping[str, Obj], kinds: Sequence[CustomKind], texts: Mapping[str, str] | None = None
) -> list[ReadFile | ReadError]:
    """Each object as a JSON file, whose values have positions.

    Args:
        named: The objects by path.
        kinds: Kinds of custom resources that podlint does not know itself.
        texts: Texts to use instead of what objects are written as, by path.
    """

    def read(path: str, obj: Obj) -> ReadFile | ReadError:
        if error := _unreadable(path, obj):
            return error
        text = (texts or {}).get(path) or json.dumps(obj, indent=2)
        return read_text(path, text, kinds, named=True)

    return [facts(path, read, path, obj) for path, obj in named.items()]


def _unreadable(path: str, obj: Obj) -> ReadError | None:
    """The error for an object that has a value that JSON does not have; None for others."""
    fault = unlike_json(obj)
    return ReadError(path, f"cannot be read: {fault}") if fault else None
