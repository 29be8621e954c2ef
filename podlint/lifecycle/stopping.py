"""How a Pod is terminated: preStop hooks, SIGTERM, grace period, SIGKILL.

When a Pod is deleted, the preStop hooks of all containers run at the same time, including those of
sidecars. Then each app container gets its stop signal, and is killed at the end of the grace
period. The grace period starts before the hook. A program has at least 2 s to end, even if its hook
took the whole grace period. Sidecars get the signal when the app containers have ended, the last
sidecar first, or at the end of the grace period.

Source: Kubernetes documentation, "Pod Lifecycle", section "Termination of Pods";
`killContainer` and `terminationOrdering` of `pkg/kubelet/kuberuntime`; KEP-753.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.models import Container, PodSpec
from podlint.startup.frozen import Frozen
from podlint.version import parse_version

from .bounds import Bounds

__all__ = ["MINIMUM_GRACE", "STOPS_NOTHING", "Stop", "drops_stop_signal", "stop", "stops"]

MINIMUM_GRACE = 2
"""The minimum number of seconds between the stop signal and SIGKILL."""

STOPS_NOTHING = frozenset(
    f"SIG{name}" for name in "KILL STOP TSTP TTIN TTOU CONT CHLD CLD URG".split()
)
"""The signals that do not make a program shut down: it cannot handle or usually ignores them."""

_STOP_SIGNAL = (1, 33)
"""The version that introduced the field `stopSignal`."""


def drops_stop_signal(versions: tuple[str, ...]) -> bool:
    """Whether a version of Kubernetes has the field `stopSignal` and drops it by default.

    The gate ``ContainerStopSignals`` is disabled by default in all versions up to 1.37
    (``dropDisabledFields`` in pkg/api/pod/util.go).
    """
    return any(parse_version(each) >= _STOP_SIGNAL for each in versions)


class Stop(Frozen):
    """How one container is stopped; times are in seconds from the deletion of the Pod."""

    container: Container
    hook: Bounds | None
    """The duration of its preStop hook; None if it has none."""
    signal: str
    """The stop signal: the one in its spec, otherwise SIGTERM. The image may define another one."""
    signalled: Bounds
    """When it gets the signal."""
    left: Bounds
    """The time that it then has to end by itself."""
    killed: int
    """The latest time when it is killed."""


def stops(spec: PodSpec) -> Iterator[Stop]:
    """App containers, which stop at the same time, then sidecars, the last one first."""
    grace = max(spec.effective_termination_grace_period_seconds, 0)
    for container in spec.containers:
        yield stop(container, grace)
    for container in reversed(spec.init_containers):
        if container.sort == "sidecar":
            yield stop(container, grace, waits=True)


def stop(container: Container, grace: int, *, waits: bool = False) -> Stop:
    """How one container is stopped with a grace period of `grace` seconds.

    `waits` is set for a sidecar, which waits for the containers that stop before it.
    """
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
    """The duration of the preStop hook, which is skipped if the grace period is 0."""
    hook = container.lifecycle.pre_stop if container.lifecycle else None
    if hook is None or not grace:
        return None
    if hook.sleep:
        seconds = min(hook.sleep.seconds or 0, grace)
        return Bounds(seconds, seconds)
    return Bounds(0, grace)
