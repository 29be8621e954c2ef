"""A Deployment that gives up on Pods which may still start."""

from podlint.authoring import (
    Container,
    Fix,
    PodTarget,
    Probe,
    Problem,
    Problems,
    Related,
    SetValue,
    Severity,
    rule,
)

_DEFAULT_SECONDS = 600
_DEPLOYING = frozenset(("Deployment", "argoproj.io/Rollout"))


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="ProgressDeadlineExceeded: Deployment has timed out progressing, and a pipeline fails, "
    "while the Pods are still starting",
    asks_for=("startupProbe", "readinessProbe"),
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          progressDeadlineSeconds: 300
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  startupProbe:
                    httpGet: {path: /ready, port: 8080}
                    periodSeconds: 10
                    failureThreshold: 60  # finding
                    #                 ^^
        """,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: proxy
                  image: proxy:2
                  restartPolicy: Always
                  startupProbe:
                    tcpSocket: {port: 15021}
                    initialDelaySeconds: 20
              containers:
                - name: app
                  image: app:1.4
                  readinessProbe:
                    httpGet: {path: /ready, port: 8080}
                    initialDelaySeconds: 590  # finding
        """,
    ),
    fixed="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          progressDeadlineSeconds: 660
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  startupProbe:
                    httpGet: {path: /ready, port: 8080}
                    periodSeconds: 10
                    failureThreshold: 60
        """,
    good=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          minReadySeconds: 580
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  startupProbe:
                    httpGet: {path: /ready, port: 8080}
                    periodSeconds: 10
                    failureThreshold: 60
                  readinessProbe:
                    httpGet: {path: /ready, port: 8080}
                    initialDelaySeconds: 120
        """,
        """
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
                    failureThreshold: 100
        """,
    ),
)
def start_up_exceeds_progress_deadline(pod: PodTarget) -> Problems:
    """The probes allow, or take, more time than the Deployment waits for progress.

    A Deployment whose Pods do not become ready within [`progressDeadlineSeconds`](https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds)
    (600 by default) is reported as failed, and `kubectl rollout status` ends with an error. With a
    startup probe that gives the Pod more time this happens while the program still starts; with a
    readiness probe that is first asked after the deadline it happens at each rollout. A Rollout of
    Argo has the same deadline. `minReadySeconds` is counted anew from the moment a Pod is ready.

    Raise `progressDeadlineSeconds` above the probe's time, or lower the probe's `failureThreshold`
    or `initialDelaySeconds`.
    """
    if pod.owner.qualified_kind not in _DEPLOYING or pod.partial:
        return
    containers = (*pod.spec.init_containers, *pod.spec.containers)
    if not any(each.startup_probe or each.readiness_probe for each in containers):
        return
    spec = pod.owner.written["spec"]
    written = spec.get("progressDeadlineSeconds")
    deadline = written if isinstance(written, int) else _DEFAULT_SECONDS
    found = _too_slow(pod, deadline)
    if not found:
        return
    words, field, least, probe = found
    enough = least + probe.effective_period_seconds + 60
    place = pod.owner.at / "spec" / "progressDeadlineSeconds"
    yield Problem(
        f"{words}, and the {pod.owner.kind} counts as failed after {deadline} s",
        at=probe.at / field,
        related=(Related("the deadline", place),) if written is not None else (),
        fix=Fix(
            f"set progressDeadlineSeconds to {enough}",
            (SetValue(place.path, enough),),
            safe=False,
        ),
        help=f"Raise progressDeadlineSeconds to {enough}, or lower {field}.",
    )


def _too_slow(pod: PodTarget, deadline: int) -> tuple[str, str, int, Probe] | None:
    """What takes longer than the deadline: words, the field to lower, seconds at least, probe."""
    from podlint.lifecycle import starts

    for start in starts(pod.spec):
        container: Container = start.container
        probe = container.startup_probe
        if probe and start.budget and start.budget.least > deadline:
            words = f"the startup probe of container {container.name} allows it "
            return f"{words}{start.budget.least} s", "failureThreshold", start.budget.least, probe
        probe = container.readiness_probe
        if probe and start.ready and start.ready.least > deadline:
            words = f"container {container.name} is not asked whether it is ready before "
            return f"{words}{start.ready.least} s", "initialDelaySeconds", start.ready.least, probe
    return None
