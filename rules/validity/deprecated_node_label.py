"""A node label that is going away."""

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

    The kubelet still sets the old labels on most nodes, but new provisioners need not: there
    the Pod stays Pending.

    Write the label that the message names.
    """
    return server_warnings(submission, NODE_LABELS, _advice)


def _advice(text: str) -> str:
    """Where the warning names a new label, the effect alone."""
    effect = "nodes that lack the old label get no such Pod"
    return effect if "; use " in text or " use " in text else f"remove it: {effect}"
