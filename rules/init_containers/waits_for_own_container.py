"""An init container that connects to a container of its own Pod that has not started yet."""

from podlint.authoring import Container, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.connections import (
    LOOPBACK,
    Connection,
    connections_of,
    runs_in_background,
)
from podlint.pods.commands.words import command_line
from podlint.pods.images.families import serves

_INJECTED = frozenset((3500, 4140, 4143, 4190, 4191, 50001, *range(15000, 15091), 19000))
"""Ports of the proxies of Dapr, Envoy, Istio and Linkerd, which are injected into Pods."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`Init:0/1` forever, or `Init:CrashLoopBackOff`; the log of the init "
        "container says `connection refused`"
    ),
    asks_for=("initContainers",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: busybox:1.36
              command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done"]  # finding
           #  ^^^^^^^
          containers:
            - name: app
              image: app:1.4
              ports:
                - containerPort: 8080
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
              initContainers:
                - name: migrate
                  image: migrate:4
                  command: [sh, -c]
                  args:  # finding
                    - pg_isready -h 127.0.0.1 && migrate
                - name: proxy
                  image: proxy:2
                  restartPolicy: Always
                  ports:
                    - containerPort: 5432
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: load
        spec:
          template:
            spec:
              restartPolicy: Never
              initContainers:
                - name: fill
                  image: curlimages/curl:8.11.0
                  args: [curl, -d, "@/data", "http://localhost:9200/index"]  # finding
              containers:
                - name: load
                  image: load:2
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              ports:
                - containerPort: 5432
            - name: migrate
              image: migrate:4
              command: [sh, -c, "until pg_isready -h localhost; do sleep 1; done; migrate"]
            - name: import
              image: redis:7.4
              command:
                - sh
                - -c
                - redis-server --daemonize yes & until redis-cli ping; do sleep 1; done
            - name: mesh
              image: busybox:1.36
              command: [sh, -c, "until wget -q http://localhost:15021/healthz/ready; do :; done"]
            - name: remote
              image: busybox:1.36
              command: [sh, -c, "until nc -z db 8080; do sleep 1; done"]
          containers:
            - name: app
              image: app:1.4
              ports:
                - containerPort: 8080
              lifecycle:
                postStart:
                  exec:
                    command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done"]
            - name: logs
              image: busybox:1.36
              command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done; sleep 3600"]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
        spec:
          hostNetwork: true
          initContainers:
            - name: wait
              image: busybox:1.36
              command: [sh, -c, "until nc -z localhost 10255; do sleep 1; done"]
          containers:
            - name: agent
              image: agent:2
        """,
    ),
)
def waits_for_own_container(pod: PodTarget) -> Problems:
    """An init container connects to its own Pod, where nothing listens yet.

    Init containers run one after the other, and the app containers start only after the last init
    container has exited. At `localhost`, an init container reaches only the sidecars before it in
    `initContainers`. App containers and later sidecars have not started yet. If an init container
    waits for such a container, the wait never ends. If it only connects to such a container, the
    connection is refused.

    Move the check to the container that needs the other container, or to a `startupProbe`.
    Alternatively, make the other container a sidecar (an init container with `restartPolicy:
    Always`), and list it before this init container.
    """
    for position, container in enumerate(pod.spec.init_containers):
        if container.sort != "init":
            continue
        words = command_line(container)
        asked = [each for each in connections_of(words) if each.host in LOOPBACK]
        if not asked or runs_in_background(words):
            continue
        for connection in asked:
            if found := _not_there_yet(pod, position, connection):
                yield _problem(container, connection, *found)
                break


def _not_there_yet(
    pod: PodTarget, position: int, connection: Connection
) -> tuple[Container | None] | None:
    """The container that opens the port later, if it is known; None if nothing is wrong."""
    inits, apps = pod.spec.init_containers, pod.spec.containers
    earlier = [each for each in inits[:position] if each.sort == "sidecar"]
    if any(connection.port in _ports(each) for each in earlier) or connection.port is None:
        return None
    later = [each for each in inits[position:] if each.sort == "sidecar"]
    opener = next((each for each in (*later, *apps) if connection.port in _ports(each)), None)
    if opener:
        return (opener,)
    unknown = earlier or pod.spec.host_network or connection.port in _INJECTED
    return None if unknown else (None,)


def _ports(container: Container) -> set[int | None]:
    family = serves(container)
    return {family.port if family else None, *(each.container_port for each in container.ports)}


def _problem(container: Container, connection: Connection, opener: Container | None) -> Problem:
    late = "App containers start only after all init containers have exited"
    if opener is None:
        target = f"`{shortened(str(connection.host), 20)}:{connection.port}`"
        reason = f"{target}, where nothing listens yet"
        advice = (
            "Move this step to an app container, or run the server as a sidecar listed before this "
            "init container."
        )
    elif opener.sort == "sidecar":
        reason = f"port {connection.port} of sidecar `{opener}`, which starts later"
        late = "The sidecar starts only after this init container has exited"
        advice = f"Move the sidecar before `{container.name}` in `initContainers`."
    else:
        reason = f"port {connection.port} of container `{opener}`, which starts later"
        advice = (
            f"Move this step to an app container, or make `{opener.name}` a sidecar listed before "
            "this init container."
        )
    return Problem(
        f"init container `{container}` connects to {reason}",
        at=container.words_at,
        key=True,
        related=(Related("this container opens the port", opener.at / "name"),) if opener else (),
        why=f"{late}. This init container waits forever or fails.",
        help=advice,
    )
