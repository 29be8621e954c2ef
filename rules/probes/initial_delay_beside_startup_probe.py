"""An initial delay that a startup probe makes redundant."""

from pydantic import Field

from podlint.authoring import (
    Container,
    Delete,
    Fix,
    Problem,
    Problems,
    Related,
    RuleOptions,
    Severity,
    rule,
)
from podlint.pods.handlers import spoken_name


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(10, description="Report an `initialDelaySeconds` of at least this value.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("startupProbe",),
    symptom=("slow rollouts, because Pods are not Ready for some time after their program is up"),
    fragments=True,
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
              startupProbe:
                tcpSocket: {port: 15021}
              livenessProbe:
                tcpSocket: {port: 15021}
                initialDelaySeconds: 15  # finding
          containers:
            - name: app
              image: app:1.4
              startupProbe:
                httpGet: {path: /live, port: 8080}
                failureThreshold: 30
              readinessProbe:
                httpGet: {path: /ready, port: 8080}
                initialDelaySeconds: 60  # finding
                #                    ^^
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {port: 15021}
              livenessProbe:
                tcpSocket: {port: 15021}
          containers:
            - name: app
              image: app:1.4
              startupProbe:
                httpGet: {path: /live, port: 8080}
                failureThreshold: 30
              readinessProbe:
                httpGet: {path: /ready, port: 8080}
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
              startupProbe:
                httpGet: {path: /live, port: 8080}
                initialDelaySeconds: 5
                failureThreshold: 30
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                initialDelaySeconds: 3
            - name: other
              image: app:1.4
              readinessProbe:
                httpGet: {path: /ready, port: 8081}
                initialDelaySeconds: 20
        """,
)
def initial_delay_beside_startup_probe(container: Container, options: Options) -> Problems:
    """A liveness or readiness probe has an initial delay although a startup probe is set.

    The other probes do not run until the startup probe has succeeded. The kubelet counts
    `initialDelaySeconds` from the start of the container. If the delay has already passed when the
    startup probe succeeds, it has no effect. Otherwise, it delays the checks of a program that
    already responds.

    Remove `initialDelaySeconds`.
    """
    startup = container.startup_probe
    if startup is None:
        return
    for name, probe in container.probes:
        delay = probe.initial_delay_seconds
        if name == "startupProbe" or delay is None or delay < options.seconds:
            continue
        yield Problem(
            f"{spoken_name(name)} of container `{container}` has `initialDelaySeconds: "
            f"{delay}` despite a startup probe",
            at=probe.at / "initialDelaySeconds",
            related=(Related("the startup probe is here", startup.at),),
            fix=Fix(
                "remove `initialDelaySeconds`",
                (Delete((*probe.at.path, "initialDelaySeconds")),),
                safe=False,
            ),
            why="The probe waits for the startup probe anyway. If the program is up in less than "
            f"{delay}s, the delay only postpones the first check.",
            help="Remove `initialDelaySeconds`.",
        )
