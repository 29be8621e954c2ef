"""What a Pod demands of its node, as the scheduler sees it.

Whatever is not certain is left out, so that a demand is never too large: values that another tool
fills in, and requests that an autoscaler changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from podlint.models.workloads import ON_EACH_NODE, PodTarget, is_workload
from podlint.relations.runtime_classes import class_overhead, runtime_class_of
from podlint.scheduling.conditions import (
    SAME_LABELS,
    Alternative,
    Condition,
    alternatives,
    is_literal,
    is_open,
)
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import Container, PodSpec
    from podlint.models.runtime_class import RuntimeClass
    from podlint.models.toleration import Toleration
    from podlint.relations.object_set import ObjectSet

__all__ = ["Demand", "NeededLabel", "demand_of"]

_DEFAULT_SCHEDULER = "default-scheduler"
_VERTICAL = "VerticalPodAutoscaler"


class NeededLabel(Frozen):
    """A label that a node must have, whatever its value.

    Attributes:
        key: The label.
        at: The place of `topologyKey`.
        of_spread: A topology spread constraint needs it, otherwise a Pod affinity.
    """

    key: str
    at: Place
    of_spread: bool


class Demand(Frozen, eq=False):
    """What a Pod demands of its node.

    Attributes:
        pod: The Pod.
        alternatives: The conditions on labels, of which a node must meet one alternative.
        tolerations: The tolerations; None if they are not known.
        requests: The integers that the scheduler compares with the free resources of a node.
        labels: The labels that a node must have.
        on_each_node: A DaemonSet runs the Pod on each node that has no unwanted taint or label.
    """

    pod: PodTarget
    alternatives: tuple[Alternative, ...]
    tolerations: tuple[Toleration, ...] | None
    requests: Mapping[str, int]
    labels: tuple[NeededLabel, ...]
    on_each_node: bool


def demand_of(pod: PodTarget, objects: ObjectSet) -> Demand | None:
    """The demand of a Pod; None if the default scheduler does not place it, or it is not whole."""
    spec = pod.spec
    scheduler = spec.scheduler_name or _DEFAULT_SCHEDULER
    if (
        not is_workload(pod.owner)
        or pod.partial
        or spec.node_name
        or spec.is_unknown("nodeName")
        or scheduler != _DEFAULT_SCHEDULER
        or spec.is_unknown("schedulerName")
    ):
        return None
    runtime = runtime_class_of(spec, objects)
    return Demand(
        pod,
        alternatives(spec, _selected_by(runtime) if runtime else ()),
        _tolerations(spec, runtime),
        _requests(pod, objects),
        tuple(_labels(spec)),
        pod.owner.qualified_kind in ON_EACH_NODE,
    )


def _selected_by(runtime: RuntimeClass) -> Iterator[Condition]:
    """The conditions that the RuntimeClass of a Pod adds to its ``nodeSelector``."""
    scheduling = runtime.scheduling
    for key, value in scheduling.node_selector.items() if scheduling else ():
        if is_literal(key, value):
            place = scheduling.at / "nodeSelector" / key if scheduling else runtime.at
            yield Condition(SAME_LABELS.get(key, key), "In", (value,), place)


def _tolerations(spec: PodSpec, runtime: RuntimeClass | None) -> tuple[Toleration, ...] | None:
    """The tolerations of the Pod and its RuntimeClass, which admission joins."""
    named = spec.runtime_class_name or spec.is_unknown("runtimeClassName")
    if is_open(spec, "tolerations") or (named and runtime is None):
        return None
    scheduling = runtime.scheduling if runtime else None
    return (*spec.tolerations, *(scheduling.tolerations if scheduling else ()))


def _requests(pod: PodTarget, objects: ObjectSet) -> dict[str, int]:
    from podlint.resources import effective, is_filled_in

    if _is_resized(pod, objects):
        return {}
    found = effective(pod, overhead=class_overhead(pod.spec, objects)).scheduled
    holders: tuple[PodSpec | Container, ...] = (
        pod.spec,
        *pod.spec.containers,
        *pod.spec.init_containers,
    )
    return {
        name: amount
        for name, amount in found.items()
        if amount > 0
        and not any(is_filled_in(each, name, "requests", "limits") for each in holders)
    }


def _is_resized(pod: PodTarget, objects: ObjectSet) -> bool:
    """Whether a VerticalPodAutoscaler of the unit sets the requests of the Pod."""
    for each in objects.named(_VERTICAL):
        spec = each.written.get("spec")
        target = spec.get("targetRef") if isinstance(spec, Mapping) else None
        if isinstance(target, Mapping) and target.get("name") in (pod.owner.name, None):
            return True
    return False


def _labels(spec: PodSpec) -> Iterator[NeededLabel]:
    for constraint in spec.topology_spread_constraints:
        if constraint.when_unsatisfiable == "DoNotSchedule" and constraint.topology_key:
            yield NeededLabel(constraint.topology_key, constraint.at / "topologyKey", True)
    near = spec.affinity.pod_affinity if spec.affinity else None
    for term in near.required_during_scheduling_ignored_during_execution if near else ():
        if term.topology_key:
            yield NeededLabel(term.topology_key, term.at / "topologyKey", False)
