"""How a Pod is shut down: preStop hooks, SIGTERM, the grace period, SIGKILL.

When a Pod is deleted, all app containers are stopped at once: each runs its preStop hook, then
gets its stop signal, and is killed when the grace period is over. The grace period begins before
the hook; a hook that uses it up leaves the program 2 s. Sidecars are stopped after the app
containers have ended, the last one first, in what is left of the grace period.

Source: Kubernetes documentation, "Pod Lifecycle", section "Termination of Pods";
`killContainer` of `pkg/kubelet/kuberuntime/kuberuntime_container.go`; KEP-753.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.frozen import Frozen
from podlint.models import Container, PodSpec

from .bounds import Bounds

__all__ = ["MINIMUM_GRACE", "Stop", "stops"]

MINIMUM_GRACE = 2
"""Seconds between the stop signal and the kill, however long the preStop hook took."""


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
        yield _stop(container, grace, Bounds(0, 0))
    for container in reversed(spec.init_containers):
        if container.sort == "sidecar":
            yield _stop(container, grace, Bounds(0, grace))


def _stop(container: Container, grace: int, begins: Bounds) -> Stop:
    hook = _hook(container, grace)
    signalled = begins.plus(hook) if hook else begins
    latest = min(signalled.most or 0, grace)
    signalled = Bounds(min(signalled.least, grace), latest)
    least = max(grace - latest, MINIMUM_GRACE) if grace else 0
    most = max(grace - signalled.least, MINIMUM_GRACE) if grace else 0
    signal = container.lifecycle.stop_signal if container.lifecycle else None
    return Stop(
        container=container,
        hook=hook,
        signal=signal or "SIGTERM",
        signalled=signalled,
        left=Bounds(least, most),
        killed=latest + least,
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
