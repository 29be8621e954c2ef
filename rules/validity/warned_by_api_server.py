"""Anything else that the API server warns about."""

import re

from podlint.authoring import Problems, Severity, Submission, rule
from podlint.targets.refusals import OTHERS, server_warnings


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="kubectl apply: Warning: ..., and the object is created",
    similar={
        "duplicate-env-var": (
            "kube-linter reports variables that are set twice, this rule all warnings of the API "
            "server."
        ),
        "environment-variable-key-duplication": (
            "kube-score reports variables that are set twice, this rule all warnings of the API "
            "server."
        ),
        "C-0295": (
            "Kubescape reports variables that are set twice, this rule all warnings of the API "
            "server."
        ),
    },
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: MODE, value: fast}
                - name: MODE  # finding
                #       ^^^^
                  value: slow
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: MODE, value: fast}
                - {name: MODE_2, value: "$(MODE)"}
        """,
)
def warned_by_api_server(submission: Submission) -> Problems:
    """The API server accepts the object with a warning that no other rule covers.

    The warnings are those of `kubectl apply`: variables that hide earlier ones, annotations
    that were replaced by fields, selectors that match nothing, amounts of memory with a
    fraction, and more.
    """
    return server_warnings(submission, OTHERS, _advice)


_ADVICE = (
    ("hides previous definition", "Remove the entry that is not meant; the last one counts."),
    ("a null labelSelector", "Write a labelSelector with the labels of the Pods that are meant."),
    (r"duplicate (ip|name)", "Remove one of the two."),
    ("invalid empty name", "Name the Secret, or remove the entry."),
    ("negative values are invalid", "Write the seconds that the Pod needs to end, such as 30."),
    ("overlapping paths", "Give each file a path of its own."),
    ("has no sources provided", "Give it a source that this version of Kubernetes knows."),
    ("a DNS label is recommended", "Use lower-case letters, digits and `-`, 63 at most."),
)


def _advice(text: str) -> str:
    """What to write; nothing where the warning says it itself."""
    return next((words for said, words in _ADVICE if re.search(said, text)), "")
