"""A deprecated node label."""

import re

from podlint.authoring import (
    Delete,
    Fix,
    Problems,
    Rename,
    SetValue,
    Severity,
    Submission,
    rule,
)
from podlint.document.field_path import value_at
from podlint.targets.refusals import NODE_LABELS, server_warnings
from podlint.targets.refused import ServerWarning

_SAME_ON_EACH_NODE = frozenset(("kubernetes.io/arch", "kubernetes.io/os"))
"""Kubernetes gives the old label of each node the value of the new label. Source: the reconciler of
labels in pkg/controller/nodelifecycle/node_lifecycle_controller.go."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`kubectl apply` prints `Warning: "
        "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "
        '"kubernetes.io/os" instead`'
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            beta.kubernetes.io/os: linux  # finding
            #                      ^^^^^
          affinity:
            nodeAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 1
                  preference:
                    matchExpressions:
                      - key: failure-domain.beta.kubernetes.io/zone  # finding
                        operator: In
                        values: [eu-1a]
          containers:
            - name: app
              image: app:1.4
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            kubernetes.io/os: linux
          affinity:
            nodeAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 1
                  preference:
                    matchExpressions:
                      - key: topology.kubernetes.io/zone
                        operator: In
                        values: [eu-1a]
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
            kubernetes.io/os: linux
          containers:
            - name: app
              image: app:1.4
        """,
)
def deprecated_node_label(submission: Submission) -> Problems:
    """A Pod uses a deprecated node label to select nodes or to spread across them.

    The kubelet still sets the old labels on most nodes, but some node provisioners do not know
    them. A Pod that requires such a label may stay Pending.

    Use the new label that the finding names. The fix is safe for the labels of the operating system
    and the architecture, because every node has both the old and the new label, with the same
    value.
    """
    return server_warnings(
        submission,
        NODE_LABELS,
        _advice,
        effect="A Pod that requires the old label cannot run on nodes without it.",
        fix=_fix,
    )


def _meant(text: str) -> str | None:
    """The label that replaces the deprecated one, if the warning names it."""
    new = re.search(r'use "([^"]+)"', text)
    return new[1] if new else None


def _advice(text: str) -> str:
    label = _meant(text)
    return f"Use the label `{label}`." if label else "Remove the label."


def _fix(warning: ServerWarning) -> Fix | None:
    label, path = _meant(warning.text), warning.at.path
    if label is None:
        return None
    safe = label in _SAME_ON_EACH_NODE
    if path[-2] != "nodeSelector":
        return Fix(f"replace with `{label}`", (SetValue(path, label),), safe)
    selector = value_at(warning.at.document.data, path[:-1])
    if not isinstance(selector, dict) or label not in selector:
        return Fix(f"rename to `{label}`", (Rename(path, label),), safe)
    if selector[label] != selector[str(path[-1])]:
        return None
    return Fix(f"remove it, because `{label}` is also set", (Delete(path),), safe)
