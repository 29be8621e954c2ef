"""A startup probe that waits for hours."""

from pydantic import Field

from podlint.authoring import PodTarget, Problem, Problems, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(3600, description="The time for a start from which on to report.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("startupProbe",),
    symptom="Running, but never Ready: a container that hangs while it starts is left alone for "
    "hours",
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

    While the startup probe has not succeeded, no liveness probe runs: a container that hangs at its
    start hangs until `failureThreshold` × `periodSeconds` are over, and nobody is told. Databases
    that recover may need it; mostly a number is larger than meant. Of Deployments
    `start-up-exceeds-progress-deadline` speaks sooner.

    Lower `failureThreshold` to what the longest start takes.
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
                f"the startup probe gives container {container.name} {seconds} s "
                f"({seconds / 3600:.1f} h) to start, and a hang in that time goes unnoticed",
                at=probe.at / "failureThreshold",
                help=f"Lower failureThreshold, to {-(-600 // probe.effective_period_seconds)} "
                "for 10 minutes.",
            )
