"""Why a Pod does not become ready, as far as findings tell: the step of its start that fails.

What a finding stops follows from the first symptom of its rule: see `podlint.rule.symptoms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from podlint.finding.report import Finding
from podlint.finding.severity import Severity
from podlint.models import Container
from podlint.rule.index import ListedRule
from podlint.rule.rule import Rule
from podlint.rule.symptoms import Symptom, symptoms_in
from podlint.startup.frozen import Frozen

__all__ = ["Halt", "Obstacle", "Step", "halt_of", "obstacles", "sentence", "title"]

Step: TypeAlias = Literal[
    "object",
    "pod",
    "static Pod",
    "node",
    "kubelet",
    "preparation",
    "init",
    "image",
    "container",
    "run",
    "failure",
    "hook",
    "probe",
    "readiness",
]
"""A step of a Pod's start. The steps are in the order in which a Pod takes them."""

_STEPS: tuple[Step, ...] = get_args(Step)
NO_POD: frozenset[Step] = frozenset({"object", "pod", "static Pod"})
WHOLE_POD: frozenset[Step] = frozenset({*NO_POD, "node", "kubelet", "preparation"})
"""The steps that come before any container starts."""
_POST_START = "PostStartHookError"
"""How kubectl shows the event `FailedPostStartHook` (`ErrPostStartHook` of the kubelet)."""
_POD_SECURITY = "refused by Pod Security"

_SAYS: dict[Step, tuple[str, str]] = {
    "object": ("The API server rejects {owner}, so there is no Pod", ""),
    "pod": ("The API server rejects {pods}", "The API server may reject {pods}"),
    "static Pod": ("The kubelet does not run the Pod", "The kubelet may refuse to run the Pod"),
    "node": ("No node can run the Pod, which stays `Pending`", "The Pod may stay `Pending`"),
    "kubelet": (
        "The kubelet rejects the Pod ({status})",
        "The kubelet may reject the Pod ({status})",
    ),
    "preparation": (
        "The kubelet cannot prepare the Pod, which stays in {status}",
        "The Pod may stay in {status}",
    ),
    "init": (
        "The Pod's start stops at {container}, and the Pod stays in {status}",
        "The Pod's start may stop at {container} ({status})",
    ),
    "image": (
        "The image of {container} cannot be pulled ({status})",
        "The image of {container} may not be available ({status})",
    ),
    "container": (
        "The kubelet cannot create {container} ({status})",
        "The kubelet may fail to create {container} ({status})",
    ),
    "run": (
        "The container runtime cannot start {container} ({status})",
        "The container runtime may fail to start {container} ({status})",
    ),
    "failure": (
        "{Container} ends with an error after each start ({status})",
        "{Container} may end with an error after each start ({status})",
    ),
    "hook": (
        "The `postStart` hook of {container} fails, and the kubelet kills the container",
        "A hook of {container} may fail",
    ),
    "probe": (
        "A probe or hook of {container} always fails",
        "A probe or hook of {container} may fail",
    ),
    "readiness": ("The Pod runs, but never becomes ready", "The Pod may never become ready"),
}


class Obstacle(Frozen):
    """A finding that keeps a Pod from becoming ready.

    Attributes:
        step: The step of the start that fails.
        status: What `kubectl get pods` shows then.
        sure: The Pod cannot become ready. Otherwise, that depends on facts outside the manifest.
        finding: The finding.
        container: The container that the finding is about, if it is about one.
    """

    step: Step
    status: str
    sure: bool
    finding: Finding
    container: Container | None


class Halt(Frozen):
    """How far a Pod gets that certainly does not become ready.

    Attributes:
        step: The step that fails.
        status: What `kubectl get pods` shows first.
        started: The number of containers that start.
        ready: The number of containers that start and become ready.
    """

    step: Step
    status: str
    started: int
    ready: int

    @property
    def runs(self) -> bool:
        """Whether all containers run."""
        return _STEPS.index(self.step) > _STEPS.index("hook")


def obstacles(
    findings: Iterable[Finding],
    containers: Sequence[Container],
    rules: Mapping[str, ListedRule],
    enforced: bool,
) -> tuple[Obstacle, ...]:
    """What keeps a Pod from becoming ready, the certain and earliest first.

    Args:
        findings: The findings of the Pod that are not suppressed.
        containers: The containers in start order.
        rules: The rules by name.
        enforced: A Pod Security level that the Pod violates is enforced in its namespace.
    """
    found = []
    for finding in findings:
        rule = rules.get(finding.rule)
        if rule is None or finding.severity is Severity.INFO:
            continue
        sure = finding.severity is rule.at_most is Severity.ERROR
        symptom = _symptom_of(rule.rule, sure and enforced)
        step = next((each for each in _STEPS if symptom and each == symptom.stops), None)
        if symptom is None or step is None or (not sure and _is_no_doubt(symptom)):
            continue
        container = _container_of(finding, containers)
        status = _status(symptom, container, containers)
        found.append(Obstacle(step, status, sure, finding, container))
    return tuple(sorted(found, key=lambda each: (not each.sure, _STEPS.index(each.step))))


def _symptom_of(rule: Rule, refused: bool) -> Symptom | None:
    """The first symptom, or the refusal by Pod Security of a rule about it."""
    named = symptoms_in(rule.symptom)
    if refused and rule.standards:
        return next((each for each in named if each.name == _POD_SECURITY), None)
    return named[0] if named else None


def _is_no_doubt(symptom: Symptom) -> bool:
    """Whether a warning with this symptom says nothing about the start."""
    return symptom.stops == "object" or symptom.name == _POD_SECURITY


def _container_of(finding: Finding, containers: Sequence[Container]) -> Container | None:
    named = (each for each in containers if each.name and each.name == finding.container)
    return next(named, None)


def _status(symptom: Symptom, container: Container | None, containers: Sequence[Container]) -> str:
    """The column STATUS of `kubectl get pods`."""
    first = [each for each in containers if each.sort != "app"]
    if symptom.stops in ("preparation", "init") and first:
        place = first.index(container) if container in first else 0
        return f"Init:{place}/{len(first)}"
    if symptom.stops in ("preparation", "init"):
        return "ContainerCreating"
    if symptom.stops in ("image", "container", "run", "failure", "hook"):
        name = _POST_START if symptom.stops == "hook" else symptom.name.removeprefix("Init:")
        return f"Init:{name}" if container in first else name
    return symptom.name


def halt_of(found: Sequence[Obstacle], containers: Sequence[Container]) -> Halt | None:
    """How far the Pod gets; None if nothing certainly keeps it from becoming ready."""
    sure = [each for each in found if each.sure]
    if not sure:
        return None
    first = sure[0]
    if any(each.step in WHOLE_POD for each in sure):
        return Halt(first.step, first.status, 0, 0)
    places = [containers.index(each.container) for each in sure if each.container]
    earliest = min(places, default=len(containers))
    blocks = earliest < len(containers) and containers[earliest].sort != "app"
    started = earliest + 1 if blocks else len(containers)
    return Halt(first.step, first.status, started, min(earliest, len(containers)))


def title(found: Sequence[Obstacle]) -> str:
    """The heading above the obstacles."""
    if not any(each.sure for each in found):
        return "The Pod may not become ready"
    starts = _STEPS.index(found[0].step) > _STEPS.index("run")
    return "The Pod does not become ready" if starts else "The Pod does not start"


def sentence(obstacle: Obstacle, owner: str) -> str:
    """What fails, the reason, and its line.

    Args:
        obstacle: The obstacle.
        owner: Kind and name of the object that contains the Pod: `Deployment/web`.
    """
    named = obstacle.container and obstacle.container.name
    container = f"container `{named}`" if named else "a container"
    words = _SAYS[obstacle.step][not obstacle.sure].format(
        owner=owner,
        pods="the Pod" if owner.startswith("Pod/") else f"the Pods of {owner}",
        status=f"`{obstacle.status}`",
        container=container,
        Container=container[0].upper() + container[1:],
    )
    span = obstacle.finding.location.span
    return f"{words}: {obstacle.finding.message}{f' (line {span.start_line})' if span else ''}"
