"""A progress deadline that is shorter than the start-up of a container."""

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
    symptom=(
        "`ProgressDeadlineExceeded` with `Deployment has timed out progressing`; "
        "a pipeline that fails while the Pods are still starting"
    ),
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
    """A startup or readiness probe can delay a Pod beyond the Deployment's progress deadline.

    If a Deployment makes no progress for
    [`progressDeadlineSeconds`](https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds)
    (600 by default), for example because no new Pod becomes ready, Kubernetes reports the rollout
    as failed. `kubectl rollout status` then exits with an error. If a startup probe allows more
    time, the rollout can fail while the program is still starting. If the first check of a
    readiness probe comes after the deadline, every rollout fails. An Argo Rollout has the same
    deadline. podlint does not add `minReadySeconds` to the time, because it begins only when a Pod
    is ready.

    Raise `progressDeadlineSeconds` above the time that the probe allows, or lower the probe's
    `failureThreshold` or `initialDelaySeconds`.
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
    words, why, field, least, probe = found
    enough = least + probe.effective_period_seconds + 60
    place = pod.owner.at / "spec" / "progressDeadlineSeconds"
    yield Problem(
        f"{words}, but `progressDeadlineSeconds` is {deadline}",
        at=probe.at / field,
        related=(Related("the progress deadline is here", place),) if written is not None else (),
        fix=Fix(
            f"set `progressDeadlineSeconds` to {enough}",
            (SetValue(place.path, enough),),
            safe=False,
        ),
        why=why,
        help=f"Set `progressDeadlineSeconds` of the {pod.owner.kind} to {enough}, or lower "
        f"`{field}` of the probe.",
    )


def _too_slow(pod: PodTarget, deadline: int) -> tuple[str, str, str, int, Probe] | None:
    """What exceeds the deadline: message, effect, the field to lower, least seconds, the probe."""
    from podlint.lifecycle import starts

    for start in starts(pod.spec):
        container: Container = start.container
        probe = container.startup_probe
        if probe and start.budget and start.budget.least > deadline:
            least = start.budget.least
            words = f"startup probe gives container `{container}` {least}s to start"
            why = (
                "The rollout fails (ProgressDeadlineExceeded) while its Pods may still be starting."
            )
            return words, why, "failureThreshold", least, probe
        probe = container.readiness_probe
        if probe and start.ready and start.ready.least > deadline:
            least = start.ready.least
            words = f"readiness probe of container `{container}` begins after {least}s"
            why = "Each rollout fails (ProgressDeadlineExceeded) before its first Pod can be ready."
            return words, why, "initialDelaySeconds", least, probe
    return None
