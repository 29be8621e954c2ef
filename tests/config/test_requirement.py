"""The setting ``required-version``, compared with what Python's installer would say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.config.config import ConfigError, parse_config
from podlint.config.requirement import meets

packaging = pytest.importorskip("packaging.specifiers")

NUMBERS = st.lists(st.integers(0, 3), min_size=1, max_size=3).map(lambda each: ".".join(map(str, each)))  # fmt: skip
PLAIN = st.builds("{}{}".format, st.sampled_from(["==", "!=", ">=", "<=", ">", "<"]), NUMBERS)
COMPATIBLE = NUMBERS.filter(lambda each: "." in each).map("~={}".format)
WILD = st.builds("{}{}.*".format, st.sampled_from(["==", "!="]), NUMBERS)
CLAUSES = st.lists(PLAIN | COMPATIBLE | WILD, min_size=1, max_size=3).map(",".join)


@given(version=st.tuples(*[st.integers(0, 3)] * 3), clauses=CLAUSES)
def test_versions_are_compared_as_by_pip(version: tuple[int, ...], clauses: str) -> None:
    text = ".".join(map(str, version))
    assert meets(text, clauses) == packaging.SpecifierSet(clauses).contains(text)


@pytest.mark.parametrize(
    ("requirement", "fits"),
    [("0.2.0", True), ("0.2", True), ("0.3", False), ("0.2.*", True), (" >= 0.2 , < 1 ", True)],
)
def test_a_version_alone_stands_for_itself(requirement: str, fits: bool) -> None:
    assert meets("0.2.0", requirement) is fits


@pytest.mark.parametrize("text", ["", "new", ">=", ">=0.2,", "=>1", "1.2.3.4", "~=1.*", ">=0.*", "9" * 99])  # fmt: skip
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=r"must be versions such as >=0\.2 or"):
        parse_config({"required-version": text})
