"""The clean objects of a folder of manifests, which faults are planted into."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podlint import lint_paths
from podlint.document.field_path import value_at
from podlint.document.span import Path as Place
from podlint.models.workloads import lack_of, pods_of
from podlint.reading.file import read_text
from podlint.reading.files import collect
from podlint.reading.inputs import Inputs

_TO_FILL_IN = re.compile(r": *['\"]?<[^<>\n]+>|- ['\"]?<[^<>\n]+>")


@dataclass(frozen=True, slots=True)
class Host:
    """A clean object of the folder.

    Attributes:
        kind: Its kind.
        data: What it says.
        root: Where in it the spec of its Pod is; empty if it has none.
        text: Its text.
    """

    kind: str
    data: dict[str, Any]
    root: Place
    text: str

    @property
    def pod(self) -> dict[str, Any]:
        """The spec of its Pod; empty if it has none."""
        found: Any = value_at(self.data, self.root) if self.root else {}
        return dict(found)


def hosts(folder: Path) -> list[Host]:
    """The whole objects of the folder of which the default profile finds nothing wrong.

    An object with a placeholder is not whole: rules about what the API server says leave it out.
    """
    found = []
    dirty = {
        (each.location.path, each.object.kind, each.object.name)
        for each in lint_paths([folder]).findings
        if each.object
    }
    for path in collect(Inputs(), [folder]).files:
        name = Path(os.path.relpath(path)).as_posix()
        for each in read_text(name, path.read_text(encoding="utf-8", errors="replace")).objects:
            obj, document = each.object, each.object.at.document
            if each.faults or obj.at.path or lack_of(obj) or not isinstance(document.data, dict):
                continue
            if _TO_FILL_IN.search(document.text):
                continue
            pods = list(pods_of(obj))
            if (name, obj.kind, obj.name) in dirty or len(pods) > 1 or not obj.kind:
                continue
            root = pods[0].at.path if pods else ()
            if not pods or not pods[0].partial:
                found.append(Host(obj.kind, document.data, root, document.text))
    return found
