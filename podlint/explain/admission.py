"""What other objects of the unit do to a Pod when it is created: defaults, quotas, classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from podlint.admission.classes import priority_class_of
from podlint.admission.demands import Demand, demand_of
from podlint.admission.namespaces import rules_surely
from podlint.admission.quota_sums import times
from podlint.admission.quotas import quotas_of
from podlint.admission.wording import title
from podlint.models import Container
from podlint.models.container_defaults import ContainerDefaults, Default, Which
from podlint.models.limit_range import LimitRange
from podlint.models.workloads import PodTarget
from podlint.relations.object_set import ObjectSet
from podlint.relations.runtime_classes import runtime_class_of

__all__ = ["admission_notes"]


def admission_notes(pod: PodTarget, objects: ObjectSet) -> Iterator[str]:
    """Sentences about the Pod; none if the unit has no such objects."""
    defaults = pod.spec.container_defaults
    if defaults is not None:
        yield from _about_defaults(pod, defaults, objects)
    demand = demand_of(pod, objects)
    for quota in quotas_of(objects, pod.owner):
        if demand.is_counted(quota):
            used = list(_shares(demand, quota.hard))
            if used:
                yield f"{title(quota.owner)} counts {_pods(demand)}: {', '.join(used)}."
    yield from _about_classes(pod, objects)


def _about_defaults(
    pod: PodTarget, defaults: ContainerDefaults, objects: ObjectSet
) -> Iterator[str]:
    ranges = [
        title(each) for each in objects.of(LimitRange) if rules_surely(each, pod.owner, objects)
    ]
    filled = [
        f"{container.name} gets {given}"
        for container in (*pod.spec.init_containers, *pod.spec.containers)
        if (given := " and ".join(_given(container, defaults)))
    ]
    if not filled:
        return
    if ranges:
        who, verb = " and ".join(ranges), "set" if len(ranges) > 1 else "sets"
        yield f"{who} {verb} what containers leave out: {'; '.join(filled)}."
    else:
        yield (
            "A LimitRange may set requests and limits that containers leave out, but podlint does "
            "not know whether it is in the same namespace."
        )


def _given(container: Container, defaults: ContainerDefaults) -> Iterator[str]:
    supplied = [path[1:] for path in container.supplied]
    for which in _BOTH:
        known = defaults.of(which)
        amounts = [
            f"{name} {known[name].amount if name in known else '(unknown)'}"
            for each, name in supplied
            if each == which
        ]
        if amounts:
            yield f"{which} ({', '.join(amounts)})"


_BOTH: tuple[Which, Which] = ("requests", "limits")


def _pods(demand: Demand) -> str:
    """How many Pods a quota counts, in words."""
    if demand.count.at is None:
        return "this Pod" if demand.count.at_rest else "each of these Pods"
    pods = max(demand.count.once, 1)
    return f"{pods} Pods at a time" if pods > 1 else "one Pod at a time"


def _shares(demand: Demand, hard: Mapping[str, Default]) -> Iterator[str]:
    pods = max(demand.count.once, 1) if demand.count.at else 1
    for name, most in hard.items():
        if name in demand.used and demand.is_known(name):
            yield f"{times(demand.used[name], pods)} of {most.amount} {name}"


def _about_classes(pod: PodTarget, objects: ObjectSet) -> Iterator[str]:
    found = priority_class_of(pod.spec, objects)
    if found is not None and found.value is not None:
        own = pod.spec.priority_class_name
        which = title(found) if own else f"{title(found)}, the default class,"
        yield f"{which} gives the Pod the priority {found.value}."
    runtime = runtime_class_of(pod.spec, objects)
    scheduling = runtime.scheduling if runtime else None
    if runtime is not None and scheduling and scheduling.node_selector:
        labels = ", ".join(f"{key}={value}" for key, value in scheduling.node_selector.items())
        yield f"{title(runtime)} restricts the Pod to nodes with {labels}."
