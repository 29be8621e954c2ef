"""A check and its revisions."""

from __future__ import annotations

from collections.abc import Callable

from podlint.pss.pod import PodData
from podlint.pss.version import Level, parse_version
from podlint.pss.violation import Forbidden
from podlint.startup.frozen import Frozen

Test = Callable[[PodData], Forbidden | None]
"""The test of a revision of a check. It returns None if the Pod is allowed."""

DOCUMENTATION = "https://kubernetes.io/docs/concepts/security/pod-security-standards/"
"""The page that describes the controls."""


class Check(Frozen):
    """One control of the Pod Security Standards, in all policy versions.

    Attributes:
        id: Upstream's id, which also determines the order of violations.
        level: The level that introduces it: `baseline` or `restricted`.
        control: The name of the control in the Kubernetes documentation (`DOCUMENTATION`).
        source: The file of k8s.io/pod-security-admission, `policy/`, that it mirrors.
        revisions: Each policy version with the test that applies from it on, oldest first. Before
            the first one the check does not exist.
        overrides: The baseline check that it replaces at level restricted, where both exist.
    """

    id: str
    level: Level
    control: str
    source: str
    revisions: tuple[tuple[str, Test], ...]
    overrides: str | None = None

    @property
    def versions(self) -> tuple[str, ...]:
        """The policy versions at which the check appears or changes, oldest first."""
        return tuple(version for version, _ in self.revisions)

    def test_at(self, minor: int) -> Test | None:
        """The test that applies at policy version v1.`minor`; None before the first revision."""
        applicable = None
        for version, test in self.revisions:
            if parse_version(version) <= minor:
                applicable = test
        return applicable
