"""Terms of a node affinity that are alternatives, but look as if all were meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened

if TYPE_CHECKING:
    from podlint.models.affinity import NodeSelectorRequirement, NodeSelectorTerm


@rule(
    severity=Severity.INFO,
    since="0.2",
    symptom="a condition has no effect: Pods also run on nodes that do not meet it",
    asks_for=("nodeSelectorTerms",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: topology.kubernetes.io/zone, operator: In, values: [a]}
                  - matchExpressions:  # finding
                  # ^^^^^^^^^^^^^^^^
                      - {key: kubernetes.io/arch, operator: In, values: [arm64]}
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: one-term
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: topology.kubernetes.io/zone, operator: In, values: [a]}
                      - {key: kubernetes.io/arch, operator: In, values: [arm64]}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: same-key
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: disk, operator: In, values: [ssd]}
                  - matchExpressions:
                      - {key: disk, operator: In, values: [nvme]}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: two-names-of-a-label
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: topology.kubernetes.io/zone, operator: In, values: [a]}
                  - matchExpressions:
                      - {key: failure-domain.beta.kubernetes.io/zone, operator: In, values: [a]}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: roles
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: node-role.kubernetes.io/control-plane, operator: Exists}
                  - matchExpressions:
                      - {key: node-role.kubernetes.io/master, operator: Exists}
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: sets-of-conditions
        spec:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: cloud, operator: In, values: [one]}
                      - {key: machine, operator: In, values: [large]}
                  - matchExpressions:
                      - {key: flavor, operator: In, values: [xl]}
          containers:
            - name: app
              image: app:1.4
        """,
)
def terms_meant_together(pod: PodTarget) -> Problems:
    """The terms of a node affinity are alternatives, although they look like one set of conditions.

    A node needs to meet only one of the `nodeSelectorTerms`, but must meet all `matchExpressions`
    in this term. podlint reports the terms if each term requires values of a single label, and each
    term has a different label.

    To require all conditions, write them into one list of `matchExpressions`.
    """
    affinity = pod.spec.affinity.node_affinity if pod.spec.affinity else None
    required = affinity and affinity.required_during_scheduling_ignored_during_execution
    terms = required.node_selector_terms if required else []
    conditions = [_only_condition(each) for each in terms]
    found = [each for each in conditions if each]
    names = {(each.key or "").rpartition("/")[2] for each in found}
    if len(terms) > 1 and len(found) == len(terms) == len(names):
        keys = " or ".join(f"`{shortened(each.key or '', 30)}`" for each in found[:2])
        yield Problem(
            f"node affinity requires {keys}{', or another label' if len(found) > 2 else ''}, but "
            "not all of them",
            at=terms[1].at / "matchExpressions",
            key=True,
            related=(Related("the other term", terms[0].at / "matchExpressions"),),
            why="A node needs to meet only one of these terms.",
            help="To require all conditions, put them into one list of `matchExpressions`.",
        )


def _only_condition(term: NodeSelectorTerm) -> NodeSelectorRequirement | None:
    """The condition of a term that has no other, if it requires values of a label."""
    if term.match_fields or len(term.match_expressions) != 1:
        return None
    condition = term.match_expressions[0]
    return condition if condition.operator == "In" else None
