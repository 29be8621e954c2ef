"""Pods with the Pod Security Standards that apply to them, as targets of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from podlint.document import JSON, Place
from podlint.document.field_path import CONTAINER_LISTS, container_name, value_at
from podlint.finding.problem import Fix, Problem, Related
from podlint.finding.severity import Severity
from podlint.models.workloads import PodTarget
from podlint.pods.node_agents import Way, may_be_node_agent
from podlint.pss import Violation, evaluate
from podlint.pss.labels import PREFIX
from podlint.pss.violation import Path
from podlint.startup.frozen import Frozen
from podlint.targets.standards_asked import AskedStandard

if TYPE_CHECKING:
    from podlint.models import Container
    from podlint.models.service import Service

_LONGEST_VALUE = 40
_WAYS: Mapping[str, Way] = {
    "hostNetwork": "network",
    "hostPID": "processes",
    "hostIPC": "processes",
    "hostPort": "ports",
}


class PlacedViolation(Frozen):
    """One place of a Pod that violates a standard.

    Attributes:
        at: The field that is wrong, or the place where a field is missing.
        path: Its path from the root of the Pod, as in `podlint.pss.Violation.paths`.
        check: Upstream's id of the check that fails.
        demand: The standard that it violates. Of several, the one with the worst consequence.
        pod: The Pod.
        container: The name of the container of the field; None for fields of the Pod.
        value: The value of the field; None if it is missing.
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
        """The owner of the field: ``container app``, or ``the Pod``."""
        return "the Pod" if self.container is None else f"container `{self.container}`"

    @property
    def container_model(self) -> Container | None:
        """The container of the field; None for fields of the Pod."""
        if self.container is None:
            return None
        containers = self.pod.spec.all_containers
        return next((each for each in containers if each.name == self.container), None)

    @property
    def shown(self) -> str:
        """The value, shortened if it is long."""
        text = str(self.value)
        return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}..."

    @property
    def windows_advice(self) -> str | None:
        """What to do if a standard demands a setting that a Windows Pod cannot have, or None.

        Policies before v1.25 demand settings that the API server rejects in Windows Pods.
        """
        system = self.pod.spec.os
        if system is None or system.name != "windows":
            return None
        label = self.demand.label
        where = f"the label `{PREFIX}{self.demand.mode}-version`" if label else "the policy version"
        return f"Set {where} to `v1.25` or newer, because Windows Pods cannot have this setting"

    @property
    def _way(self) -> Way | None:
        """The access to the node that the field gives."""
        return _WAYS.get(str(self.path[-1]))

    def problem(
        self,
        message: str,
        *,
        why: str | None = None,
        help: str | None = None,  # noqa: A002
        fix: Fix | None = None,
        at: Place | None = None,
    ) -> Problem:
        """The problem of the violation, which names the standard; an error if it is enforced.

        Args:
            message: What is wrong.
            why: The consequence.
            help: What to write.
            fix: How to fix it; left out if it could take from a node agent what it needs.
            at: The place to mark, if it differs from the place of the violation.
        """
        label = self.demand.label
        reason = f"{self.demand.reason(self.pod)}."
        return Problem(
            message,
            at=at or self.at,
            related=(
                Related(f"this label sets the Pod Security level `{self.demand.standard}`", label),
            )
            if label
            else (),
            fix=None if fix and may_be_node_agent(self.pod, self._way) else fix,
            why=f"{why} {reason}" if why else reason,
            help=help,
            severity=Severity.ERROR if self.demand.is_enforced else None,
        )


class JudgedPod(Frozen, eq=False):
    """A Pod, and its violations of the Pod Security Standards that apply to it.

    Attributes:
        pod: The Pod, or the Pod template.
        demands: The standards that apply to the Pod, starting with the one with the worst
            consequence.
        partial: Another tool completes the Pod, so missing fields do not count.
        violations: The violations of each of these standards.
        services: The Services that select the Pod.
    """

    pod: PodTarget
    demands: tuple[AskedStandard, ...]
    partial: bool
    violations: tuple[tuple[Violation, ...], ...]
    services: tuple[Service, ...] = ()

    @classmethod
    def of(
        cls,
        pod: PodTarget,
        demands: tuple[AskedStandard, ...],
        partial: bool = False,
        services: tuple[Service, ...] = (),
    ) -> JudgedPod:
        """Evaluate a Pod as an API server does after it has set defaults.

        If there is no kind, the Pod is treated as a template: the host ports that a Pod on the host
        network gets by default are not violations.
        """
        data = pod_data(pod) if demands else {}
        found = (
            tuple(evaluate(data, each.standard.level, each.standard.version, with_defaults=True))
            for each in demands
        )
        return cls(pod, demands, partial, tuple(found), services)

    @property
    def has_violations(self) -> bool:
        """Whether the Pod violates any of the standards."""
        return any(self.violations)

    def violated(self, *checks: str) -> Iterator[PlacedViolation]:
        """The places that violate some checks, each once: first in the Pod, then in containers.

        If another tool completes the Pod, only existing fields are included.
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
        """Whether the Pod has a value other than null at a path from its root."""
        at = place_in(self.pod, path)
        return value_at(at.document.data, at.path) is not None

    def _fault(self, path: Path, check: str, demand: AskedStandard) -> PlacedViolation:
        at = place_in(self.pod, path)
        container = _container(self.pod, path)
        return PlacedViolation(
            at, path, check, demand, self.pod, container, value_at(at.document.data, at.path)
        )


class UnrestrictedPod(Frozen, eq=False):
    """A Pod to which the level restricted does not apply, although it is good practice.

    Attributes:
        pod: The Pod, or the template.
    """

    pod: PodTarget


def place_in(pod: PodTarget, path: Path) -> Place:
    """The place of a path from the root of a Pod, as in `podlint.pss.Violation.paths`."""
    root, *steps = path
    at = pod.metadata.at if root == "metadata" and pod.metadata else pod.spec.at
    if root == "spec" and _is_container_alone(pod):
        steps = steps[2:]
    return Place(at.document, (*at.path, *steps))


def _container(pod: PodTarget, path: Path) -> str | None:
    """The name of the container in a path, or its position if it has no name."""
    _, field, *steps = path
    if field not in CONTAINER_LISTS:
        return None
    if _is_container_alone(pod):
        return pod.spec.containers[0].name
    return container_name(pod_data(pod), path) or f"{field}[{steps[0]}]"


def pod_data(pod: PodTarget) -> dict[str, Any]:
    """A Pod as `podlint.pss.evaluate` reads it: `metadata` and `spec` from the manifest."""
    spec: Any = value_at(pod.at.document.data, pod.at.path)
    if _is_container_alone(pod):
        spec = {"containers": [spec]}
    if pod.metadata is None:
        return {"spec": spec}
    at = pod.metadata.at
    return {"metadata": value_at(at.document.data, at.path), "spec": spec}


def _is_container_alone(pod: PodTarget) -> bool:
    """Whether a custom resource has only a container, which represents its Pod."""
    containers = pod.spec.containers
    return len(containers) == 1 and containers[0].at == pod.spec.at
