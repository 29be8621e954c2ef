"""A liveness probe in a Pod whose containers are never restarted."""

from podlint.authoring import (
    Container,
    KubernetesObject,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.models import Node
from podlint.pods.additions import is_retried
from podlint.pods.jobs import DEFAULT_BACKOFF_LIMIT, job_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("the Pod is in phase Failed, after a `Killing` event with `failed liveness probe`"),
    fragments=True,
    asks_for=("livenessProbe",),
    bad="""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: import
                  image: import:3
                  livenessProbe:  # finding
                    exec:
                      command: [pgrep, import]
                - image: proxy:3
                  name: proxy
                  ports: [{containerPort: 9000}]
                  livenessProbe: {tcpSocket: {port: 9000}}  # finding
               #  ^^^^^^^^^^^^^
        ---
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
            - name: once
              image: once:1
              restartPolicy: Never
              livenessProbe:  # finding
                exec: {command: [pgrep, once]}
        """,
    good=(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: OnFailure
              containers:
                - name: import
                  image: import:3
                  livenessProbe:
                    exec:
                      command: [pgrep, import]
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: Never
              initContainers:
                - name: proxy
                  image: proxy:3
                  restartPolicy: Always
                  livenessProbe:
                    tcpSocket:
                      port: 9000
              containers:
                - name: import
                  image: import:3
        """,
    ),
)
def liveness_with_restart_never(container: Container) -> Problems:
    """A container has a liveness probe although its Pod never restarts containers.

    When the probe fails, the kubelet kills the container. With `restartPolicy: Never`, the kubelet
    does not restart it, so a few slow responses can end the Pod's work. A Job then starts a new
    Pod, which begins the work again, until its `backoffLimit` is reached. The `restartPolicy` of a
    container overrides the policy of the Pod. A sidecar has `restartPolicy: Always`, so it is
    always restarted.

    Remove the probe, or use `restartPolicy: OnFailure`. To limit how long a Job runs, set
    `activeDeadlineSeconds`.
    """
    probe, pod = container.liveness_probe, container.pod
    if probe is None or pod is None or container.restart_policy_rules:
        return
    if (container.restart_policy or pod.restart_policy) != "Never":
        return
    place = (container if container.restart_policy else pod).at / "restartPolicy"
    yield Problem(
        f"container `{container}` has a liveness probe, but `restartPolicy: Never` prevents "
        "restarts",
        at=probe.at,
        key=True,
        related=(Related("the container is never restarted", place),),
        why=_consequence(container),
        help="Remove the `livenessProbe`, or set `restartPolicy: OnFailure`.",
    )


def _consequence(container: Container) -> str:
    owner: Node | None = container
    while owner is not None and not isinstance(owner, KubernetesObject):
        owner = owner.owner
    if owner is not None and (job := job_of(owner)):
        limit = DEFAULT_BACKOFF_LIMIT if job.backoff_limit is None else job.backoff_limit
        if limit > 0:
            return (
                "If the probe fails, the kubelet kills the container, and a new Pod begins the "
                f"work again, up to {limit} times (`backoffLimit`)."
            )
    elif owner is not None and is_retried(owner):
        return (
            "If the probe fails, the kubelet kills the container, and its controller starts a new "
            "Pod that begins again."
        )
    return "If the probe fails, the kubelet kills the container and does not restart it."
