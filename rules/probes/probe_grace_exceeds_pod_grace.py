"""A probe that gives a hung container more time to stop than the Pod has."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.pods.handlers import spoken_name


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("livenessProbe", "startupProbe"),
    symptom=(
        "a container that hangs and is restarted late, with minutes between "
        "Killing and the next start"
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
              startupProbe:
                tcpSocket: {port: 15021}
                terminationGracePeriodSeconds: 60  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8080}
                terminationGracePeriodSeconds: 300  # finding
                #                              ^^^
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
                terminationGracePeriodSeconds: 60
            - name: same
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: 8081}
                terminationGracePeriodSeconds: 3600
        """,
)
def probe_grace_exceeds_pod_grace(container: Container) -> Problems:
    """A probe gives a hung container a longer grace period than the Pod does.

    When a liveness or startup probe fails, its `terminationGracePeriodSeconds` overrides the value
    of the Pod ([KEP-2238](https://github.com/kubernetes/enhancements/issues/2238)). The field is
    meant for shorter periods, because a hung program does not stop by itself. The kubelet restarts
    its container only after the grace period. A longer period is usually a mistake, or the Pod's
    grace period (30 seconds by default) is too short.

    Lower `terminationGracePeriodSeconds` of the probe. If the program needs more time to stop,
    raise `terminationGracePeriodSeconds` of the Pod instead.
    """
    pod = container.pod
    for name, probe in container.probes:
        grace = probe.termination_grace_period_seconds
        if pod is None or grace is None or name == "readinessProbe":
            continue
        own = pod.effective_termination_grace_period_seconds
        if grace <= own:
            continue
        written = pod.termination_grace_period_seconds is not None
        yield Problem(
            f"{spoken_name(name)} of container `{container}` has a grace period of {grace}s, "
            f"but the Pod has only {own}s",
            at=probe.at / "terminationGracePeriodSeconds",
            related=(Related("the Pod's grace period", pod.at / "terminationGracePeriodSeconds"),)
            if written
            else (),
            why="A hung container does not react to SIGTERM. The longer grace period only delays "
            f"its restart, by up to {grace}s.",
            help=f"Set `terminationGracePeriodSeconds` of the probe to {own} or less, or raise "
            f"the value of the Pod to {grace}.",
        )
