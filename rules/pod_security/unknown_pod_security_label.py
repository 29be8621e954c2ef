"""A Pod Security label that means nothing."""

from difflib import get_close_matches

from podlint.authoring import Namespace, Problem, Problems, Severity, rule
from podlint.pss.labels import LABELS, PREFIX


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="Pods that should be refused are taken: the label has no effect",
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
    """A Namespace has a label that looks like one of Pod Security, and is none.

    The labels are `enforce`, `audit` and `warn`, and each of them with `-version`, below
    `pod-security.kubernetes.io/`. Any other has no effect: nothing is enforced, and nobody is told.

    Write the name of the label that is meant.
    """
    metadata = namespace.metadata
    for label in metadata.labels if metadata else ():
        if metadata and label.startswith(PREFIX) and label not in LABELS:
            near = get_close_matches(label, LABELS, n=1, cutoff=0.9)
            known = ", ".join(each.removeprefix(PREFIX) for each in LABELS)
            advice = f"did you mean {near[0].removeprefix(PREFIX)}?" if near else f"use {known}"
            yield Problem(
                f"Pod Security knows no label {label.removeprefix(PREFIX)[:63]}",
                at=metadata.at / "labels" / label,
                key=True,
                why="It has no effect.",
                help=f"{advice}.",
            )
