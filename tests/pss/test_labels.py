"""What the labels of a Namespace mean: as Kubernetes' own library answered, and in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint import pss
from podlint.pss.labels import LABELS, MODES, PREFIX

RECORDED = Path(__file__).parents[1] / "golden" / "pss" / "labels.json"


def standards(labels: dict[str, str], default: str = "privileged") -> dict[str, str]:
    policy = pss.policy_of(
        {PREFIX + key: value for key, value in labels.items()}, pss.Standard.parse(default)
    )
    return {mode: str(policy.standard(mode)) for mode in MODES}


def test_recorded_answers() -> None:
    rows = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert len(rows) == 400
    for labels, default, expected, errors in rows:
        policy = pss.policy_of(labels, pss.Standard.parse(default))
        assert {mode: str(policy.standard(mode)) for mode in MODES} == expected, labels
        found = [
            f'metadata.labels[{each.label}]: Invalid value: "{each.value}": {each.message}'
            for each in policy.faults
        ]
        assert sorted(found) == sorted(errors)


def test_the_labels_there_are() -> None:
    assert [label.removeprefix("pod-security.kubernetes.io/") for label in LABELS] == [
        "enforce", "enforce-version", "audit", "audit-version", "warn", "warn-version",
    ]  # fmt: skip


def test_nothing_is_asked_of_a_namespace_without_labels() -> None:
    assert pss.policy_of({}) == pss.policy_of({}, pss.Standard("privileged", "latest"))
    assert set(standards({}).values()) == {"privileged:latest"}
    assert set(standards({}, "baseline:v1.29").values()) == {"baseline:v1.29"}


def test_warn_follows_enforce_and_audit_does_not() -> None:
    assert standards({"enforce": "baseline", "enforce-version": "v1.29"}) == {
        "enforce": "baseline:v1.29",
        "audit": "privileged:latest",
        "warn": "baseline:v1.29",
    }


def test_a_malformed_enforce_means_restricted() -> None:
    assert standards({"enforce": "strict"}) == {
        "enforce": "restricted:latest",
        "audit": "privileged:latest",
        "warn": "privileged:latest",
    }


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("restricted", pss.Standard("restricted")),
        ("baseline:latest", pss.Standard("baseline")),
        ("baseline:v1.29", pss.Standard("baseline", "v1.29")),
    ],
)
def test_a_standard_is_read_and_written(text: str, standard: pss.Standard) -> None:
    assert pss.Standard.parse(text) == standard
    assert pss.Standard.parse(str(standard)) == standard


@pytest.mark.parametrize("text", ["", "strict", "baseline:", "baseline:1.29", "restricted:v1.29:"])
def test_a_malformed_standard_is_refused(text: str) -> None:
    with pytest.raises(pss.PolicyError, match="must be"):
        pss.Standard.parse(text)
