"""The table of well-known images, and the list of facts to check again."""

from __future__ import annotations

import re

from tests.docs.test_generated import printed


def test_the_table_has_a_row_for_each_image_with_links_to_its_sources() -> None:
    table = printed("import image_facts; print(image_facts.table())").splitlines()
    (row,) = [line for line in table if line.startswith("| `postgres` ")]
    assert "0 → 999" in row
    assert "variable `POSTGRES_PASSWORD`" in row
    assert "https://github.com/docker-library/postgres" in row
    assert {len(re.split(r"(?<!\\)\|", line)) for line in table} == {8}


def test_facts_are_old_after_a_year() -> None:
    program = """
from datetime import date
import image_facts
print(len(image_facts.old(date(2027, 11, 30))), len(image_facts.old(date(2027, 12, 1))))
"""
    young, old = printed(program).split()
    assert (young, int(old) > 0) == ("0", True)
