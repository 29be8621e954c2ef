"""Anything else that the API server refuses."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import Problem, Severity, Submission, rule
from podlint.targets.refusals import refusals


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: Forbidden, Invalid value or Required value, with the path of a field",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: " app:1.4"  # finding
              #      ^^^^^^^^^^
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
        """,
)
def refused_by_api_server(submission: Submission) -> Iterator[Problem]:
    """The API server refuses the object for a reason that no other rule speaks of.

    Everything that the server says about an object is reported. The frequent faults have rules
    of their own; this one speaks of the rest.
    """
    return refusals(submission, "refused-by-api-server", "correct it, or leave it out")
