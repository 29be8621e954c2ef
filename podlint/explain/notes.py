"""Notes for newcomers about the features that a Pod uses."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.explain.amounts import decided_by
from podlint.lifecycle import Bounds, Timeline
from podlint.models import Pod, PodSpec
from podlint.models.workloads import PodTarget
from podlint.pods.jobs import DEFAULT_BACKOFF_LIMIT, job_of
from podlint.resources import PodResources

__all__ = ["notes"]

_QUALITY = {
    "BestEffort": "If the node runs short of memory, this Pod is among the first to be evicted, "
    "because it has no CPU or memory requests (QoS class BestEffort).",
    "Burstable": "If the node runs short of memory, this Pod can be evicted when it uses more than "
    "it requests (QoS class Burstable).",
    "Guaranteed": "If the node runs short of memory, this Pod is among the last to be evicted (QoS "
    "class Guaranteed).",
}


def notes(
    pod: PodTarget, found: PodResources, life: Timeline, *, partial: bool = False
) -> tuple[str, ...]:
    """Sentences about the features of this Pod, the most basic ones first.

    If another tool completes the Pod, there are no notes about what that tool may change.
    """
    return (
        *([] if partial else _about_owner(pod)),
        *_about_order(pod.spec),
        *_about_amounts(found, partial),
        *_about_life(pod.spec, life, partial),
    )


def _about_owner(pod: PodTarget) -> Iterator[str]:
    owner = pod.owner
    if isinstance(owner, Pod):
        yield (
            "This Pod has no controller. If it is deleted or evicted, or its node fails, nothing "
            "replaces it."
        )
        return
    spec = job_of(owner)
    if spec is not None:
        limit = DEFAULT_BACKOFF_LIMIT if spec.backoff_limit is None else spec.backoff_limit
        if pod.spec.effective_restart_policy == "Never":
            yield (
                f"With restartPolicy Never, the Job creates a new Pod after each failure. It gives "
                f"up after more than {limit} failures (backoffLimit)."
            )
        elif pod.spec.effective_restart_policy == "Always":
            yield (
                "The API server rejects this Job: its restartPolicy must be OnFailure or Never, "
                "and the default is Always."
            )
        else:
            yield (
                f"With restartPolicy OnFailure, containers restart in the same Pod. After more "
                f"than {limit} failures (backoffLimit), the Job gives up and deletes the Pod and "
                "its logs."
            )


def _about_order(spec: PodSpec) -> Iterator[str]:
    if len(spec.containers) > 1:
        yield (
            "All containers of a Pod run on the same node and share the Pod's network. They reach "
            "each other at localhost, and only one of them can use a port."
        )
    if any(each.sort == "init" for each in spec.init_containers):
        yield (
            "Init containers run one after the other, each to completion, before the app "
            "containers start. They run again after a failure and in every new Pod, so it must be "
            "safe to run them more than once."
        )
    if any(each.sort == "sidecar" for each in spec.init_containers):
        yield (
            "A sidecar is an init container with restartPolicy Always. It starts in the order of "
            "the init containers, keeps running next to the app containers, and stops after them."
        )


def _about_amounts(found: PodResources, partial: bool) -> Iterator[str]:
    if found.requests:
        yield (
            "A request is the amount that must be free on a node before the Pod can run there. A "
            "limit is the most that a container can use. At its CPU limit, a container is slowed "
            "down. Above its memory limit, it is killed (OOMKilled)."
        )
    for name, kept in found.start_up_only.items():
        yield (
            f"{kept} of {name} stay reserved after the start, although the running Pod does not "
            f"request them. The step of {decided_by(found, name)} needs more than the running Pod, "
            "and the larger amount stays reserved for as long as the Pod exists."
        )
    if not partial:
        yield _QUALITY[found.qos]


def _about_life(spec: PodSpec, life: Timeline, partial: bool) -> Iterator[str]:
    if any(each.readiness_probe for each in spec.all_containers):
        yield (
            "While a readiness probe fails, Services send no requests to the Pod. The container is "
            "not restarted."
        )
    if any(each.budget for each in life.starts):
        yield (
            "If a liveness or startup probe fails failureThreshold times in a row, the kubelet "
            "kills the container, and restarts it if the restart policy allows that."
        )
    if any(each.on_failure == "restarted" for each in life.endings):
        yield (
            "If a container keeps failing, the delay before each restart doubles from 10 s to 5 "
            "min, and kubectl shows CrashLoopBackOff. The delay is reset when the container has "
            "run for 10 min."
        )
    grace = spec.effective_termination_grace_period_seconds
    if spec.termination_grace_period_seconds is None and partial:
        return
    time = Bounds(grace, grace)
    signal = life.stops[0].signal if life.stops else "SIGTERM"
    if grace > 0:
        yield (
            f"When the Pod is deleted, each container gets {signal}, and is killed if it still "
            f"runs after {time} (terminationGracePeriodSeconds). This time includes the preStop "
            "hook."
        )
    else:
        yield (
            "terminationGracePeriodSeconds is 0: a deleted Pod disappears from the API "
            f"immediately, no preStop hook runs, and its containers are killed 2 s after {signal}."
        )
