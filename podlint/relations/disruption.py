"""What the disruption controller knows about the Pods of a PodDisruptionBudget.

Source: `getExpectedPodCount` in pkg/controller/disruption of Kubernetes.
"""

from __future__ import annotations

from podlint.document.numerals import whole_number
from podlint.models import KubernetesObject
from podlint.models.pod_disruption_budget import PodDisruptionBudget
from podlint.relations.object_set import ObjectSet
from podlint.relations.scaling import Scale, scale_of

__all__ = ["at_least", "scales", "uncounted"]

_COUNTED = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")
_UNCOUNTED = ("Pod", "Job", "CronJob")
"""Kinds of which the controller of budgets does not know how many Pods there should be."""


def uncounted(budget: PodDisruptionBudget, objects: ObjectSet) -> KubernetesObject | None:
    """The owner of Pods that the controller cannot count, although the budget needs their number.

    None if the budget also selects other Pods.
    """
    spec = budget.spec
    if spec is None or (spec.max_unavailable is None and isinstance(spec.min_available, int)):
        return None
    if spec.max_unavailable is None and spec.min_available is None:
        return None
    selector = spec.selector
    if selector is None or not (selector.match_labels or selector.match_expressions):
        return None
    owners = [pod.owner for pod in objects.matched(selector, budget.namespace)]
    certain = all(
        each.qualified_kind in _UNCOUNTED and not objects.is_fragment(each) for each in owners
    )
    return owners[0] if owners and certain else None


def scales(budget: PodDisruptionBudget, objects: ObjectSet) -> dict[KubernetesObject, Scale]:
    """The workloads that the budget selects, with their scales; empty if a scale is unknown."""
    assert budget.spec is not None
    selector = budget.spec.selector
    if selector is None or not (selector.match_labels or selector.match_expressions):
        return {}
    found: dict[KubernetesObject, Scale] = {}
    for pod in objects.matched(selector, budget.namespace):
        if pod.owner.qualified_kind not in _COUNTED or objects.is_fragment(pod.owner):
            return {}
        found[pod.owner] = scale_of(pod.owner, objects)
    return found


def at_least(written: int | str | None, count: int) -> int:
    """The number of Pods that `minAvailable` means for a number of Pods; percentages round up."""
    if isinstance(written, int):
        return written
    number = whole_number(str(written).removesuffix("%")) or 0
    return max(-(-number * count // 100), 0)
