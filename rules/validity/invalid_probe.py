"""A setting of a probe that the API server refuses."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import Delete, Fix, Problem, SetValue, Severity, Submission, rule
from podlint.targets.refusals import refusals
from podlint.targets.submission import Refusal


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].livenessProbe.successThreshold: Invalid "
    "value: must be 1",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {port: 80}
                successThreshold: 2  # finding
                #                 ^
              readinessProbe:
                httpGet: {port: 80}
                terminationGracePeriodSeconds: 5  # finding
                #                              ^
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {port: 80}
                successThreshold: 1
              readinessProbe:
                httpGet: {port: 80}
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
              livenessProbe:
                httpGet: {port: 80}
                terminationGracePeriodSeconds: 5
              readinessProbe:
                httpGet: {port: 80}
                successThreshold: 2
        """,
)
def invalid_probe(submission: Submission) -> Iterator[Problem]:
    """A probe has a setting that the API server refuses.

    Numbers may not be negative; `successThreshold` must be 1 for liveness and startup probes; a
    readiness probe has no `terminationGracePeriodSeconds`, since it never stops a container. An
    exec probe needs a command; names of HTTP headers are letters, digits and `-`.
    """
    return refusals(
        submission, "invalid-probe", "correct the setting, or leave it to its default", fix=_fix
    )


def _fix(refusal: Refusal) -> Fix | None:
    *_, setting = path = refusal.at.path
    if setting == "successThreshold" and refusal.error.detail == "must be 1":
        return Fix("set successThreshold to 1", (SetValue(path, 1),))
    if "must not be set" in refusal.error.detail:
        return Fix(f"remove {setting}", (Delete(path),))
    return None
