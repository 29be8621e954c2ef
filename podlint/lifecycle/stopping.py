"""How a Pod is shut down: preStop hooks, SIGTERM, the grace period, SIGKILL.

When a Pod is deleted, the preStop hooks of all containers run at once, those of sidecars too. Then
an app container gets its stop signal, and is killed when the grace period is over. The grace period
begins before the hook; a program has 2 s to end, however long its hook took. Sidecars get the
signal when the app containers have ended, the last sidecar first, or when the grace period is over.

Source: Kubernetes documentation, "Pod Lifecycle", section "Termination of Pods";
`killContainer` and `terminationOrdering` of `pkg/kubelet/kuberuntime`; KEP-753.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.models import Container, PodSpec
from podlint.startup.frozen import Frozen

from .bounds import Bounds

__all__ = ["MINIMUM_GRACE", "Stop", "stop", "stops"]

MINIMUM_GRACE = 2
"""Seconds between the stop signal and the kill at the least."""


class Stop(Frozen):
    """How one container is stopped; times are seconds from the deletion of the Pod."""

    container: Container
    hook: Bounds | None
    """How long its preStop hook runs; None if it has none."""
    signal: str
    """The signal that asks it to end; SIGTERM unless its image or its spec says otherwise."""
    signalled: Bounds
    """When it gets the signal."""
    left: Bounds
    """How long it then has to end by itself."""
    killed: int
    """When it is killed at the latest."""


def stops(spec: PodSpec) -> Iterator[Stop]:
    """App containers, all at once, then sidecars, the last one first."""
    grace = max(spec.effective_termination_grace_period_seconds, 0)
    for container in spec.containers:
        yield stop(container, grace)
    for container in reversed(spec.init_containers):
        if container.sort == "sidecar":
            yield stop(container, grace, waits=True)


def stop(container: Container, grace: int, *, waits: bool = False) -> Stop:
    """How one container is stopped in so many seconds; a sidecar may wait for others before."""
    hook = _hook(container, grace)
    earliest, latest = (hook.least, hook.most or 0) if hook else (0, 0)
    if waits:
        latest = grace
    signal = container.lifecycle.stop_signal if container.lifecycle else None
    left = Bounds(max(grace - latest, MINIMUM_GRACE), max(grace - earliest, MINIMUM_GRACE))
    return Stop(
        container=container,
        hook=hook,
        signal=signal or "SIGTERM",
        signalled=Bounds(earliest, latest),
        left=left,
        killed=latest + left.least,
    )


def _hook(container: Container, grace: int) -> Bounds | None:
    """How long a preStop hook runs; it is skipped where there is no grace period."""
    hook = container.lifecycle.pre_stop if container.lifecycle else None
    if hook is None or not grace:
        return None
    if hook.sleep:
        seconds = min(hook.sleep.seconds or 0, grace)
        return Bounds(seconds, seconds)
    return Bounds(0, grace)
