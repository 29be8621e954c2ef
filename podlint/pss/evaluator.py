"""The checks of a policy, and their evaluation.

Mirrors k8s.io/pod-security-admission v0.37.2, `policy/registry.go`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from podlint.models.server_defaults import default_pod_security
from podlint.pss.check import Check, Test
from podlint.pss.checks import CHECKS
from podlint.pss.pod import PodData
from podlint.pss.subject import plain_data
from podlint.pss.version import Level, parse_level, parse_version
from podlint.pss.violation import Violation

if TYPE_CHECKING:
    from podlint.models import Node

NEWEST = max(parse_version(version) for check in CHECKS for version in check.versions)
"""The minor of the newest known policy version. Newer versions and `latest` evaluate like it."""


def evaluate(
    pod: Mapping[str, Any] | Node, level: str, version: str, *, with_defaults: bool = False
) -> list[Violation]:
    """The violations of a Pod Security Standard by a Pod, in the order of the API server.

    Args:
        pod: A Pod or a Pod template, as data with `metadata` and `spec` or as a model. Paths start
            at its root.
        level: `privileged`, `baseline` or `restricted`.
        version: `latest`, or `v1.0`, `v1.1`, and so on. A version newer than the newest known
            policy evaluates like the newest known one.
        with_defaults: Set defaults first, as an API server does (see
            `podlint.models.server_defaults.default_pod_security`). Data of kind Pod are a Pod, and
            all other data are a template.

    Raises:
        PolicyError: The level or the version is malformed.
        NotAPodError: The object is a workload, which has a Pod template.
    """
    tests = _tests(parse_level(level), min(parse_version(version), NEWEST))
    given = plain_data(pod)
    if with_defaults:
        given = default_pod_security(given, template=given.get("kind") != "Pod")
    data = PodData.of(given)
    return [
        Violation(check, found.reason, found.detail, found.paths[0], found.paths)
        for check, test in tests
        if (found := test(data)) is not None
    ]


def checks(level: str, version: str) -> tuple[Check, ...]:
    """The checks of a policy, in the order of their violations.

    Restricted does not include all of baseline: some of its checks replace a check of baseline,
    even for Pods that they exempt.

    Raises:
        PolicyError: The level or the version is malformed.
    """
    return _checks(parse_level(level), min(parse_version(version), NEWEST))


def versions(level: str = "restricted") -> tuple[str, ...]:
    """The policy versions at which the result of a level can change, oldest first.

    Raises:
        PolicyError: There is no such level.
    """
    known = parse_level(level)
    changes = {
        version
        for check in CHECKS
        if known == "restricted" or check.level == known
        for version in check.versions
    }
    return tuple(sorted(changes, key=parse_version))


@cache
def _checks(level: Level, minor: int) -> tuple[Check, ...]:
    if level == "privileged":
        return ()
    existing = [check for check in CHECKS if check.test_at(minor)]
    if level == "baseline":
        return tuple(check for check in existing if check.level == "baseline")
    overridden = {check.overrides for check in existing}
    return tuple(check for check in existing if check.id not in overridden)


@cache
def _tests(level: Level, minor: int) -> tuple[tuple[str, Test], ...]:
    return tuple(
        (check.id, test) for check in _checks(level, minor) if (test := check.test_at(minor))
    )
