"""The nodes on which the scheduler may place a Pod, as far as its spec names them."""

from __future__ import annotations

from podlint.models import PodSpec

__all__ = ["single_node"]

_HOST_NAME = "kubernetes.io/hostname"


def single_node(spec: PodSpec) -> str | None:
    """The only node that the node selector or the node affinity allows; None if there are others.

    A node selector and the affinity must both match, so either can restrict the Pod to one node.
    The terms of an affinity are alternatives, so each must name the same node.
    """
    if name := spec.node_selector.get(_HOST_NAME):
        return name
    affinity = spec.affinity.node_affinity if spec.affinity else None
    required = affinity and affinity.required_during_scheduling_ignored_during_execution
    names = set()
    for term in required.node_selector_terms if required else ():
        named = {
            each.values[0]
            for key, requirements in (
                (_HOST_NAME, term.match_expressions),
                ("metadata.name", term.match_fields),
            )
            for each in requirements
            if each.key == key and each.operator == "In" and len(each.values) == 1
        }
        names.add(min(named) if named else None)
    return names.pop() if len(names) == 1 else None
