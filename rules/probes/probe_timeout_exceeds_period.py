"""A probe that may wait longer than its interval."""

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, rule

_IMPROBABLE_SECONDS = 1000
"""From here on `improbable-probe-time` speaks."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="a hanging container is noticed later than the settings suggest: Unhealthy events come "
    "further apart than periodSeconds",
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
                periodSeconds: 1
                timeoutSeconds: 1
          containers:
            - name: app
              image: app:1.4
              readinessProbe:
                httpGet:
                  port: 8080
                periodSeconds: 2
                timeoutSeconds: 2
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
    """A probe may wait for an answer longer than the interval at which it is repeated.

    The kubelet runs one attempt after another: while one waits, the next does not begin. So a
    container that hangs is noticed after `failureThreshold` × `timeoutSeconds`, not after
    `failureThreshold` × `periodSeconds` as written.

    Set `timeoutSeconds` to at most `periodSeconds` (10 if not written), or lengthen the period.
    """
    for name, probe in container.probes:
        timeout, period = probe.effective_timeout_seconds, probe.effective_period_seconds
        if period < timeout < _IMPROBABLE_SECONDS:
            yield Problem(
                f"{name} waits up to {timeout} s for an answer but is due every {period} s",
                at=probe.at / "timeoutSeconds",
                fix=Fix(
                    f"set timeoutSeconds to {period}",
                    (SetValue((*probe.at.path, "timeoutSeconds"), period),),
                    safe=False,
                ),
                why="A hang is noticed late.",
                help=f"Set timeoutSeconds to at most {period}.",
            )
