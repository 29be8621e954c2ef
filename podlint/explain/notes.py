"""What someone who is new to Pods should know about this one."""

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
    "BestEffort": "When the node runs short of memory, this Pod is among the first to be evicted, "
    "since it asks for nothing (QoS class BestEffort).",
    "Burstable": "When the node runs short of memory, this Pod may be evicted as soon as it uses "
    "more than it asked for (QoS class Burstable).",
    "Guaranteed": "When the node runs short of memory, Pods like this one are evicted last (QoS "
    "class Guaranteed).",
}


def notes(
    pod: PodTarget, found: PodResources, life: Timeline, *, partial: bool = False
) -> tuple[str, ...]:
    """Sentences, the most basic ones first; each is about something that this Pod has.

    Of a part of a Pod nothing is said that another part may change.
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
            "This Pod belongs to no controller: if it is deleted or evicted, or its node fails, "
            "nothing replaces it."
        )
        return
    spec = job_of(owner)
    if spec is not None:
        limit = DEFAULT_BACKOFF_LIMIT if spec.backoff_limit is None else spec.backoff_limit
        if pod.spec.effective_restart_policy == "Never":
            yield (
                f"With restartPolicy Never the Job makes a new Pod for each failure, and gives up "
                f"after more than {limit} failures (backoffLimit)."
            )
        elif pod.spec.effective_restart_policy == "Always":
            yield (
                "The API server refuses this: the restartPolicy of a Job must be OnFailure or "
                "Never, and where none is written it is Always."
            )
        else:
            yield (
                f"With restartPolicy OnFailure containers are restarted in the same Pod. After "
                f"more than {limit} failures (backoffLimit) the Job gives up and deletes the Pod, "
                "and its logs with it."
            )


def _about_order(spec: PodSpec) -> Iterator[str]:
    if len(spec.containers) > 1:
        yield (
            "All containers of a Pod run on one node and share its network: they reach each other "
            "at localhost, and no two of them can listen on the same port."
        )
    if any(each.sort == "init" for each in spec.init_containers):
        yield (
            "Init containers run one after another, each to its end, before the app containers "
            "start. They run again if they fail and in every new Pod, so running twice must do no "
            "harm."
        )
    if any(each.sort == "sidecar" for each in spec.init_containers):
        yield (
            "A sidecar is an init container with restartPolicy Always: it starts in its turn, goes "
            "on running beside the app, and is stopped after it."
        )


def _about_amounts(found: PodResources, partial: bool) -> Iterator[str]:
    if found.requests:
        yield (
            "A request is what a node must have left for the Pod to be put there; a limit is the "
            "most that a container may use. Above its CPU limit it is slowed down, above its "
            "memory limit it is killed (OOMKilled)."
        )
    for name, kept in found.start_up_only.items():
        yield (
            f"{kept} of {name} stay reserved after start-up although nothing asks for them then: "
            f"the step of {decided_by(found, name)} needs more than the running Pod, and the "
            "larger of the two is reserved for the Pod's whole life."
        )
    if not partial:
        yield _QUALITY[found.qos]


def _about_life(spec: PodSpec, life: Timeline, partial: bool) -> Iterator[str]:
    if any(each.readiness_probe for each in spec.all_containers):
        yield (
            "While a readiness probe fails, Services send the Pod no requests; nothing is "
            "restarted for it."
        )
    if any(each.budget for each in life.starts):
        yield (
            "When a liveness or startup probe has failed failureThreshold times in a row, the "
            "kubelet kills the container, and restarts it if its restart policy allows."
        )
    if any(each.on_failure == "restarted" for each in life.endings):
        yield (
            "A container that keeps failing is started again after a pause that doubles from 10 s "
            "to 5 min: kubectl shows CrashLoopBackOff. Ten minutes of running reset the pause."
        )
    grace = spec.effective_termination_grace_period_seconds
    if spec.termination_grace_period_seconds is None and partial:
        return
    time = Bounds(grace, grace)
    signal = life.stops[0].signal if life.stops else "SIGTERM"
    if grace > 0:
        yield (
            f"On deletion each container gets {signal} and has {time} to end, preStop hooks "
            "included; then it is killed."
        )
    else:
        yield (
            "terminationGracePeriodSeconds is 0: a deleted Pod is gone from the API at once, no "
            f"preStop hook runs, and its containers are killed 2 s after {signal}."
        )
