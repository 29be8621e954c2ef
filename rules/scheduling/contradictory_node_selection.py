"""Requirements on node labels that no node can meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models.affinity import NodeSelectorRequirement, NodeSelectorTerm


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "Pending; the event `FailedScheduling` with `node(s) didn't match Pod's "
        "node affinity/selector`"
    ),
    asks_for=("nodeAffinity",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            kubernetes.io/arch: amd64
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: disk, operator: In, values: [ssd]}
                      - key: kubernetes.io/arch  # finding
                      #      ^^^^^^^^^^^^^^^^^^
                        operator: In
                        values: [arm64]
                  - matchExpressions:
                      - {key: disk, operator: In, values: [ssd]}
                      - {key: disk, operator: In, values: [nvme]}  # finding
                  - matchExpressions:
                      - {key: gpu, operator: Exists}
                      - {key: gpu, operator: DoesNotExist}  # finding
                  - matchExpressions:
                      - {key: zone, operator: In, values: [a, b]}
                      - {key: zone, operator: NotIn, values: [b, a, c]}  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            kubernetes.io/arch: amd64
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: disk, operator: In, values: [ssd, nvme]}
                      - {key: disk, operator: NotIn, values: [nvme]}
                      - {key: kubernetes.io/arch, operator: In, values: [arm64, amd64]}
                      - {key: gpu, operator: DoesNotExist}
                      - {key: gpu, operator: NotIn, values: [old]}
                      - {key: cores, operator: Gt, values: ["4"]}
                  - matchExpressions:
                      - {key: disk, operator: In, values: [hdd]}
          containers:
            - name: app
              image: app:1.4
        """,
)
def contradictory_node_selection(pod: PodTarget) -> Problems:
    """A required node affinity contradicts itself or the Pod's `nodeSelector`.

    A node must meet all conditions in `nodeSelector` and all conditions in at least one term of the
    node affinity. No node meets a term that requires two values of the same label, or that both
    requires and forbids a label. If it is the only term, the Pod stays Pending.

    Put alternatives into one list of `values`, or into separate terms.
    """
    affinity = pod.spec.affinity and pod.spec.affinity.node_affinity
    required = affinity and affinity.required_during_scheduling_ignored_during_execution
    for term in required.node_selector_terms if required else ():
        yield from _contradiction(term, pod)


def _contradiction(term: NodeSelectorTerm, pod: PodTarget) -> Problems:
    selector: Mapping[str, str] = pod.spec.node_selector
    allowed = {key: frozenset((value,)) for key, value in selector.items()}
    asked_at: dict[str, Place] = {key: pod.spec.at / "nodeSelector" / key for key in selector}
    forbidden: dict[str, Place] = {}
    for each in term.match_expressions:
        key = each.key or ""
        if each.operator == "DoesNotExist":
            clash = asked_at.get(key)
            forbidden[key] = each.at
        else:
            clash = forbidden.get(key) if each.operator in ("In", "Exists") else None
            left = _left(allowed.get(key), each)
            if clash is None and left is not None and not left:
                clash = asked_at.get(key)
            if left is not None:
                allowed[key] = left
            if each.operator in ("In", "Exists"):
                asked_at.setdefault(key, each.at)
        if clash:
            in_selector = "nodeSelector" in clash.path
            yield Problem(
                f"two conditions on node label `{shortened(key)}` contradict each other",
                at=each.at / "key",
                related=(Related("the other condition", clash),),
                why="A node must meet all conditions in `nodeSelector` and in one term. If this "
                "is the only term, the Pod stays Pending.",
                help=f"Remove `{shortened(key)}` from `nodeSelector`, or require the same value "
                "here."
                if in_selector
                else "For alternatives, use one list of `values` or separate "
                "`nodeSelectorTerms`. Otherwise remove one of the conditions.",
            )
            return


def _left(values: frozenset[str] | None, each: NodeSelectorRequirement) -> frozenset[str] | None:
    """The values that the label can still have; None means any value."""
    if each.operator == "In":
        return frozenset(each.values) if values is None else values & frozenset(each.values)
    if each.operator == "NotIn" and values is not None:
        return values - frozenset(each.values)
    return values
