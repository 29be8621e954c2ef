"""Changes of a text at the place of a value, and what kubectl 1.36 built of them (see tests/oracle)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rendering.kustomize.test_cases import plant, recorded

from podlint.document import Path as DataPath
from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize import Build, build

Leaves = dict[tuple[int, DataPath], Any]


def leaves(made: Build) -> Leaves:
    """All scalars of a build."""

    def walk(value: Any, path: DataPath) -> Iterator[tuple[DataPath, Any]]:
        if isinstance(value, dict | list):
            for key, each in value.items() if isinstance(value, dict) else enumerate(value):
                yield from walk(each, (*path, key))
        else:
            yield path, value

    return {
        (at, path): value
        for at, each in enumerate(made.resources)
        for path, value in walk(each.data, ())
    }


@pytest.mark.parametrize("sample", recorded("places.json.gz"), ids=lambda each: each["name"])
def test_a_change_at_the_place_of_a_value(sample: dict[str, Any], tmp_path: Path) -> None:
    root = tmp_path.resolve()
    plant(sample["files"], root)
    made = build(root, Inputs(), root)
    number, path = sample["at"]
    place = made.resources[number].places[tuple(path)][0]
    change, span = sample["change"], place.span
    assert Path(place.file).relative_to(root).as_posix() == change["file"]
    start, end = (span.start_line, span.start_column), (span.end_line, span.end_column)
    assert start <= tuple(change["where"]) < end or start == end == (1, 1)
    file = root / change["file"]
    text = file.read_bytes().decode()
    text = text[: change["start"]] + change["text"] + text[change["end"] :]
    file.write_bytes(text.encode())
    before, after = leaves(made), leaves(build(root, Inputs(), root))
    expected = {(at, tuple(where)): value for at, where, value in sample["changed"]}
    assert {each: after[each] for each in before if after[each] != before[each]} == expected
