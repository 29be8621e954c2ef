"""Objects that are given as data: they become what they would be if they were read from a text."""

from __future__ import annotations

import datetime as dt
import json
import math
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import podlint
from podlint.document import Document, load

POD = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web"},
    "spec": {"containers": [{"name": "app", "image": "app:1.4"}]},
}
scalars = (
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False,
                                                                     allow_infinity=False)
)  # fmt: skip
data = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)


@given(data)
def test_data_of_json_are_what_their_text_is(value: Any) -> None:
    (document,) = load(json.dumps({"value": value}))
    assert Document.of({"value": value}).data == document.data


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((1, (2,)), [1, [2]]),
        (MappingProxyType({"a": {1: 2, 1.5: 4}}), {"a": {"1": 2, "1.5": 4}}),
        (2**64, 18446744073709552000),
        (2.0, 2),
    ],
)
def test_other_forms_of_the_same_are_read(value: Any, expected: Any) -> None:
    document = Document.of({"a": value})
    assert document.error is None
    assert document.data == {"a": expected}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (b"x", "not-json"),
        ({1, 2}, "not-json"),
        (dt.date(2024, 1, 1), "not-json"),
        (dt.datetime(2024, 1, 1), "not-json"),  # noqa: DTZ001
        (object(), "not-json"),
        (1j, "not-json"),
        (range(3), "not-json"),
        (math.nan, "non-finite-number"),
        (math.inf, "non-finite-number"),
        (10**400, "non-finite-number"),
        pytest.param(10**5000, "non-finite-number", id="5000 digits"),
        ({None: 1}, "invalid-key"),
        ({(1,): 1}, "invalid-key"),
        ({b"a": 1}, "invalid-key"),
    ],
)
def test_what_json_does_not_have_costs_its_object_only(value: Any, kind: str) -> None:
    for path in ("metadata", "spec", "x"):
        bad = {**POD, path: {"a": [value]}}
        document = Document.of(bad)
        assert document.error
        assert document.error.kind == kind
        assert document.error.message.startswith(f"{path}.a.0 ")
        report = podlint.lint_objects([bad, {**POD, "x": 1}])
        assert not report.errors
        assert [(each.rule, each.location.path) for each in report.findings] == [
            ("invalid-yaml", "objects[0]"),
            ("unknown-field", "objects[1]"),
        ]
        assert {each.location.span for each in report.findings} == {None}


def test_data_may_be_shared_but_not_endless() -> None:
    shared: list[Any] = [1]
    for _ in range(200):
        shared = [shared, shared, shared]
    assert Document.of(shared).error is None
    deep: Any = []
    for _ in range(300):
        deep = [deep]
    endless: dict[str, Any] = {}
    endless["a"] = [endless]
    for each in (deep, endless, [shared, [[[shared] * 3] * 3] * 3, deep]):
        error = Document.of(each).error
        assert error
        assert error.kind == "too-deep"
