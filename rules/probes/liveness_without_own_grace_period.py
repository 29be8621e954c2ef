"""A liveness probe that inherits a grace period of many minutes."""

from pydantic import Field

from podlint.authoring import (
    Container,
    Fix,
    Problem,
    Problems,
    Related,
    RuleOptions,
    SetValue,
    Severity,
    rule,
)

_ENOUGH = 60


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(600, description="Report Pods with a grace period of at least this value.")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("livenessProbe",),
    symptom=(
        "the Killing event `Container failed liveness probe, will be restarted`, "
        "then no restart for the length of the grace period"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          terminationGracePeriodSeconds: 3600
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              livenessProbe:  # finding
                tcpSocket: {port: 15021}
          containers:
            - name: app
              image: app:1.4
              livenessProbe:  # finding
            # ^^^^^^^^^^^^^
                httpGet: {path: /live, port: 8080}
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          terminationGracePeriodSeconds: 3600
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              livenessProbe:
                tcpSocket: {port: 15021}
                terminationGracePeriodSeconds: 60
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                terminationGracePeriodSeconds: 60
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          terminationGracePeriodSeconds: 3600
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                terminationGracePeriodSeconds: 10
            - name: worker
              image: app:1.4
              readinessProbe:
                httpGet: {path: /ready, port: 8081}
        """,
)
def liveness_without_own_grace_period(container: Container, options: Options) -> Problems:
    """A hung container is killed only after the Pod's grace period of ten minutes or more.

    When a liveness probe fails, the kubelet asks the container to stop and gives it the Pod's
    `terminationGracePeriodSeconds` to do so. A program that hangs does not react. With a grace
    period of one hour, meant for finishing work, the container hangs for another hour. A liveness
    probe can have its own grace period
    ([KEP-2238](https://github.com/kubernetes/enhancements/issues/2238); enabled by default since
    Kubernetes 1.25).

    Set `terminationGracePeriodSeconds` in the liveness probe.
    """
    probe, pod = container.liveness_probe, container.pod
    if probe is None or pod is None or probe.termination_grace_period_seconds is not None:
        return
    grace = pod.termination_grace_period_seconds or 0
    if grace < options.seconds:
        return
    place = probe.at / "terminationGracePeriodSeconds"
    yield Problem(
        f"container `{container}` has {grace}s to stop after its liveness probe fails",
        at=probe.at,
        key=True,
        related=(Related("the Pod's grace period", pod.at / "terminationGracePeriodSeconds"),),
        fix=Fix(
            f"set `terminationGracePeriodSeconds` of the liveness probe to {_ENOUGH}",
            (SetValue(place.path, _ENOUGH),),
            safe=False,
        ),
        why="A hung container does not react to SIGTERM. It is killed and restarted only after "
        f"the Pod's grace period of {grace}s.",
        help=f"Set `terminationGracePeriodSeconds: {_ENOUGH}` in the `livenessProbe`.",
    )
