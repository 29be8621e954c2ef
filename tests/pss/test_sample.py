"""podlint.pss on the recorded sample: what Kubernetes' own library said, word for word."""

from __future__ import annotations

import re

import pytest
from pss_sample import FIELDS, LEVELS, Recorded, mended, recorded, sample

from podlint import pss

PATH_VERSIONS = ("v1.18", "latest")


@pytest.mark.parametrize("level", LEVELS)
def test_checks_reasons_details_and_order(level: str) -> None:
    for each in recorded():
        same_verdicts(each, level)


def same_verdicts(each: Recorded, level: str) -> None:
    for version in sample()["versions"]:
        found = pss.evaluate(each.pod, level, version)
        verdict = [[violation.check, violation.reason, violation.detail] for violation in found]
        assert verdict == each.verdicts[level, version], (each.name, version)


def test_a_violation_reads_as_in_messages_of_the_api_server() -> None:
    for each in recorded():
        same_message(each)


def same_message(each: Recorded) -> None:
    found = pss.evaluate(each.pod, "restricted", "latest")
    assert ", ".join(map(str, found)) == each.message, each.name


def test_paths() -> None:
    for each in recorded():
        right_paths(each)


def right_paths(each: Recorded) -> None:
    for level in LEVELS:
        for version in PATH_VERSIONS:
            for violation in pss.evaluate(each.pod, level, version):
                about = (each.name, level, version, violation)
                assert violation.path == violation.paths[0]
                assert len(set(violation.paths)) == len(violation.paths)
                assert all(map(re.compile(FIELDS[violation.check]).fullmatch, written(violation)))
                assert is_satisfied_by_mending_all(each.pod, level, version, violation), about
                assert not any(are_enough_without_one(each.pod, level, version, violation)), about


def written(violation: pss.Violation) -> list[str]:
    """The paths with `*` for indices."""
    return [
        ".".join("*" if isinstance(step, int) else step for step in path)
        for path in violation.paths
    ]


def is_satisfied_by_mending_all(
    pod: dict, level: str, version: str, violation: pss.Violation
) -> bool:
    left: pss.Violation | None = violation
    # Containers that lack a value come to light once none is forbidden.
    for _ in range(2):
        if left:
            pod = mended(pod, left.check, left.paths)
            left = failing(pod, left.check, level, version)
    return left is None


def are_enough_without_one(
    pod: dict, level: str, version: str, violation: pss.Violation
) -> list[bool]:
    """For each path whether the check is satisfied by mending all the others."""
    return [
        not failing(
            mended(pod, violation.check, tuple(p for p in violation.paths if p != left_out)),
            violation.check,
            level,
            version,
        )
        for left_out in violation.paths
    ]


def failing(pod: dict, check: str, level: str, version: str) -> pss.Violation | None:
    return next((v for v in pss.evaluate(pod, level, version) if v.check == check), None)


def test_the_sample_covers_every_break_point_and_the_version_before() -> None:
    minors = {int(version.removeprefix("v1.")) for version in pss.versions()}
    wanted = sorted(minors | {minor - 1 for minor in minors if minor})
    assert sample()["versions"] == [f"v1.{minor}" for minor in wanted]
    assert len(sample()["pods"]) > 1_000


def test_the_list_of_checks() -> None:
    listed = [[c.id, c.level, list(c.versions), c.overrides] for c in pss.CHECKS]
    assert sorted(listed) == sorted(sample()["registered"])


def test_versions_at_which_a_level_changes() -> None:
    assert {level: list(pss.versions(level)) for level in pss.LEVELS} == sample()["changes"]


@pytest.mark.parametrize("level", pss.LEVELS)
def test_the_checks_that_a_policy_runs(level: str) -> None:
    for version in sample()["versions"]:
        expected = sample()["checks"].get(level, {}).get(version, [])
        assert [check.id for check in pss.checks(level, version)] == expected


def test_newer_versions_and_latest_are_the_newest_known() -> None:
    newest = sample()["versions"][-1]
    for level in LEVELS:
        for version in ("v1.38", "v1.1000", "latest"):
            assert pss.checks(level, version) == pss.checks(level, newest)


def test_versions_are_refused_as_upstream_refuses_them() -> None:
    for version, is_valid in sample()["policy_versions"].items():
        if is_valid:
            pss.evaluate({}, "baseline", version)
        else:
            with pytest.raises(pss.PolicyError, match=r'must be "latest" or "v1\.x"'):
                pss.evaluate({}, "baseline", version)


def test_levels_are_refused_as_upstream_refuses_them() -> None:
    for level, is_valid in sample()["policy_levels"].items():
        if is_valid:
            pss.evaluate({}, level, "latest")
        else:
            with pytest.raises(pss.PolicyError, match="must be one of privileged, baseline"):
                pss.evaluate({}, level, "latest")
