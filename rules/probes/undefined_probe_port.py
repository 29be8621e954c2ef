"""A probe of a named port that its container does not have."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from podlint.finding import Problem, Profile, Severity
from podlint.models import Container
from podlint.rule import rule


@rule(
    severity=Severity.ERROR,
    profile=Profile.MINIMAL,
    since="0.1",
    symptom="Unhealthy events: couldn't find port; the Pod is never Ready, or CrashLoopBackOff",
    mission=(13,),
    aliases=("liveness-port", "readiness-port", "startup-port"),
    fields=("httpGet", "tcpSocket", "grpc"),
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
              ports:
                - {name: admin, containerPort: 15000}
              startupProbe:
                httpGet: {port: admn}  # finding
                #               ^^^^
          containers:
            - name: app
              image: app:1.4
              ports:
                - {name: http, containerPort: 8080}
              livenessProbe:
                httpGet:
                  port: http
              readinessProbe:
                tcpSocket:
                  port: admin  # finding
                  #     ^^^^^
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
                - {name: http, containerPort: 8080}
              livenessProbe:
                httpGet:
                  port: http
              readinessProbe:
                httpGet:
                  port: 8081
        """,
)
def undefined_probe_port(container: Container) -> Iterator[Problem]:
    """A probe asks a port by a name that its container does not define.

    The kubelet looks the name up among the `ports` of the probe's own container, not of its
    neighbours (`findPortByName` in pkg/probe/util.go). The API server does not check it: the
    probe fails each time.

    Write the name of one of the container's ports, or the number.
    """
    names = {port.name for port in container.ports if port.name}
    for probe_name, probe in container.probes:
        for handler in (probe.http_get, probe.tcp_socket):
            if handler and isinstance(handler.port, str) and handler.port not in names:
                near = get_close_matches(handler.port, names, n=1)
                hint = f"did you mean {near[0]}?" if near else _hint(handler.port, container)
                yield Problem(
                    f"{probe_name} asks port {handler.port}, a name that container "
                    f"{container.name} does not define, so it always fails; {hint}",
                    at=handler.at / "port",
                )


def _hint(name: str, container: Container) -> str:
    for other in container.pod.all_containers if container.pod else ():
        for port in other.ports:
            if port.name == name:
                return f"it is container {other.name}'s: write {port.container_port}"
    return "name one of its ports, or write the number"
