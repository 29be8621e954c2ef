"""A Pod Security label that does not exist."""

from difflib import get_close_matches

from podlint.authoring import Namespace, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pss.labels import LABELS, PREFIX


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("Pods that should be rejected are accepted, because the label has no effect"),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforced: baseline  # finding
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            pod-security.kubernetes.io/warn-level: restricted  # finding
        """,
    good="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/warn: restricted
        """,
)
def unknown_pod_security_label(namespace: Namespace) -> Problems:
    """A Namespace has an unknown Pod Security label.

    Kubernetes defines six Pod Security labels with the prefix `pod-security.kubernetes.io/`:
    `enforce`, `audit` and `warn`, and each of them with the suffix `-version`. Any other label with
    this prefix has no effect, and Kubernetes reports no error.

    Correct the name of the label.
    """
    metadata = namespace.metadata
    for label in metadata.labels if metadata else ():
        if metadata and label.startswith(PREFIX) and label not in LABELS:
            near = get_close_matches(label, LABELS, n=1, cutoff=0.9)
            advice = (
                f"Rename the label to `{near[0]}`."
                if near
                else f"Use `enforce`, `audit` or `warn` after `{PREFIX}`, with or without the "
                "suffix `-version`."
            )
            yield Problem(
                f"unknown Pod Security label `{shortened(label.removeprefix(PREFIX))}`",
                at=metadata.at / "labels" / label,
                key=True,
                why="The label has no effect, and Kubernetes reports no error.",
                help=advice,
            )
