"""A liveness probe that waits long before it begins."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, RuleOptions, Severity, rule

_IMPROBABLE_SECONDS = 1000
"""From here on `improbable-probe-time` speaks."""


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(120, description="The initialDelaySeconds from which on to report.")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="a container that hangs soon after a restart stays so for minutes; or Liveness probe "
    "failed and Killing while it still starts",
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
              livenessProbe:
                tcpSocket: {port: 15021}
                initialDelaySeconds: 180  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                initialDelaySeconds: 300  # finding
                #                    ^^^
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
              startupProbe:
                httpGet: {path: /live, port: 8080}
                failureThreshold: 30
            - name: quick
              image: quick:1
              livenessProbe:
                httpGet: {path: /live, port: 8081}
                initialDelaySeconds: 30
        """,
)
def slow_liveness_probe(container: Container, options: Options) -> Problems:
    """A liveness probe waits two minutes or more, where a startup probe should decide.

    `initialDelaySeconds` is a guess at the slowest start, and holds after every restart: for so
    long a container that hangs is not noticed, and one that starts still slower is killed. A
    startup probe ends the wait as soon as the program answers, and may be far more patient.

    Move the wait to a `startupProbe` of the same endpoint: `failureThreshold` × `periodSeconds` is
    the longest start; and remove `initialDelaySeconds`.
    """
    probe = container.liveness_probe
    if probe is None or container.startup_probe:
        return
    delay = probe.effective_initial_delay_seconds
    if options.seconds <= delay < _IMPROBABLE_SECONDS:
        period = probe.effective_period_seconds
        tries = -(-delay // period)
        yield Problem(
            f"the liveness probe waits {delay} s after every start, however fast the program is up",
            at=probe.at / "initialDelaySeconds",
            help=f"Add a startupProbe of the same endpoint with periodSeconds {period} and "
            f"failureThreshold {tries}, and remove initialDelaySeconds.",
        )
