"""Which checks a policy runs, and running them.

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
"""The minor of the newest policy version known: newer ones, and `latest`, evaluate as this."""


def evaluate(
    pod: Mapping[str, Any] | Node, level: str, version: str, *, with_defaults: bool = False
) -> list[Violation]:
    """The violations of a Pod Security Standard by a Pod, in the API server's order.

    Args:
        pod: A Pod or a Pod template, as data with `metadata` and `spec` or as a model. Paths start
            at it.
        level: `privileged`, `baseline` or `restricted`.
        version: `latest`, or `v1.0`, `v1.1`, and so on. One that is newer than the newest known
            policy evaluates as the newest known.
        with_defaults: Judge what an API server would judge, which fills in defaults first (see
            `podlint.models.server_defaults.default_pod_security`), and not the Pod as it is given.
            Data count as a whole Pod if their kind says so, else as a template.

    Raises:
        PolicyError: The level or the version is malformed.
        NotAPodError: The object is a workload, which holds a Pod template.
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
    """The checks that a policy runs, in the order of their violations.

    Restricted is not baseline and more: some of its checks replace one of baseline, even for Pods
    that they exempt themselves.

    Raises:
        PolicyError: The level or the version is malformed.
    """
    return _checks(parse_level(level), min(parse_version(version), NEWEST))


def versions(level: str = "restricted") -> tuple[str, ...]:
    """The policy versions at which a verdict of a level may change, oldest first.

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
