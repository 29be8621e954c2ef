"""When probes succeed and fail, and when a container is killed for it.

The kubelet runs a probe every `periodSeconds`, on a beat that has nothing to do with the start of
the container, and not before `initialDelaySeconds` have passed since then. A check that times out
takes `timeoutSeconds`; the next one waits for it.

Source: `pkg/kubelet/prober/worker.go` (`run`, `doProbe`) of Kubernetes v1.36.
"""

from __future__ import annotations

from podlint.models import Container, Probe

from .bounds import Bounds
from .stopping import stop

__all__ = ["failing", "first_success", "start_up_budget", "until_killed"]


def first_success(probe: Probe) -> Bounds:
    """From the start of a container to the success of a probe, if its program is up at once.

    A program that is not up at once takes as long as it takes: there is no upper bound.
    """
    more = (probe.effective_success_threshold - 1) * probe.effective_period_seconds
    return Bounds(probe.effective_initial_delay_seconds + more, None)


def failing(probe: Probe) -> Bounds:
    """From the moment that a container hangs to the failure of a probe that times out."""
    beat = max(probe.effective_period_seconds, probe.effective_timeout_seconds)
    checks = (probe.effective_failure_threshold - 1) * beat + probe.effective_timeout_seconds
    return Bounds(checks, checks + beat)


def start_up_budget(container: Container) -> Bounds | None:
    """From the start of a container to its kill if no check succeeds; None if nothing kills it.

    The startup probe decides where there is one, for the liveness probe waits for it. The lower
    bound is for checks that are refused at once, the upper one for checks that time out.
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
    """From the moment that a running container hangs until it is gone; None if nothing notices.

    After the liveness probe has failed, the preStop hook runs, and the container has its grace
    period to end by itself: the probe's own (KEP-2238) or the Pod's. One that hangs may not react
    to SIGTERM.
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
