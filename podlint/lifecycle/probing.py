"""When probes succeed and fail, and when the kubelet kills a container because of that.

The kubelet runs a probe every `periodSeconds`, but not before `initialDelaySeconds` have passed
since the start of the container. Its probe timer is not aligned with that start. A check that times
out takes `timeoutSeconds`, and the next check waits for it.

Source: `pkg/kubelet/prober/worker.go` (`run`, `doProbe`) of Kubernetes v1.36.
"""

from __future__ import annotations

from podlint.models import Container, Probe

from .bounds import Bounds
from .stopping import stop

__all__ = ["failing", "first_success", "start_up_budget", "until_killed"]


def first_success(probe: Probe) -> Bounds:
    """From the start of a container to the success of a probe.

    The lower bound assumes that the program is up at once. There is no upper bound, because a
    program may take any time to start.
    """
    more = (probe.effective_success_threshold - 1) * probe.effective_period_seconds
    return Bounds(probe.effective_initial_delay_seconds + more, None)


def failing(probe: Probe) -> Bounds:
    """From the moment when a container hangs to the failure of a probe that times out."""
    beat = max(probe.effective_period_seconds, probe.effective_timeout_seconds)
    checks = (probe.effective_failure_threshold - 1) * beat + probe.effective_timeout_seconds
    return Bounds(checks, checks + beat)


def start_up_budget(container: Container) -> Bounds | None:
    """From the start of a container until it is killed if no check succeeds; None if it is not.

    If there is a startup probe, it decides, because the liveness probe waits for it. The lower
    bound applies to checks that fail at once, the upper bound to checks that time out.
    """
    probe = container.startup_probe or container.liveness_probe
    if probe is None:
        return None
    delay, period = probe.effective_initial_delay_seconds, probe.effective_period_seconds
    timeout = probe.effective_timeout_seconds
    repeats = probe.effective_failure_threshold - 1
    return Bounds(
        delay + repeats * period, delay + period + repeats * max(period, timeout) + timeout
    )


def until_killed(container: Container) -> Bounds | None:
    """From the moment when a container hangs until it is killed; None without a liveness probe.

    After the liveness probe has failed, the preStop hook runs, and the container has its grace
    period to end by itself: the one of the probe (KEP-2238), otherwise the one of the Pod. A
    container that hangs may not react to SIGTERM.
    """
    probe = container.liveness_probe
    if probe is None:
        return None
    grace = probe.termination_grace_period_seconds
    if grace is None:
        pod = container.pod
        grace = pod.effective_termination_grace_period_seconds if pod else 30
    stopped = stop(container, max(grace, 0))
    return failing(probe).plus(Bounds(stopped.signalled.least, stopped.killed))
