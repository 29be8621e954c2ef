"""Which rules serve which row of knowledge about Pods; `pytest -s` prints the map."""

from __future__ import annotations

from podlint.pack import BUILTIN, load_package

ROWS = range(1, 24)
DONE = {1, 3, 5, 6, 10, 11, 12, 13, 14, 15, 16}
"""Rows of which every fault that can be seen in a manifest is found; grows with the catalogue."""


def test_every_row_that_is_done_is_served() -> None:
    served = {
        row: sorted(rule.name for rule in load_package(BUILTIN) if row in rule.mission)
        for row in ROWS
    }
    for row, names in served.items():
        print(f"{row:3}  {', '.join(names) or '-'}")
    assert all(served[row] for row in DONE)


def test_rules_name_rows_that_exist() -> None:
    for rule in load_package(BUILTIN):
        assert set(rule.mission) <= set(ROWS), rule.name
