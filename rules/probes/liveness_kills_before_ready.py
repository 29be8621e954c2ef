"""A liveness probe that does not wait for a slow start."""

from podlint.authoring import Container, Probe, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`CrashLoopBackOff`; the events `Liveness probe failed` and Killing "
        "shortly after each start; a container that is never Ready"
    ),
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
    """A liveness probe can kill a container before the first check of its readiness probe.

    The `initialDelaySeconds` of the readiness probe shows how long the program takes to start. The
    liveness probe checks the same port much earlier, and fails after its own `initialDelaySeconds +
    (failureThreshold - 1) × periodSeconds`. The kubelet then kills the container during each start.

    Add a `startupProbe`. The liveness probe does not run until the startup probe has succeeded.
    """
    liveness, readiness = container.liveness_probe, container.readiness_probe
    if not (liveness and readiness and readiness.initial_delay_seconds) or container.startup_probe:
        return
    from podlint.lifecycle import start_up_budget

    budget, port = start_up_budget(container), _port(liveness)
    asked = readiness.initial_delay_seconds
    if not budget or port is None or port != _port(readiness) or (budget.most or 0) >= asked:
        return
    place = readiness.at / "initialDelaySeconds"
    yield Problem(
        f"liveness probe can kill container `{container}` at {budget.least}s, before its "
        f"readiness probe begins ({asked}s)",
        at=liveness.at,
        key=True,
        related=(Related("the readiness probe begins at this time", place),),
        why=f"A program that needs {asked}s to start is killed during each start, after "
        f"{budget.least}s to {budget.most or budget.least}s.",
        help="Add a `startupProbe` for the same port with `periodSeconds: 10` and "
        f"`failureThreshold: {-(-asked // 10)}` or more.",
    )


def _port(probe: Probe) -> int | str | None:
    """The port that a probe checks; None for a command."""
    handler = probe.http_get or probe.tcp_socket or probe.grpc
    return handler.port if handler else None
