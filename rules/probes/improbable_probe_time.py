"""A time of a probe that is too long to be meant in seconds."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.handlers import spoken_name

_IMPROBABLE_SECONDS = 1000

_EFFECTS = {
    "initialDelaySeconds": "The probe does not run until this time has passed.",
    "periodSeconds": "A failure can go unnoticed for this long.",
    "timeoutSeconds": "A container that hangs can go unnoticed for this long.",
}


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=tuple(_EFFECTS),
    symptom="Running, but never Ready for a long time; a container that hangs and is not restarted",
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
    """A probe has a delay, period or timeout of 1000s or more, which is probably meant in
    milliseconds.

    `initialDelaySeconds`, `periodSeconds` and `timeoutSeconds` are in seconds, even if the
    framework that serves the endpoint uses milliseconds. A value of 5000 is more than an hour.

    Write the time in seconds. For a program that starts slowly, for example because it loads a
    large model, use a startup probe instead of a long `initialDelaySeconds`. A startup probe ends
    as soon as the program responds.
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
                    f"`{field}` of the {spoken_name(name)} of container `{container}` is "
                    f"{value}s ({minutes} minutes)",
                    at=probe.at / field,
                    why=_EFFECTS[field],
                    help=_advice(name, field, value, container),
                )


def _advice(name: str, field: str, value: int, container: Container) -> str:
    meant = f"`{field}: {value // 1000}` if you meant milliseconds"
    if field != "initialDelaySeconds" or name == "startupProbe":
        return f"Write {meant}. Otherwise, write a few hundred seconds at most."
    slow = "Use a `startupProbe` whose `failureThreshold` × `periodSeconds` allows the slow start"
    if value % 1000 or _uses_devices(container):
        return f"{slow}."
    return f"{slow}, or write {meant}."


def _uses_devices(container: Container) -> bool:
    resources = container.resources
    if resources is None:
        return False
    return any("/" in name for name in {**resources.requests, **resources.limits})
