"""Namespaces of the node that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import Problem, Severity, Submission, rule
from podlint.targets.refusals import refusals


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.HostPID: Forbidden: when `hostUsers` is false",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostUsers: false
          hostPID: true  # finding
        # ^^^^^^^
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
          hostUsers: false
          shareProcessNamespace: true
          containers:
            - name: app
              image: app:1.4
        """,
)
def host_namespace_conflict(submission: Submission) -> Iterator[Problem]:
    """A Pod shares namespaces in a way that cannot be.

    A Pod with users of its own (`hostUsers: false`) shares neither the network nor the
    processes nor the IPC of the node. `shareProcessNamespace` and `hostPID` exclude each other.
    """
    return refusals(submission, "host-namespace-conflict", "keep one of the two", key=True)
