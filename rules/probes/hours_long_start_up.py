"""A startup probe that allows hours."""

from pydantic import Field

from podlint.authoring import PodTarget, Problem, Problems, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(
        3600, description="Report a startup probe that allows this many seconds or more."
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("startupProbe",),
    symptom=("Running, but never Ready, because a container hangs for hours during startup"),
    bad="""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
                  startupProbe:
                    tcpSocket: {port: 5432}
                    failureThreshold: 1000  # finding
                    #                 ^^^^
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          containers:
            - name: db
              image: db:15
              startupProbe:
                tcpSocket: {port: 5432}
                failureThreshold: 180
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: web:15
                  startupProbe:
                    tcpSocket: {port: 5432}
                    failureThreshold: 1000
        """,
    ),
)
def hours_long_start_up(pod: PodTarget, options: Options) -> Problems:
    """A startup probe gives its container an hour or more to start.

    The liveness probe does not run until the startup probe has succeeded. A container that hangs
    while it starts is not restarted until `failureThreshold` × `periodSeconds` have passed. A
    database that recovers its data may need this much time. In other cases, one of the two numbers
    is usually larger than intended. podlint does not report Deployments and Argo Rollouts here,
    because `start-up-exceeds-progress-deadline` reports shorter times for them.

    Lower `failureThreshold`, so that the probe allows no more than the longest time that a start
    can take.
    """
    if pod.owner.qualified_kind in ("Deployment", "argoproj.io/Rollout"):
        return
    for container in pod.spec.all_containers:
        probe = container.startup_probe
        if probe is None:
            continue
        seconds = probe.effective_failure_threshold * probe.effective_period_seconds
        if seconds >= options.seconds:
            yield Problem(
                f"startup probe gives container `{container}` {seconds}s "
                f"({seconds / 3600:.1f} hours) to start",
                at=probe.at / "failureThreshold",
                why="If the container hangs while it starts, it is not restarted during that time.",
                help="Lower `failureThreshold`, for example to "
                f"{-(-600 // probe.effective_period_seconds)} for a start of up to 10 minutes.",
            )
