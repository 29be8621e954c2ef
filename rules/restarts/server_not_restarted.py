"""A server in a Pod that does not restart it."""

from podlint.authoring import (
    Container,
    Delete,
    Fix,
    Pod,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.pods.images.families import serves


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the Pod stays in Error or Completed after the server's first exit; `connection refused`"
    ),
    asks_for=("restartPolicy",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          restartPolicy: Never  # finding
          #              ^^^^^
          containers:
            - name: web
              image: nginx:1.27
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          restartPolicy: OnFailure  # finding
          containers:
            - name: web
              image: web:3
              readinessProbe:
                httpGet: {port: 8080}
        """,
    ),
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: nginx:1.27
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          restartPolicy: Always
          containers:
            - name: web
              image: nginx:1.27
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: test
        spec:
          restartPolicy: Never
          initContainers:
            - name: cache
              image: redis:7.4
              restartPolicy: Always
              readinessProbe:
                tcpSocket: {port: 6379}
          containers:
            - name: test
              image: postgres:17
              command: [psql, -h, db, -c, select 1]
            - name: db
              image: postgres:17
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          restartPolicy: Never
          containers:
            - name: web
              image: nginx:1.27
              restartPolicy: Always
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: placeholder
        spec:
          restartPolicy: Never
          containers:
            - name: pause
              image: registry.k8s.io/pause:3.10
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          activeDeadlineSeconds: 60
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: web
                  image: nginx:1.27
        """,
    ),
)
def server_not_restarted(pod: PodTarget) -> Problems:
    """A Pod runs a server but does not restart it when it exits.

    With `restartPolicy: Never`, the server stays down after its first crash, failed liveness probe
    or out-of-memory kill. With `OnFailure`, it stays down after an exit with code 0. The Pod
    remains in phase Failed or Succeeded, and clients cannot connect. The policy often comes from
    `kubectl run --restart=Never`.

    podlint reports only Pods whose app containers are all servers: each runs a well-known server
    image without a command, or has a readiness probe.

    Remove `restartPolicy`, or use a Deployment.
    """
    policy = pod.spec.restart_policy
    if policy not in ("Never", "OnFailure") or not isinstance(pod.owner, Pod):
        return
    containers = pod.spec.containers
    if not containers or not all(_is_server(each) for each in containers):
        return
    first = containers[0]
    when = "it exits" if policy == "Never" else "it exits with code 0"
    yield Problem(
        f"server in container `{first}` is not restarted after {when} (`restartPolicy: {policy}`)",
        at=pod.at / "restartPolicy",
        related=(Related("this container is a server", first.at / "name"),),
        fix=Fix("remove `restartPolicy`", (Delete((pod.at / "restartPolicy").path),), safe=False),
        why="The Pod remains in phase Failed or Succeeded, and clients cannot connect.",
        help="Remove `restartPolicy` (the default is `Always`), or use a Deployment.",
    )


def _is_server(container: Container) -> bool:
    if container.restart_policy:
        return False
    family = serves(container)
    return container.readiness_probe is not None or (family is not None and family.port is not None)
