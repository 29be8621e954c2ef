"""A liveness probe that kills before readiness could take the Pod out of service."""

from pydantic import Field

from podlint.authoring import (
    Container,
    Probe,
    Problem,
    Problems,
    Related,
    RuleOptions,
    Severity,
    rule,
)
from podlint.pods.commands.words import program_name
from podlint.pods.handlers import port_number

_PATIENT_SECONDS = 60
"""Who does not answer for a minute is hardly just busy."""

_IDLE_QUESTIONS = frozenset(("[", "cat", "ls", "pgrep", "pidof", "ps", "stat", "test"))
"""Programs that look at files and processes: their answers do not depend on the load."""


class Options(RuleOptions):
    """Options of the rule."""

    every_handler: bool = Field(
        False,
        description="Judge probes that open a TCP connection, ask a gRPC server as a whole or "
        "look at a file or a process, too.",
    )


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="restarts under load: Liveness probe failed, then Killing, on all replicas at once",
    similar={
        "pod-probes-identical": (
            "kube-score reports probes that ask the same even if liveness gives up much later."
        ),
        "ensure-probes-different": (
            "Kyverno reports probes that ask the same even if liveness gives up much later."
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
    """Liveness and readiness ask the same question, and liveness gives up within a minute.

    A container that is busy or waits for a neighbour should be taken out of service by its
    readiness probe and come back by itself. If the liveness probe asks the same endpoint and gives
    up no later (`failureThreshold` × `periodSeconds`), the kubelet kills the container instead,
    which makes an overload worse. A liveness probe that is patient for a minute or longer does
    little harm; probes that open a TCP connection, ask a gRPC server as a whole, or look at a file
    or a process, say too little of the load to be judged.

    A port's name and its number are the same port. A liveness probe that is more patient than
    readiness may well ask the same.

    Give liveness an endpoint of its own that only tells whether the process is stuck, or a higher
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
        enough = -(-2 * allowed // liveness.effective_period_seconds)
        yield Problem(
            f"liveness asks the same as readiness and gives up after {patience} s, readiness "
            f"after {allowed} s",
            at=liveness.at,
            key=True,
            related=(Related("the readiness probe", readiness.at),),
            why="An overloaded container is killed instead of spared.",
            help=f"Raise the liveness failureThreshold to {enough}, or ask something that "
            "only fails when it is stuck.",
        )


def _seconds_until_failure(probe: Probe) -> int:
    return probe.effective_failure_threshold * probe.effective_period_seconds


def _question(probe: Probe, container: Container, idle: bool) -> tuple[object, ...] | None:
    """What a probe asks: equal for probes that get the same answer.

    None for what does not depend on the load, unless such idle questions count, too.
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
