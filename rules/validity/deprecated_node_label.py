"""A node label that is going away."""

import re

from podlint.authoring import Problems, Severity, Submission, rule
from podlint.targets.refusals import NODE_LABELS, server_warnings


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="kubectl apply: Warning: spec.nodeSelector[beta.kubernetes.io/os]: deprecated "
    'since v1.14; use "kubernetes.io/os" instead',
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
    """A Pod chooses nodes, or spreads over them, by a deprecated label.

    The kubelet still sets the old labels on most nodes, but some provisioners do not. On
    their nodes the Pod cannot run, and it stays Pending.

    Write the label that the message names.
    """
    return server_warnings(submission, NODE_LABELS, _advice)


def _advice(text: str) -> str:
    """The new label, where the warning names one."""
    new = re.search(r'use "([^"]+)"', text)
    return f"Write `{new[1]}`." if new else "Remove the deprecated label."
