"""An exec probe that runs every second."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, RuleOptions, Severity, rule
from podlint.pods.handlers import spoken_name


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(2, description="Report a `periodSeconds` of at most this value.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("exec",),
    symptom="high CPU usage of a container without load; Unhealthy events on a node under load",
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              readinessProbe:
                exec: {command: [proxy, --check]}
                periodSeconds: 2  # finding
          containers:
            - name: db
              image: redis:7
              livenessProbe:
                exec: {command: [redis-cli, ping]}
                periodSeconds: 1  # finding
                #              ^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                exec: {command: [proxy, --check]}
                periodSeconds: 1
          containers:
            - name: db
              image: redis:7
              livenessProbe:
                exec: {command: [redis-cli, ping]}
                periodSeconds: 10
              readinessProbe:
                tcpSocket: {port: 6379}
                periodSeconds: 1
        """,
)
def frequent_exec_probe(container: Container, options: Options) -> Problems:
    """A liveness or readiness probe starts a process every second or two.

    For each check, the container runtime starts a process in the container, for as long as the
    container runs. The CPU time of these processes counts toward the container's CPU limit. On a
    node with many Pods, this is a [noticeable
    overhead](https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#probe-check-methods).
    podlint does not report startup probes, because they stop once they have succeeded.

    Raise `periodSeconds`, or use `httpGet`, `tcpSocket` or `grpc`, which start no process.
    """
    for name, probe in container.probes:
        period = probe.effective_period_seconds
        if probe.exec and name != "startupProbe" and period <= options.seconds:
            every = "every second" if period == 1 else f"every {period}s"
            yield Problem(
                f"{spoken_name(name)} starts a process in container `{container}` {every}",
                at=probe.at / "periodSeconds",
                why="The probe starts processes for as long as the container runs. Their CPU time "
                "counts toward the container's limit.",
                help="Set `periodSeconds` to 10, or use `httpGet`, `tcpSocket` or `grpc` instead "
                "of `exec`.",
            )
