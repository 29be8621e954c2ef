"""A liveness probe that has no patience with a slow start."""

from podlint.authoring import Container, Probe, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="CrashLoopBackOff; Liveness probe failed and Killing shortly after each start; never "
    "Ready",
    fragments=True,
    asks_for=("livenessProbe",),
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
              livenessProbe:  # finding
                httpGet: {path: /live, port: 15021}
              readinessProbe:
                httpGet: {path: /ready, port: 15021}
                initialDelaySeconds: 120
          containers:
            - name: app
              image: app:1.4
              livenessProbe:  # finding
           #  ^^^^^^^^^^^^^
                httpGet: {path: /health, port: 8080}
                initialDelaySeconds: 5
                periodSeconds: 5
              readinessProbe:
                httpGet: {path: /ready, port: 8080}
                initialDelaySeconds: 60
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
                httpGet: {path: /health, port: 8080}
                failureThreshold: 30
              livenessProbe:
                httpGet: {path: /health, port: 8080}
                periodSeconds: 5
              readinessProbe:
                httpGet: {path: /ready, port: 8080}
                initialDelaySeconds: 60
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /health, port: 8080}
                initialDelaySeconds: 60
              readinessProbe:
                httpGet: {path: /ready, port: 8080}
                initialDelaySeconds: 60
            - name: other
              image: app:1.4
              livenessProbe:
                exec: {command: [alive]}
              readinessProbe:
                httpGet: {path: /ready, port: 8080}
                initialDelaySeconds: 60
        """,
    ),
)
def liveness_kills_before_ready(container: Container) -> Problems:
    """A liveness probe may kill a container before its readiness probe is asked for the first time.

    The readiness probe's `initialDelaySeconds` says how long the program takes to start. The
    liveness probe asks the same port long before, and gives up after
    `initialDelaySeconds + (failureThreshold - 1) × periodSeconds`: each start ends in a kill.

    Add a `startupProbe`, which holds the liveness probe back while the program starts.
    """
    liveness, readiness = container.liveness_probe, container.readiness_probe
    if not (liveness and readiness and readiness.initial_delay_seconds) or container.startup_probe:
        return
    from podlint.lifecycle import start_up_budget

    budget, port = start_up_budget(container), _port(liveness)
    asked = readiness.initial_delay_seconds
    if not budget or port is None or port != _port(readiness) or (budget.most or 0) >= asked:
        return
    yield Problem(
        f"liveness probe kills container {container.name} {budget} after its start if it does "
        f"not answer yet, and readiness is first asked after {asked} s",
        at=liveness.at,
        key=True,
        related=(Related("readiness is asked later", readiness.at / "initialDelaySeconds"),),
        help=f"Add a startupProbe that allows {asked} s and more.",
    )


def _port(probe: Probe) -> int | str | None:
    """The port that a probe asks; None for a command."""
    handler = probe.http_get or probe.tcp_socket or probe.grpc
    return handler.port if handler else None
