"""A liveness probe that kills before readiness can take the Pod out of service."""

from pydantic import Field

from podlint.authoring import (
    Container,
    Fix,
    Probe,
    Problem,
    Problems,
    Related,
    RuleOptions,
    SetValue,
    Severity,
    rule,
)
from podlint.pods.commands.words import program_name
from podlint.pods.handlers import port_number

_PATIENT_SECONDS = 60
"""A container that does not respond for a minute is probably not just busy."""

_IDLE_QUESTIONS = frozenset(("[", "cat", "ls", "pgrep", "pidof", "ps", "stat", "test"))
"""Programs that look at files and processes: their result does not depend on the load."""


class Options(RuleOptions):
    """Options of the rule."""

    every_handler: bool = Field(
        False,
        description="Also report probes that open a TCP connection, check a gRPC server as a "
        "whole, or look at a file or a process.",
    )


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "restarts under load, with `Liveness probe failed`, then Killing, on all replicas at once"
    ),
    similar={
        "pod-probes-identical": (
            "kube-score reports identical probes even if the liveness probe fails much later."
        ),
        "ensure-probes-different": (
            "Kyverno reports identical probes even if the liveness probe fails much later."
        ),
    },
    asks_for=("livenessProbe",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - name: http
                  containerPort: 8080
              livenessProbe:  # finding
                httpGet:
                  path: /health
                  port: 8080
                periodSeconds: 10
                failureThreshold: 2
              readinessProbe:
                httpGet:
                  path: /health
                  port: http
            - name: proxy
              image: proxy:2
              livenessProbe: {httpGet: {port: 9000}}  # finding
           #  ^^^^^^^^^^^^^
              readinessProbe: {httpGet: {port: 9000}, periodSeconds: 15}
            - name: cache
              image: redis:7
              livenessProbe: {exec: {command: [redis-cli, ping]}}  # finding
              readinessProbe: {exec: {command: [redis-cli, ping]}}
            - name: rpc
              image: rpc:1
              livenessProbe: {grpc: {port: 9090, service: orders}}  # finding
              readinessProbe: {grpc: {port: 9090, service: orders}}
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
              ports:
                - name: http
                  containerPort: 8080
              livenessProbe:
                httpGet:
                  path: /health
                  port: 8080
                periodSeconds: 10
                failureThreshold: 6
              readinessProbe:
                httpGet:
                  path: /health
                  port: http
            - name: proxy
              image: proxy:2
              livenessProbe: {httpGet: {port: 9000}, failureThreshold: 9}
              readinessProbe: {httpGet: {port: 9000}, periodSeconds: 15}
            - name: cache
              image: redis:7
              livenessProbe: {exec: {command: [redis-cli, ping]}, failureThreshold: 6}
              readinessProbe: {exec: {command: [redis-cli, ping]}}
            - name: rpc
              image: rpc:1
              livenessProbe: {grpc: {port: 9090, service: orders}, failureThreshold: 6}
              readinessProbe: {grpc: {port: 9090, service: orders}}
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
                httpGet:
                  path: /health
                  port: 8080
                failureThreshold: 6
              readinessProbe:
                httpGet:
                  path: /health
                  port: 8080
            - name: patient
              image: patient:1
              livenessProbe:
                httpGet: {port: 8082}
                periodSeconds: 20
              readinessProbe:
                httpGet: {port: 8082}
                periodSeconds: 20
            - name: proxy
              image: proxy:2
              livenessProbe: {tcpSocket: {port: 9000}}
              readinessProbe: {tcpSocket: {port: 9000}}
            - name: worker
              image: worker:1
              livenessProbe: {exec: {command: [cat, /tmp/healthy]}}
              readinessProbe: {exec: {command: [cat, /tmp/healthy]}}
            - name: rpc
              image: rpc:1
              livenessProbe: {grpc: {port: 9090, service: liveness}}
              readinessProbe: {grpc: {port: 9090, service: readiness}}
            - name: server
              image: rpc:1
              livenessProbe: {grpc: {port: 9091}}
              readinessProbe: {grpc: {port: 9091}}
            - name: other
              image: other:1
              livenessProbe:
                httpGet:
                  path: /live
                  port: 8081
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8081
        """,
)
def liveness_as_strict_as_readiness(container: Container, options: Options) -> Problems:
    """A liveness probe makes the same check as the readiness probe and fails as early or earlier.

    If a container is busy or waits for another service, its readiness probe should fail, so that
    the container gets no requests until it recovers. If the liveness probe makes the same check and
    fails as early or earlier (`failureThreshold` × `periodSeconds`), the kubelet kills the
    container instead. This makes an overload worse.

    podlint does not report a liveness probe that fails later than the readiness probe, or only
    after a minute or more. It also does not report probes that open a TCP connection, check a gRPC
    server as a whole, or check a file or a process. The result of these probes depends little on
    the load. podlint treats the name and the number of a port as the same port.

    Give the liveness probe its own endpoint, which fails only if the process is stuck, or a higher
    `failureThreshold`.
    """
    liveness, readiness = container.liveness_probe, container.readiness_probe
    if liveness is None or readiness is None:
        return
    question = _question(liveness, container, options.every_handler)
    if question is None or question != _question(readiness, container, options.every_handler):
        return
    patience, allowed = _seconds_until_failure(liveness), _seconds_until_failure(readiness)
    if patience <= allowed and patience < _PATIENT_SECONDS:
        order = "like" if patience == allowed else "before"
        enough = -(-2 * allowed // liveness.effective_period_seconds)
        yield Problem(
            f"liveness probe of container `{container}` fails after {patience}s, {order} its "
            f"readiness probe{'' if patience == allowed else f' ({allowed}s)'}",
            at=liveness.at,
            key=True,
            fix=Fix(
                f"set `failureThreshold` to {enough}",
                (SetValue((*liveness.at.path, "failureThreshold"), enough),),
                safe=False,
            ),
            related=(Related("the readiness probe is here", readiness.at),),
            why=f"The kubelet kills an overloaded container after {patience}s, although the "
            "container may recover if it gets no requests.",
            help=f"Set `livenessProbe.failureThreshold` to {enough}, or use a check that "
            "fails only if the process is stuck.",
        )


def _seconds_until_failure(probe: Probe) -> int:
    return probe.effective_failure_threshold * probe.effective_period_seconds


def _question(probe: Probe, container: Container, idle: bool) -> tuple[object, ...] | None:
    """What a probe checks: equal for probes that get the same result.

    None for a check that does not depend on the load, unless `idle` is set.
    """
    if get := probe.http_get:
        port = port_number(get.port, container)
        return port, get.path or "/", get.scheme or "HTTP", get.host or ""
    if probe.grpc and (probe.grpc.service or idle):
        return probe.grpc.port, probe.grpc.service
    if probe.exec and probe.exec.command:
        program = program_name(probe.exec.command[0])
        return tuple(probe.exec.command) if idle or program not in _IDLE_QUESTIONS else None
    if probe.tcp_socket and idle:
        return port_number(probe.tcp_socket.port, container), probe.tcp_socket.host
    return None
