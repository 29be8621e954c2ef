"""Anything else that the API server warns about."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.rule import rule
from podlint.submission import Submission
from podlint.verdict import OTHERS, cautions


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="kubectl apply: Warning: ..., and the object is created",
    mission=(1,),
    aliases=(
        "duplicate-env-var",
        "environment-variable-key-duplication",
        "C-0295",
    ),
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
def warned_by_api_server(submission: Submission) -> Iterator[Problem]:
    """The API server takes the object with a warning that no other rule speaks of.

    The warnings are those of `kubectl apply`: variables that hide earlier ones, annotations
    that were replaced by fields, selectors that match nothing, amounts of memory with a
    fraction, and more.
    """
    return cautions(submission, OTHERS, "")
