"""What someone who is new to Pods should know about this one."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.explain.amounts import decided_by
from podlint.lifecycle import Timeline
from podlint.models import PodSpec
from podlint.resources import PodResources

__all__ = ["notes"]

_QUALITY = {
    "BestEffort": "When the node runs short of memory, this Pod is the first to be evicted, since "
    "it asks for nothing (QoS class BestEffort).",
    "Burstable": "When the node runs short of memory, this Pod may be evicted as soon as it uses "
    "more than it asked for (QoS class Burstable).",
    "Guaranteed": "When the node runs short of memory, Pods like this one are evicted last (QoS "
    "class Guaranteed).",
}


def notes(spec: PodSpec, found: PodResources, life: Timeline) -> tuple[str, ...]:
    """Sentences, the most basic ones first; each is about something that this Pod has."""
    return (*_about_order(spec), *_about_amounts(found), *_about_life(spec, life))


def _about_order(spec: PodSpec) -> Iterator[str]:
    if len(spec.containers) > 1:
        yield (
            "All containers of a Pod run on one node and share its network: they reach each other "
            "at localhost, and no two of them can listen on the same port."
        )
    if any(each.sort == "init" for each in spec.init_containers):
        yield (
            "Init containers run one after another, each to its end, before the app containers "
            "start. They run again whenever the Pod is started anew, so they should not mind."
        )
    if any(each.sort == "sidecar" for each in spec.init_containers):
        yield (
            "A sidecar is an init container with restartPolicy Always: it starts in its turn, goes "
            "on running beside the app, and is stopped after it."
        )


def _about_amounts(found: PodResources) -> Iterator[str]:
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
    yield _QUALITY[found.qos]


def _about_life(spec: PodSpec, life: Timeline) -> Iterator[str]:
    if any(each.readiness_probe for each in spec.all_containers):
        yield (
            "While a readiness probe fails, Services send the Pod no requests; nothing is "
            "restarted for it."
        )
    if any(each.budget for each in life.starts):
        yield (
            "A liveness or startup probe that fails so many times in a row as failureThreshold "
            "says makes the kubelet kill the container, and restart it if its policy allows."
        )
    if any(each.on_failure == "restarted" for each in life.endings):
        yield (
            "A container that keeps failing is started again after a pause that doubles from 10 s "
            "to 5 min: kubectl shows CrashLoopBackOff. Ten minutes of running reset the pause."
        )
    yield (
        f"On deletion each container gets {life.stops[0].signal if life.stops else 'SIGTERM'} and "
        f"has {spec.effective_termination_grace_period_seconds} s to end, hooks included; then it "
        "is killed."
    )
