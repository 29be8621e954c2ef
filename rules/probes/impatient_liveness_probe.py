"""A liveness probe that kills its container after a few seconds."""

from pydantic import Field

from podlint.authoring import Container, Probe, Problem, Problems, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(
        3, description="Report a probe that allows at most this many seconds without a response."
    )


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("livenessProbe",),
    symptom=(
        "restarts under load, with the Unhealthy event `Liveness probe failed: "
        "context deadline exceeded`, then Killing; `Last State: Terminated` with "
        "exit code 137"
    ),
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
                periodSeconds: 1  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                periodSeconds: 30
                failureThreshold: 1  # finding
                #                 ^
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
                periodSeconds: 5
            - name: patient
              image: app:1.4
              livenessProbe:
                exec: {command: [alive, --wait]}
                timeoutSeconds: 10
                failureThreshold: 1
            - name: strict-as-readiness
              image: app:1.4
              livenessProbe:
                httpGet: {path: /health, port: 8080}
                failureThreshold: 1
              readinessProbe:
                httpGet: {path: /health, port: 8080}
        """,
)
def impatient_liveness_probe(container: Container, options: Options) -> Problems:
    """A liveness probe kills its container after three seconds or less without a response.

    The kubelet kills a container that does not respond for (`failureThreshold` - 1) ×
    `periodSeconds` + `timeoutSeconds`. Garbage collection, CPU throttling or a busy node can pause
    a healthy program for longer, and the restart increases the load on the other Pods. A program
    that has exited does not need a probe: it is restarted anyway. podlint does not report a probe
    that makes the same check as the readiness probe: see `liveness-as-strict-as-readiness`.

    Allow at least ten seconds. The defaults, `failureThreshold: 3` and `periodSeconds: 10`, allow
    more than that.
    """
    probe = container.liveness_probe
    if probe is None or _same(probe, container.readiness_probe):
        return
    repeats, period = probe.effective_failure_threshold - 1, probe.effective_period_seconds
    timeout = probe.effective_timeout_seconds
    pause = repeats * max(period, timeout) + timeout
    if pause > options.seconds:
        return
    if probe.failure_threshold is not None and probe.failure_threshold < 3:
        field, value = "failureThreshold", max(3, 20 // period + 1)
    else:
        field, value = "periodSeconds", 10
    yield Problem(
        f"liveness probe kills container `{container}` after only {pause}s without a response",
        at=probe.at / field,
        why="Garbage collection, CPU throttling or a busy node can pause a healthy program for "
        "that long.",
        help=f"Set `{field}` to {value}.",
    )


def _same(probe: Probe, other: Probe | None) -> bool:
    return other is not None and (probe.http_get, probe.grpc, probe.exec, probe.tcp_socket) == (
        other.http_get,
        other.grpc,
        other.exec,
        other.tcp_socket,
    )
