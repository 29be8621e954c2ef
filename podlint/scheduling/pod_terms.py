"""Terms of the affinity and anti-affinity of a Pod to other Pods.

Source: `satisfyPodAffinity` of the scheduler (plugins/interpodaffinity/filtering.go).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models.affinity import PodAffinityTerm
    from podlint.models.selector import LabelSelector
    from podlint.models.workloads import PodTarget

__all__ = ["PodTerm", "covers", "pod_terms", "selects_itself"]


class PodTerm(Frozen):
    """A term, and how it counts.

    Attributes:
        term: The term.
        near: It is about Pods to run near, not about Pods to avoid.
        required: It must hold.
    """

    term: PodAffinityTerm
    near: bool
    required: bool


def pod_terms(pod: PodTarget) -> Iterator[PodTerm]:
    """The terms of a Pod: those of its affinity first, required ones before preferences."""
    affinity = pod.spec.affinity
    if affinity is None:
        return
    for side, near in ((affinity.pod_affinity, True), (affinity.pod_anti_affinity, False)):
        if side is None:
            continue
        for term in side.required_during_scheduling_ignored_during_execution:
            yield PodTerm(term, near, required=True)
        for each in side.preferred_during_scheduling_ignored_during_execution:
            if each.pod_affinity_term:
                yield PodTerm(each.pod_affinity_term, near, required=False)


def selects_itself(term: PodAffinityTerm, pod: PodTarget) -> bool:
    """Whether a term surely matches the Pods that have it.

    Without `namespaces` and `namespaceSelector` it is about Pods of the same namespace; an empty
    `namespaceSelector` selects all namespaces.
    """
    selector, spaces = term.label_selector, term.namespace_selector
    if selector is None or not pod.labels or selector.unmet(pod.labels) is not None:
        return False
    if term.mismatch_label_keys:
        return False
    if spaces is not None and not (spaces.match_labels or spaces.match_expressions):
        return True
    if term.namespaces:
        return pod.owner.namespace in term.namespaces
    return spaces is None


def covers(one: LabelSelector, other: LabelSelector) -> bool:
    """Whether a selector surely matches all Pods that another one matches."""
    return one.match_labels.items() <= other.match_labels.items() and all(
        each in other.match_expressions for each in one.match_expressions
    )
