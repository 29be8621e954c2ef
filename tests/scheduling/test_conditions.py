"""Conditions on nodes: what holds, what contradicts, and which node is the only one."""

from __future__ import annotations

from typing import Any

import pytest
from scheduling.reading import pod, read

from podlint.scheduling.conditions import Condition, alternatives, single_node


def affinity(*terms: Any) -> Any:
    return {
        "nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [*terms]}
        }
    }


def term(*expressions: Any) -> Any:
    return {
        "matchExpressions": [
            {"key": key, "operator": operator, "values": values.split()}
            for key, operator, values in expressions
        ]
    }


@pytest.mark.parametrize(
    ("operator", "values", "met", "unmet"),
    [
        ("In", "a b", ["a", "b"], ["c", "", None]),
        ("NotIn", "a b", ["c", "", None], ["a"]),
        ("Exists", "", ["", "a"], [None]),
        ("DoesNotExist", "", [None], ["", "a"]),
        ("Gt", "7", ["8", "010", "+9"], ["7", "-8", "a", "8.5", "", None, "9" * 30]),
        ("Lt", "7", ["6", "-1"], ["7", "a", None]),
        ("Gt", "many", [], ["8", None]),
    ],
)
def test_conditions_hold_as_in_kubernetes(
    operator: str, values: str, met: list[Any], unmet: list[Any]
) -> None:
    place = read(pod())[0].at
    condition = Condition("k", operator, tuple(values.split()), place)
    assert [each for each in (*met, *unmet) if condition.holds(each)] == met


@pytest.mark.parametrize(
    "expressions",
    [
        [("k", "In", "a"), ("k", "In", "b")],
        [("k", "In", "a b"), ("k", "NotIn", "a"), ("k", "NotIn", "b")],
        [("k", "Exists", ""), ("k", "DoesNotExist", "")],
        [("k", "In", "a"), ("k", "DoesNotExist", "")],
        [("k", "Gt", "7"), ("k", "DoesNotExist", "")],
        [("k", "Gt", "7"), ("k", "Lt", "8")],
        [("k", "Gt", "7"), ("k", "In", "6 x")],
        [("k", "Gt", str(2**63 - 1))],
        [("kubernetes.io/arch", "In", "amd64"), ("beta.kubernetes.io/arch", "In", "arm64")],
    ],
)
def test_conditions_that_no_node_meets(expressions: Any) -> None:
    (found,) = alternatives(read(pod(affinity=affinity(term(*expressions))))[0].spec)
    assert found.contradiction
    assert found.is_impossible


@pytest.mark.parametrize(
    "expressions",
    [
        [("k", "In", "a b"), ("k", "NotIn", "a")],
        [("k", "NotIn", "a"), ("k", "DoesNotExist", "")],
        [("k", "Gt", "7"), ("k", "Lt", "9"), ("k", "NotIn", "8")],
        [("k", "Gt", "7"), ("k", "In", "8")],
        [("k", "In", "a"), ("l", "In", "b")],
        [("k", "In", "${VALUE}"), ("k", "In", "b")],
        [("k", "In", "a"), ("k", "Fits", "b")],
    ],
)
def test_conditions_that_a_node_can_meet(expressions: Any) -> None:
    (found,) = alternatives(read(pod(affinity=affinity(term(*expressions))))[0].spec)
    assert not found.is_impossible


def test_a_node_selector_is_part_of_every_alternative() -> None:
    spec = pod(
        nodeSelector={"disk": "ssd"},
        affinity=affinity(term(("disk", "In", "hdd")), term(("zone", "In", "a")), {}),
    )
    found = alternatives(read(spec)[0].spec)
    assert [each.is_impossible for each in found] == [True, False, True]
    assert [each.matches_nothing for each in found] == [False, False, True]


@pytest.mark.parametrize(
    ("spec", "node"),
    [
        ({"nodeSelector": {"kubernetes.io/hostname": "a"}}, "a"),
        ({"affinity": affinity(term(("kubernetes.io/hostname", "In", "a")))}, "a"),
        ({"affinity": affinity(term(("kubernetes.io/hostname", "In", "a b")))}, None),
        ({"affinity": affinity(term(("kubernetes.io/hostname", "In", "a")), {})}, None),
        ({"affinity": affinity({"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["a"]}]})}, "a"),
        ({"nodeSelector": {"disk": "ssd"}}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_the_only_node(spec: Any, node: str | None) -> None:
    assert single_node(read(pod(**spec))[0].spec) == node
