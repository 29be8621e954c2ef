"""A probe that starts a process every second."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(2, description="The longest periodSeconds to report.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("exec",),
    symptom="CPU use of a container that has nothing to do; Unhealthy events on a node under load",
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

    Each check makes the container runtime start a process in the container, for as long as the Pod
    lives, and its CPU time counts against the container's limit. On a node with many Pods this
    [costs noticeably](https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#probe-check-methods).
    A startup probe may be quick, for it ends.

    Raise `periodSeconds`, or use `httpGet`, `tcpSocket` or `grpc`, which start no process.
    """
    for name, probe in container.probes:
        period = probe.effective_period_seconds
        if probe.exec and name != "startupProbe" and period <= options.seconds:
            yield Problem(
                f"{name} starts a process in container {container.name} every {period} s, for "
                "as long as the Pod lives",
                at=probe.at / "periodSeconds",
                help="Raise periodSeconds to 10, or use httpGet, tcpSocket or grpc.",
            )
