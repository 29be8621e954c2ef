"""Files of volumes are those that Kubernetes' own plugins write: recorded answers, and laws."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from volume_answers import faults, left_open

from podlint.file_access.fs_group import is_left_alone, with_group
from podlint.file_access.permission import Entry

GOLDEN = Path(__file__).parents[1] / "golden" / "file_access.json.gz"
ROWS = [json.loads(line) for line in gzip.decompress(GOLDEN.read_bytes()).splitlines()]

entries = st.builds(
    Entry,
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 0o7777),
    st.booleans(),
)


def test_the_sample_has_every_type_of_volume() -> None:
    kinds = {next(iter(set(each) - {"name"})) for row in ROWS for each in _volumes(row)}
    assert kinds == {"emptyDir", "configMap", "secret", "downwardAPI", "projected", "hostPath"}
    assert sum("claim" in row["question"] for row in ROWS) > 50
    assert len(ROWS) > 300


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(ROWS.index(row)))
def test_files_are_those_of_the_kubelet(row: dict) -> None:
    assert faults(row["question"], row["answer"]) == []


def test_hardly_anything_is_left_open() -> None:
    properties = sum(4 * len(row["answer"]["entries"]) for row in ROWS)
    assert sum(left_open(row["question"], row["answer"]) for row in ROWS) < properties / 100


def _volumes(row: dict) -> list[dict]:
    return row["question"]["pod"]["spec"].get("volumes", [])


@given(entries, st.integers(0, 3), st.booleans())
def test_a_group_gets_rights_and_nobody_loses_any(
    entry: Entry, group: int, read_only: bool
) -> None:
    given_away = with_group(entry, group, read_only)
    assert (given_away.owner, given_away.group) == (entry.owner, group)
    assert given_away.mode is not None
    assert entry.mode is not None
    assert given_away.mode | entry.mode == given_away.mode
    assert given_away.mode & 0o440 == 0o440
    if not entry.is_directory:
        assert given_away.mode & 0o111 == entry.mode & 0o111
    assert with_group(given_away, group, read_only) == given_away
    assert is_left_alone(given_away, group, read_only) is entry.is_directory
