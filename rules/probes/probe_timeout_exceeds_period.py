"""A probe whose timeout is longer than its period."""

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, rule
from podlint.pods.handlers import spoken_name

_IMPROBABLE_SECONDS = 1000
"""`improbable-probe-time` reports this value and above."""
_USUAL_TIMEOUT = 10
"""The longest timeout in seconds that the fix keeps. Programs rarely need more time to respond."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "a hung container that is noticed later than the settings suggest, with "
        "Unhealthy events further apart than `periodSeconds`"
    ),
    asks_for=("timeoutSeconds",),
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
              startupProbe:
                tcpSocket: {port: 15021}
                periodSeconds: 1
                timeoutSeconds: 3  # finding
          containers:
            - name: app
              image: app:1.4
              readinessProbe:
                httpGet:
                  port: 8080
                periodSeconds: 2
                timeoutSeconds: 5  # finding
                #               ^
              livenessProbe:
                httpGet:
                  port: 8080
                timeoutSeconds: 30  # finding
                #               ^^
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
                tcpSocket: {port: 15021}
                periodSeconds: 3
                timeoutSeconds: 3
          containers:
            - name: app
              image: app:1.4
              readinessProbe:
                httpGet:
                  port: 8080
                periodSeconds: 5
                timeoutSeconds: 5
              livenessProbe:
                httpGet:
                  port: 8080
                timeoutSeconds: 10
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
              readinessProbe:
                httpGet:
                  port: 8080
                periodSeconds: 5
                timeoutSeconds: 5
              livenessProbe:
                httpGet:
                  port: 8080
        """,
)
def probe_timeout_exceeds_period(container: Container) -> Problems:
    """The timeout of a probe is longer than its period.

    The kubelet makes one attempt at a time: the next attempt does not start while the previous
    attempt is waiting. The kubelet notices a hung container only after `failureThreshold` ×
    `timeoutSeconds`, not after `failureThreshold` × `periodSeconds`.

    Set `timeoutSeconds` to at most `periodSeconds` (10 by default), or raise `periodSeconds`.
    """
    for name, probe in container.probes:
        timeout, period = probe.effective_timeout_seconds, probe.effective_period_seconds
        if period < timeout < _IMPROBABLE_SECONDS:
            most = f"{period} or less" if period > 1 else "1"
            raised = probe.period_seconds is not None and timeout <= _USUAL_TIMEOUT
            field, value = ("periodSeconds", timeout) if raised else ("timeoutSeconds", period)
            yield Problem(
                f"{spoken_name(name)} of container `{container}` has a timeout ({timeout}s) "
                f"that is longer than its period ({period}s)",
                at=probe.at / "timeoutSeconds",
                fix=Fix(
                    f"set `{field}` to {value}",
                    (SetValue((*probe.at.path, field), value),),
                    safe=False,
                ),
                why=f"A hung container is noticed late: each attempt takes {timeout}s, although "
                f"an attempt is due every {period}s.",
                help=f"Set `timeoutSeconds` to {most}, or `periodSeconds` to {timeout} or more.",
            )
