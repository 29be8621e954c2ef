"""A hook of a container that ends."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import Problem, Severity, Submission, rule
from podlint.targets.refusals import refusals
from podlint.targets.submission import Refusal


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.initContainers[0].lifecycle: Forbidden: may not be set "
    "for init containers without restartPolicy=Always",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: setup
              image: setup:2
              lifecycle:  # finding
            # ^^^^^^^^^
                postStart:
                  exec: {command: [touch, /done]}
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
          initContainers:
            - name: setup
              image: setup:2
              restartPolicy: Always
              lifecycle:
                postStart:
                  exec: {command: [touch, /done]}
          containers:
            - name: app
              image: app:1.4
        """,
)
def hook_on_init_container(submission: Submission) -> Iterator[Problem]:
    """An ordinary init container has lifecycle hooks.

    `postStart` and `preStop` belong to containers that keep running: app containers, and init
    containers with `restartPolicy: Always`.

    Make what the hook does part of the command, or write `restartPolicy: Always` if the
    container is a sidecar.
    """
    return refusals(submission, "hook-on-init-container", _advice, key=True)


def _advice(refusal: Refusal) -> str:
    """Another place for what the hook does, since the command of an image may be unknown."""
    hooks = refusal.value if isinstance(refusal.value, dict) else {}
    place = "before it" if "postStart" in hooks else "after it"
    return (
        f"make it an init container of its own {place}, or part of its command; only if it is a "
        "sidecar, write restartPolicy: Always"
    )
