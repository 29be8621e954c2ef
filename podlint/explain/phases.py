"""The phases of a Pod, and what kubectl shows in each.

Source: Kubernetes documentation, "Pod Lifecycle", section "Pod phase"; "Debug Init Containers",
section "Understanding Pod status".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from podlint.document.shortening import listed
from podlint.explain.obstacles import NO_POD, Halt, Step
from podlint.lifecycle import Ending, Phase, Timeline

__all__ = ["PHASE_TITLES", "phase_table"]

Row: TypeAlias = tuple[str, str, str]

PHASE_TITLES = ("Phase", "Shown by kubectl get pods", "Ends when")


def phase_table(life: Timeline, halt: Halt | None = None) -> Iterator[Row]:
    """For each phase its name, what kubectl shows and what ends it, under `PHASE_TITLES`.

    Succeeded and Failed are two ways to end. A Pod that never ends has neither.

    Args:
        life: The life of the Pod.
        halt: How far it gets, if it does not become ready.
    """
    if halt and not halt.runs and not life.circle:
        yield _halted(life, halt)
        return
    sorts = [each.container.sort for each in life.starts]
    first = [each for each in sorts if each != "app"]
    if first:
        done = [f"Init:{number}/{len(first)}" for number in range(len(first))]
        counted = done[0] if len(done) == 1 else f"{done[0]} to {done[-1]}"
        waiting = f"Pending, {counted}, PodInitializing"
    else:
        waiting = "Pending, ContainerCreating"
    if life.circle:
        yield "Pending", waiting, "never, because containers wait for each other"
        return
    yield "Pending", waiting, _pending_ends(sorts)
    total = len(sorts) - sorts.count("init")
    shown = f"Running, READY 0/{total} to {total}/{total}"
    if any("restarted" in (each.on_success, each.on_failure) for each in _running(life)):
        shown += ", CrashLoopBackOff before a restart"
    yield "Running", shown, _running_ends(life)
    yield from ((phase, _last(phase, life), "the Pod is deleted") for phase in life.phases)


_STARTED: frozenset[Step] = frozenset({"run", "hook"})
"""The steps at which a container has been created, so that it restarts or has failed."""


def _halted(life: Timeline, halt: Halt) -> Row:
    """The phase in which a Pod stays that does not start.

    Source: `getPhase` of the kubelet (pkg/kubelet/kubelet_pods.go).
    """
    init = halt.status.startswith("Init:")
    if halt.step in NO_POD:
        return "-", "No resources found", "the cause is corrected"
    if halt.step == "kubelet":
        return "Failed", halt.status, "the cause is corrected"
    if halt.step in _STARTED:
        if any(each.on_failure != "restarted" for each in life.endings):
            return "Failed", "Init:StartError" if init else "StartError", "the Pod is deleted"
        restarts = "Init:CrashLoopBackOff" if init else "CrashLoopBackOff"
        shown = f"{halt.status}, {restarts} before a restart"
        return "Pending" if init else "Running", shown, "the cause is corrected"
    return "Pending", halt.status, "the cause is corrected"


def _pending_ends(sorts: Sequence[str]) -> str:
    words = ["the node has prepared volumes and images"]
    if "init" in sorts:
        words.append("the init containers have completed")
    if "sidecar" in sorts:
        words.append("the sidecars have started")
    return listed([*words, "a container runs"])


def _running_ends(life: Timeline) -> str:
    if life.phases:
        return "the app containers have ended and do not restart"
    return "the Pod is deleted or evicted"


def _last(phase: Phase, life: Timeline) -> str:
    if phase == "Succeeded":
        return "Completed"
    spoilt = any(each.on_failure == "Pod fails" for each in life.endings)
    return "Error or Init:Error" if spoilt else "Error"


def _running(life: Timeline) -> Iterator[Ending]:
    return (each for each in life.endings if each.container.sort != "init")
