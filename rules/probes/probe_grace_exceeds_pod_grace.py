"""A probe that leaves a hung container more time to stop than the Pod has."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("livenessProbe", "startupProbe"),
    symptom="a container that hangs is restarted late: minutes between Killing and the next start",
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
    """A container that hangs is given more time to stop than one that works.

    `terminationGracePeriodSeconds` of a liveness or startup probe stands in for the Pod's when the
    probe fails ([KEP-2238](https://github.com/kubernetes/enhancements/issues/2238)). It is there to
    be shorter: what hangs will not use the time, and nothing starts before it is over. Longer than
    the Pod's, it is mostly a slip, or the Pod's own (30 seconds unless set) is too short.

    Lower it, or raise the Pod's `terminationGracePeriodSeconds` to what the program needs.
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
            f"after a failed {name} a container that hangs has {grace} s to stop, and when "
            f"the Pod is deleted only {own} s",
            at=probe.at / "terminationGracePeriodSeconds",
            related=(Related("the Pod's", pod.at / "terminationGracePeriodSeconds"),)
            if written
            else (),
            why="Its restart waits for nothing.",
            help=f"Lower this to {own} or less, or raise the Pod's terminationGracePeriodSeconds.",
        )
