"""A liveness probe with a long initial delay."""

from pydantic import Field

from podlint.authoring import (
    JSON,
    Container,
    Delete,
    Fix,
    Probe,
    Problem,
    Problems,
    RuleOptions,
    SetValue,
    Severity,
    rule,
)
from podlint.document.field_path import value_at

_IMPROBABLE_SECONDS = 1000
"""`improbable-probe-time` reports this value and above."""


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(120, description="Report an `initialDelaySeconds` of at least this value.")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "a container that hangs for minutes after a restart; or `Liveness probe "
        "failed` and Killing while it still starts"
    ),
    asks_for=("livenessProbe",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              livenessProbe:
                tcpSocket: {port: 15021}
                initialDelaySeconds: 180  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                initialDelaySeconds: 300  # finding
                #                    ^^^
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                tcpSocket:
                  port: 15021
                periodSeconds: 10
                failureThreshold: 18
              livenessProbe:
                tcpSocket: {port: 15021}
          containers:
            - name: app
              image: app:1.4
              startupProbe:
                httpGet:
                  path: /live
                  port: 8080
                periodSeconds: 10
                failureThreshold: 30
              livenessProbe:
                httpGet: {path: /live, port: 8080}
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
                httpGet: {path: /live, port: 8080}
              startupProbe:
                httpGet: {path: /live, port: 8080}
                failureThreshold: 30
            - name: quick
              image: quick:1
              livenessProbe:
                httpGet: {path: /live, port: 8081}
                initialDelaySeconds: 30
        """,
)
def slow_liveness_probe(container: Container, options: Options) -> Problems:
    """A liveness probe has an initial delay of two minutes or more instead of a startup probe.

    `initialDelaySeconds` is usually an estimate of the slowest start, and it applies after every
    restart. During that time, a hung container goes unnoticed. A container that needs even longer
    to start is killed. A startup probe ends the wait as soon as the program responds, so it can
    allow much more time.

    Replace `initialDelaySeconds` with a `startupProbe` for the same endpoint. Set its
    `failureThreshold` × `periodSeconds` to the longest time that a start can take.
    """
    probe = container.liveness_probe
    if probe is None or container.startup_probe:
        return
    delay = probe.effective_initial_delay_seconds
    if options.seconds <= delay < _IMPROBABLE_SECONDS:
        period = probe.effective_period_seconds
        tries = -(-delay // period)
        yield Problem(
            f"liveness probe of container `{container}` waits {delay}s after every start "
            "before its first check",
            at=probe.at / "initialDelaySeconds",
            fix=_fix(container, probe, period, tries),
            why=f"A container that hangs after a restart goes unnoticed for {delay}s. A "
            "container that needs longer to start is killed.",
            help="Replace `initialDelaySeconds` with a `startupProbe` for the same endpoint, "
            f"with `periodSeconds: {period}` and `failureThreshold: {tries}`.",
        )


_HANDLERS = ("exec", "grpc", "httpGet", "tcpSocket")


def _fix(container: Container, probe: Probe, period: int, tries: int) -> Fix | None:
    """A startup probe with the handler, the timeout and the period of the liveness probe."""
    written = value_at(probe.at.document.data, probe.at.path)
    if not isinstance(written, dict):
        return None
    kept = (*_HANDLERS, "timeoutSeconds")
    startup: dict[str, JSON] = {key: value for key, value in written.items() if key in kept}
    startup |= {"periodSeconds": period, "failureThreshold": tries}
    edits = (
        SetValue((*container.at.path, "startupProbe"), startup, before="livenessProbe"),
        Delete((*probe.at.path, "initialDelaySeconds")),
    )
    return Fix("replace `initialDelaySeconds` with a `startupProbe`", edits, safe=False)
