"""A Pod together with the Pod Security Standards that are asked of it: what rules visit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from podlint.document import JSON, Place
from podlint.document.field_path import CONTAINER_LISTS, container_name, value_at
from podlint.finding.problem import Fix, Problem, Related
from podlint.finding.severity import Severity
from podlint.models.workloads import PodTarget
from podlint.pss import Violation, evaluate
from podlint.pss.labels import PREFIX
from podlint.pss.violation import Path
from podlint.startup.frozen import Frozen
from podlint.targets.standards_asked import AskedStandard

_LONGEST_VALUE = 40


class PlacedViolation(Frozen):
    """One place of a Pod that violates a standard.

    Attributes:
        at: The field that is wrong, or where the missing one belongs.
        path: The same, from the Pod's root, as in `podlint.pss.Violation.paths`.
        check: Upstream's id of the check that fails.
        demand: The demand that it does not meet: of several, the one that hurts most.
        pod: The Pod.
        container: The name of the container that holds the field; None for the Pod's own fields.
        value: What is written there; None where nothing is.
    """

    at: Place
    path: Path
    check: str
    demand: AskedStandard
    pod: PodTarget
    container: str | None
    value: JSON

    @property
    def who(self) -> str:
        """Who sets the field or lacks it: ``container app``, or ``the Pod``."""
        return "the Pod" if self.container is None else f"container {self.container}"

    @property
    def shown(self) -> str:
        """The value, cut short if it is long."""
        text = str(self.value)
        return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}..."

    @property
    def windows_advice(self) -> str | None:
        """What to do where a setting is asked of a Pod on Windows, in which it is refused.

        Policies before v1.25 ask for settings that Windows does not have; None for other Pods.
        """
        system = self.pod.spec.os
        if system is None or system.name != "windows":
            return None
        label = self.demand.label
        where = f"the label {PREFIX}{self.demand.mode}-version" if label else "the policy's version"
        return f"Windows has no such setting: raise {where} to v1.25"

    def problem(
        self,
        message: str,
        *,
        why: str | None = None,
        help: str | None = None,  # noqa: A002
        fix: Fix | None = None,
        at: Place | None = None,
    ) -> Problem:
        """The problem that the violation is, with the demand named; an error if it is enforced.

        Args:
            message: What is wrong.
            why: What it leads to.
            help: What to write.
            fix: How to fix it.
            at: Another place to mark than the violation's own.
        """
        label = self.demand.label
        reason = f"{self.demand.reason(self.pod)}."
        return Problem(
            message,
            at=at or self.at,
            related=(Related(f"asks for {self.demand.standard}", label),) if label else (),
            fix=fix,
            why=f"{why} {reason}" if why else reason,
            help=help,
            severity=Severity.ERROR if self.demand.is_enforced else None,
        )


class JudgedPod(Frozen, eq=False):
    """A Pod and how it stands against what is asked of it.

    Attributes:
        pod: The Pod, or the template.
        demands: What is asked of it; what hurts most first.
        partial: Something else completes it: what it lacks means nothing.
        violations: What it does not meet of each demand.
    """

    pod: PodTarget
    demands: tuple[AskedStandard, ...]
    partial: bool
    violations: tuple[tuple[Violation, ...], ...]

    @classmethod
    def of(
        cls, pod: PodTarget, demands: tuple[AskedStandard, ...], partial: bool = False
    ) -> JudgedPod:
        """Judge a Pod, as an API server would after it has filled in defaults.

        Without the kind it counts as a template: the host ports that a Pod in the node's network
        gets are no faults of their own.
        """
        data = pod_data(pod) if demands else {}
        found = (
            tuple(evaluate(data, each.standard.level, each.standard.version, with_defaults=True))
            for each in demands
        )
        return cls(pod, demands, partial, tuple(found))

    @property
    def has_violations(self) -> bool:
        """Whether there is anything that the Pod does not meet."""
        return any(self.violations)

    def violated(self, *checks: str) -> Iterator[PlacedViolation]:
        """The places that some checks find fault with, each once; Pod before containers.

        Of a Pod that something else completes, only what is written.
        """
        found: dict[Path, PlacedViolation] = {}
        for demand, violations in zip(self.demands, self.violations, strict=True):
            for violation in violations:
                if violation.check in checks:
                    for path in violation.paths:
                        found.setdefault(path, self._fault(path, violation.check, demand))
        for fault in found.values():
            if not self.partial or fault.at.document.has(fault.at.path):
                yield fault

    def is_written(self, path: Path) -> bool:
        """Whether something is written at a path from the Pod's root, null counting as nothing."""
        at = place_in(self.pod, path)
        return value_at(at.document.data, at.path) is not None

    def _fault(self, path: Path, check: str, demand: AskedStandard) -> PlacedViolation:
        at = place_in(self.pod, path)
        container = _container(self.pod, path)
        return PlacedViolation(
            at, path, check, demand, self.pod, container, value_at(at.document.data, at.path)
        )


class UnrestrictedPod(Frozen, eq=False):
    """A Pod of which restricted is not asked: what restricted demands is good practice for it.

    Attributes:
        pod: The Pod, or the template.
    """

    pod: PodTarget


def place_in(pod: PodTarget, path: Path) -> Place:
    """Where a path from the Pod's root, as in `podlint.pss.Violation.paths`, leads to."""
    root, *steps = path
    at = pod.metadata.at if root == "metadata" and pod.metadata else pod.spec.at
    if root == "spec" and _is_container_alone(pod):
        steps = steps[2:]
    return Place(at.document, (*at.path, *steps))


def _container(pod: PodTarget, path: Path) -> str | None:
    """The name of the container that a path leads into; its place in the list if it has none."""
    _, field, *steps = path
    if field not in CONTAINER_LISTS:
        return None
    if _is_container_alone(pod):
        return pod.spec.containers[0].name
    return container_name(pod_data(pod), path) or f"{field}[{steps[0]}]"


def pod_data(pod: PodTarget) -> dict[str, Any]:
    """A Pod as `podlint.pss.evaluate` takes it: `metadata` and `spec` as they are written."""
    spec: Any = value_at(pod.at.document.data, pod.at.path)
    if _is_container_alone(pod):
        spec = {"containers": [spec]}
    if pod.metadata is None:
        return {"spec": spec}
    at = pod.metadata.at
    return {"metadata": value_at(at.document.data, at.path), "spec": spec}


def _is_container_alone(pod: PodTarget) -> bool:
    """Whether a custom resource holds a container only, which stands for its Pod."""
    containers = pod.spec.containers
    return len(containers) == 1 and containers[0].at == pod.spec.at
