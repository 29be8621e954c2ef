"""A startup probe that allows less time than the other probes."""

from collections.abc import Iterator

from podlint.authoring import (
    Container,
    Fix,
    KubernetesObject,
    Probe,
    Problem,
    Problems,
    Related,
    SetValue,
    Severity,
    rule,
)
from podlint.models import Node


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("startupProbe",),
    symptom=(
        "`CrashLoopBackOff`; Unhealthy events with `Startup probe failed`, then "
        "Killing, while the program still starts"
    ),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:  # finding
                tcpSocket: {port: 15021}
              readinessProbe:
                tcpSocket: {port: 15021}
                initialDelaySeconds: 45
          containers:
            - name: app
              image: app:1.4
              startupProbe:
                httpGet: {path: /live, port: 8080}
                periodSeconds: 5
                failureThreshold: 3  # finding
                #                 ^
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                initialDelaySeconds: 60
            - name: once
              image: once:1
              startupProbe:
                tcpSocket: {port: 8081}
                periodSeconds: 240
                timeoutSeconds: 240
                failureThreshold: 1  # finding
        """,
    ),
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
                failureThreshold: 5
              readinessProbe:
                tcpSocket: {port: 15021}
                initialDelaySeconds: 45
          containers:
            - name: app
              image: app:1.4
              startupProbe:
                httpGet: {path: /live, port: 8080}
                periodSeconds: 5
                failureThreshold: 12
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                initialDelaySeconds: 60
            - name: once
              image: once:1
              startupProbe:
                tcpSocket: {port: 8081}
                periodSeconds: 240
                timeoutSeconds: 240
                failureThreshold: 1
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              startupProbe:
                httpGet: {path: /live, port: 8080}
                periodSeconds: 5
                failureThreshold: 30
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                initialDelaySeconds: 60
              readinessProbe:
                httpGet: {path: /ready, port: 8080}
                initialDelaySeconds: 10
            - name: same
              image: app:1.4
              startupProbe:
                httpGet: {path: /live, port: 8081}
              livenessProbe:
                httpGet: {path: /live, port: 8081}
            - name: patient
              image: app:1.4
              startupProbe:
                httpGet: {path: /startup, port: 8090}
                periodSeconds: 1
                failureThreshold: 20
              livenessProbe:
                httpGet: {path: /liveness, port: 8090}
                periodSeconds: 60
                timeoutSeconds: 30
                failureThreshold: 5
            - name: almost-the-same
              image: app:1.4
              startupProbe:
                tcpSocket: {port: 3333}
                failureThreshold: 10
              livenessProbe:
                tcpSocket: {port: 3333}
                initialDelaySeconds: 10
                failureThreshold: 10
            - name: minutes
              image: envoy:1
              startupProbe:
                httpGet: {path: /healthz, port: 9878}
                initialDelaySeconds: 5
                periodSeconds: 2
                failureThreshold: 105
              livenessProbe:
                httpGet: {path: /healthz, port: 9878}
                periodSeconds: 30
                failureThreshold: 10
            - name: minute
              image: app:1.4
              startupProbe:
                httpGet: {path: /live, port: 8082}
                failureThreshold: 6
              livenessProbe:
                httpGet: {path: /live, port: 8082}
                initialDelaySeconds: 90
            - name: waits-itself
              image: app:1.4
              startupProbe:
                exec: {command: [wait-until-up]}
                timeoutSeconds: 300
                failureThreshold: 1
        """,
        """
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - image: web:1
                  startupProbe:
                    tcpSocket: {port: 8080}
                    periodSeconds: 240
                    failureThreshold: 1
        """,
    ),
)
def startup_probe_gives_up_early(container: Container) -> Problems:
    """A startup probe kills its container before the other probes would begin.

    A startup probe gives a slow container time to start: `initialDelaySeconds` + `failureThreshold`
    × `periodSeconds`, which is 30 seconds by default. The other probes do not run until the startup
    probe has succeeded. Their `initialDelaySeconds` shows how long the program takes to start. If
    that is more than the startup probe allows, the kubelet kills a program that is merely slow.
    podlint does not report a startup probe that allows a minute or more. It also ignores how long a
    liveness probe tolerates failures, because this time does not depend on the start.

    With a `failureThreshold` of 1, the first refused connection kills the container. The kubelet
    does not align the first attempt with the start of the container. podlint does not report such a
    probe in Knative Services, which interpret such a probe differently.

    Raise `failureThreshold` so that the startup probe allows the longest time that a start can
    take.
    """
    startup = container.startup_probe
    if startup is None:
        return
    if startup.failure_threshold == 1 and not startup.exec and not _is_knative(container):
        delay = startup.effective_initial_delay_seconds
        latest = delay + startup.effective_period_seconds
        yield Problem(
            f"startup probe kills container `{container}` at the first failed attempt",
            at=startup.at / "failureThreshold",
            why=f"The first attempt comes at a random time, {delay}s to {latest}s after the start. "
            "A program that is not up by then is killed.",
            help="Set `failureThreshold` to 30 and `periodSeconds` to 10 or less.",
        )
        return
    allowed = _allowed_seconds(startup)
    for probe, words in _expectations(container):
        seconds = probe.effective_initial_delay_seconds
        if seconds <= allowed or allowed >= _LONG_ENOUGH:
            continue
        delay, period = startup.effective_initial_delay_seconds, startup.effective_period_seconds
        enough = -(-(seconds - delay) // period)
        yield Problem(
            f"startup probe kills container `{container}` after {allowed}s, but {words} {seconds}s",
            at=startup.at / "failureThreshold",
            key=startup.failure_threshold is None,
            fix=Fix(
                f"set `failureThreshold` to {enough}",
                (SetValue((*startup.at.path, "failureThreshold"), enough),),
                safe=False,
            ),
            related=(Related("this probe allows for a longer start", probe.at),),
            why=f"A program that is not up after {allowed}s is killed at each start, which ends in "
            "CrashLoopBackOff.",
            help=f"Set `failureThreshold` of the `startupProbe` to {enough} or more.",
        )
        return


_LONG_ENOUGH = 60
"""Most programs start within so many seconds."""


def _expectations(container: Container) -> Iterator[tuple[Probe, str]]:
    if container.liveness_probe:
        yield container.liveness_probe, "its liveness probe begins after"
    if container.readiness_probe:
        yield container.readiness_probe, "its readiness probe begins after"


def _is_knative(container: Container) -> bool:
    node: Node | None = container
    while node is not None and not isinstance(node, KubernetesObject):
        node = node.owner
    return node is not None and node.group.endswith(".knative.dev")


def _allowed_seconds(probe: Probe) -> int:
    repeats = probe.effective_failure_threshold * probe.effective_period_seconds
    return probe.effective_initial_delay_seconds + repeats
