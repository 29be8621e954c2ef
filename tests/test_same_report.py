"""A folder, a stream and data that hold the same objects get the same report."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from oracle.end_to_end.same_report import as_data, as_folder, as_input, pairs

PAIRS, PARTS = 24, 3


@pytest.mark.parametrize("part", range(PARTS))
def test_a_folder_a_stream_and_data_get_one_report(part: int, tmp_path: Path) -> None:
    drawn = itertools.islice(pairs(PAIRS, "same"), part, None, PARTS)
    told = 0
    for number, pair in enumerate(drawn):
        folder, stream, data = (
            as_folder(pair, tmp_path / str(number)),
            as_input(pair),
            as_data(pair),
        )
        assert folder == stream
        assert {said: len(spans) for said, spans in folder.items()} == data
        told += len(data)
    assert told > PAIRS
