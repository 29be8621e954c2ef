"""A port name that is none."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import SetValue
from podlint.finding import Fix, Problem, Profile, Severity
from podlint.numerals import whole_number
from podlint.plain_words import as_port_name
from podlint.rule import rule
from podlint.submission import Refusal, Submission
from podlint.verdict import refusals


@rule(
    severity=Severity.ERROR,
    profile=Profile.MINIMAL,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].ports[0].name: Invalid value: must be no "
    "more than 15 characters",
    mission=(
        1,
        13,
    ),
    similar={
        "invalid-target-ports": (
            "kube-linter looks at the target ports of Services as well, and not at probes."
        ),
        "container-ports-check": (
            "kube-score also reports names that are given twice and ports without a number."
        ),
    },
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  port: "8080"  # finding
                  #     ^^^^^^
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - name: http_metrics  # finding
                #       ^^^^^^^^^^^^
                  containerPort: 80
                - name: prometheus-metrics  # finding
                #       ^^^^^^^^^^^^^^^^^^
                  containerPort: 81
        """,
    ),
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
                httpGet:
                  port: 8080
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
              ports:
                - {name: http-metrics, containerPort: 80}
              livenessProbe:
                httpGet:
                  port: http-metrics
        """,
)
def invalid_port_name(submission: Submission) -> Iterator[Problem]:
    """The name of a port breaks the rules for port names.

    A port name has at most 15 lower-case letters, digits and single dashes between them, and at
    least one letter. A probe or hook that writes its port as a string means a name: `port:
    "8080"` is refused.

    Shorten the name; write a number without quotes.
    """
    return refusals(submission, "invalid-port-name", _advice, fix=_fix)


def _advice(refusal: Refusal) -> str | None:
    if _number(refusal):
        return f"write the number {refusal.value} without quotes"
    meant = as_port_name(str(refusal.value))
    return f"write {meant}" if meant else "write at most 15 lower-case letters, digits and dashes"


def _fix(refusal: Refusal) -> Fix | None:
    number = _number(refusal)
    if number is None:
        return None
    return Fix(f"write the number {number}", (SetValue(refusal.at.path, number),))


def _number(refusal: Refusal) -> int | None:
    """The port that is meant where a probe or hook writes its number in quotes."""
    number = whole_number(str(refusal.value)) if refusal.at.path[-1] == "port" else None
    return number if number and 1 <= number <= 65535 else None
