"""Label selectors, and the objects that have some."""

from __future__ import annotations

import pytest

from podlint.models.network_policy import NetworkPolicy
from podlint.models.selector import LabelSelectorRequirement


@pytest.mark.parametrize(
    ("operator", "labels", "holds"),
    [
        ("In", {"tier": "front"}, True),
        ("In", {"tier": "back"}, False),
        ("In", {}, False),
        ("NotIn", {"tier": "front"}, False),
        ("NotIn", {"tier": "back"}, True),
        ("NotIn", {}, True),
        ("Exists", {"tier": ""}, True),
        ("Exists", {}, False),
        ("DoesNotExist", {"tier": ""}, False),
        ("DoesNotExist", {}, True),
        ("Like", {}, True),
    ],
)
def test_a_condition_holds_as_in_kubernetes_and_an_unknown_one_always(
    operator: str, labels: dict[str, str], holds: bool
) -> None:
    given = {"key": "tier", "operator": operator, "values": ["front"]}
    assert LabelSelectorRequirement.model_validate(given).holds(labels) is holds


def test_a_policy_without_a_spec_selects_nothing() -> None:
    policy = NetworkPolicy.model_validate({"apiVersion": "networking.k8s.io/v1"})
    assert policy.selectors == []
