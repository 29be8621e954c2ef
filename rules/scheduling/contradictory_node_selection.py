"""Conditions on nodes that no node can meet."""

from __future__ import annotations

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.scheduling.conditions import Condition, alternatives


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "Pending; the event `FailedScheduling` with `node(s) didn't match Pod's "
        "node affinity/selector`"
    ),
    asks_for=("nodeAffinity", "nodeSelector"),
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
                  - matchExpressions:
                      - {key: cores, operator: Gt, values: ["8"]}
                      - {key: cores, operator: Lt, values: ["9"]}  # finding
                  - matchFields:
                      - {key: metadata.name, operator: In, values: [a]}
                      - {key: metadata.name, operator: In, values: [b]}  # finding
                  - {}  # finding
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
                      - {key: cores, operator: Lt, values: ["6"]}
                  - matchExpressions:
                      - {key: disk, operator: In, values: [hdd]}
                      - {key: disk, operator: In, values: [ssd]}
          containers:
            - name: app
              image: app:1.4
        """,
)
def contradictory_node_selection(pod: PodTarget) -> Problems:
    """No node can meet the conditions in the node affinity and the `nodeSelector` of a Pod.

    A node must meet all conditions in `nodeSelector` and all conditions in at least one term of the
    required node affinity. No node meets a term that requires two values of the same label, that
    both requires and forbids a label, or that has no conditions. If no node can meet any of the
    terms, the Pod stays Pending. podlint does not report such a term if nodes can meet another
    term.

    Put alternatives into one list of `values`, or into separate terms.
    """
    terms = alternatives(pod.spec)
    if not all(each.is_impossible for each in terms):
        return
    for each in terms:
        pair = each.contradiction
        if pair:
            yield _contradiction(*pair)
        elif each.term:
            yield Problem(
                "node selector term has no conditions, so it matches no node",
                at=each.term.at,
                why="The Pod stays Pending, because no term matches a node.",
                help="Add `matchExpressions` to the term, or remove the required node affinity.",
            )


def _contradiction(first: Condition, second: Condition) -> Problem:
    key = shortened(second.key)
    return Problem(
        f"two conditions on node label `{key}` contradict each other",
        at=second.at if second.in_selector else second.at / "key",
        related=(Related("the other condition", first.at),),
        why="A node must meet all conditions in `nodeSelector` and in one term. No node meets both "
        "conditions, so the Pod stays Pending.",
        help=f"Remove `{key}` from `nodeSelector`, or require the same value here."
        if first.in_selector
        else "For alternatives, use one list of `values` or separate `nodeSelectorTerms`. "
        "Otherwise remove one of the conditions.",
    )
