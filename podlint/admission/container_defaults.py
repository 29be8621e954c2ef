"""Tells the Pods of a unit what its LimitRanges set in their containers.

Source: `plugin/pkg/admission/limitranger`, `PodMutateLimitFunc`. The plugin applies the LimitRanges
of a namespace in no particular order, and the first default of a resource wins.
"""

from __future__ import annotations

from collections.abc import Sequence

from podlint.admission.limit_range_faults import faults_of
from podlint.admission.limit_ranges import bounds_of, defaults_of
from podlint.admission.namespaces import may_rule, rules_surely
from podlint.models.container_defaults import ContainerDefaults, Default, Which
from podlint.models.limit_range import LimitRange
from podlint.models.workloads import PodTarget
from podlint.relations.object_set import ObjectSet

__all__ = ["fill_in", "merged"]

_BOTH: tuple[Which, Which] = ("requests", "limits")


def fill_in(objects: ObjectSet) -> None:
    """Set `container_defaults` of the Pods of a unit."""
    ranges = [
        (each, defaults_of(bounds_of(each)), next(faults_of(each), None) is None)
        for each in objects.of(LimitRange)
    ]
    for pod in objects.pods():
        near = [
            (defaults, valid and rules_surely(each, pod.owner, objects))
            for each, defaults, valid in ranges
            if may_rule(each, pod.owner, objects)
        ]
        pod.spec.put_container_defaults(_of_pod(pod, near))


def _of_pod(
    pod: PodTarget, near: Sequence[tuple[ContainerDefaults, bool]]
) -> ContainerDefaults | None:
    if not near:
        return None
    found = merged([defaults for defaults, _ in near])
    if all(sure for _, sure in near):
        return found
    return ContainerDefaults(
        unsure={
            which: frozenset((*found.of(which), *found.unsure.get(which, ()))) for which in _BOTH
        }
    )


def merged(ranges: Sequence[ContainerDefaults]) -> ContainerDefaults:
    """The defaults of several LimitRanges; unsure where they differ."""
    if len(ranges) == 1:
        return ranges[0]
    known: dict[Which, dict[str, Default]] = {"requests": {}, "limits": {}}
    unsure: dict[Which, set[str]] = {"requests": set(), "limits": set()}
    for which in _BOTH:
        for each in ranges:
            unsure[which] |= each.unsure.get(which, frozenset())
            for name, default in each.of(which).items():
                first = known[which].setdefault(name, default)
                if first.amount != default.amount:
                    unsure[which].add(name)
    return ContainerDefaults(
        requests=_without(known["requests"], unsure["requests"]),
        limits=_without(known["limits"], unsure["limits"]),
        unsure={which: frozenset(unsure[which]) for which in _BOTH},
    )


def _without(known: dict[str, Default], unsure: set[str]) -> dict[str, Default]:
    return {name: default for name, default in known.items() if name not in unsure}
