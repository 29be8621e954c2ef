"""A time of a probe that was hardly meant in seconds."""

from podlint.authoring import Container, Problem, Problems, Severity, rule

_IMPROBABLE_SECONDS = 1000

_EFFECTS = {
    "initialDelaySeconds": "it is not asked before",
    "periodSeconds": "a failure goes unnoticed for so long",
    "timeoutSeconds": "a container that hangs goes unnoticed for so long",
}


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=tuple(_EFFECTS),
    symptom="Running, but never Ready for a long time; a container that hangs is not restarted",
    fragments=True,
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
                initialDelaySeconds: 1200  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                timeoutSeconds: 5000  # finding
                #               ^^^^
                periodSeconds: 10000  # finding
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
                initialDelaySeconds: 900
                timeoutSeconds: 5
                periodSeconds: 600
        """,
)
def improbable_probe_time(container: Container) -> Problems:
    """A time of a probe is a thousand seconds or more, so that milliseconds were probably meant.

    `initialDelaySeconds`, `periodSeconds` and `timeoutSeconds` are seconds, whatever the
    framework behind the endpoint counts in. 5000 is more than an hour.

    Write the time in seconds.
    """
    for name, probe in container.probes:
        for field, value in (
            ("initialDelaySeconds", probe.initial_delay_seconds),
            ("periodSeconds", probe.period_seconds),
            ("timeoutSeconds", probe.timeout_seconds),
        ):
            if value is not None and value >= _IMPROBABLE_SECONDS:
                minutes = round(value / 60)
                yield Problem(
                    f"{field} {value} of the {name} is {minutes} minutes",
                    at=probe.at / field,
                    why=f"{_EFFECTS[field]}.",
                    help=f"Write seconds: {value // 1000} if milliseconds were meant, else at "
                    "most some hundreds.",
                )
