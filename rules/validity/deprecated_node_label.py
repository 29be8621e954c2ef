"""A deprecated node label."""

import re

from podlint.authoring import Problems, Severity, Submission, rule
from podlint.targets.refusals import NODE_LABELS, server_warnings


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
    """A Pod selects nodes, or spreads over them, by a deprecated node label.

    The kubelet still sets the old labels on most nodes, but some node provisioners do not know
    them. A Pod that requires such a label may stay Pending.

    Use the new label, which the finding gives.
    """
    return server_warnings(
        submission,
        NODE_LABELS,
        _advice,
        effect="A Pod that requires the old label cannot run on nodes without it.",
    )


def _advice(text: str) -> str:
    """The label that replaces the deprecated one, if the warning names it."""
    new = re.search(r'use "([^"]+)"', text)
    return f"Use the label `{new[1]}`." if new else "Remove the label."
