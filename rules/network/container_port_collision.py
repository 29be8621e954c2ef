"""Two containers of a Pod with the same port."""

from podlint.authoring import (
    Container,
    ContainerPort,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("one container in `CrashLoopBackOff`, whose log says `address already in use`"),
    fragments=True,
    asks_for=("containerPort",),
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
              ports:
                - containerPort: 8080
          containers:
            - name: app
              image: app:1.4
              ports:
                - name: http
                  containerPort: 8080  # finding
                  #              ^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: setup
              image: setup:2
              ports:
                - containerPort: 8080
          containers:
            - name: app
              image: app:1.4
              ports:
                - {name: http, containerPort: 8080}
                - {name: again, containerPort: 8080}
                - {name: dns, containerPort: 53}
            - name: dns
              image: dns:1
              ports:
                - {containerPort: 53, protocol: UDP}
        """,
)
def container_port_collision(pod: PodTarget) -> Problems:
    """Two containers of a Pod declare the same port and protocol.

    The containers of a Pod share one network namespace, so only one container can listen on a port,
    and the other container fails to start. podlint also compares the ports of sidecars, because
    sidecars run alongside the app containers. It does not compare the ports of other init
    containers, because these end before the app containers start.

    Configure one of the containers to listen on a different port.
    """
    taken: dict[tuple[int, str], tuple[Container, ContainerPort]] = {}
    for container in pod.spec.all_containers:
        if container.sort == "init":
            continue
        for port in container.ports:
            if port.container_port is None:
                continue
            key = port.container_port, port.protocol or "TCP"
            holder, first = taken.setdefault(key, (container, port))
            if holder is not container:
                yield Problem(
                    f"containers `{holder}` and `{container}` both declare port {key[0]}/{key[1]}",
                    at=port.at / "containerPort",
                    related=(
                        Related(
                            f"container `{holder}` declares the port here",
                            first.at / "containerPort",
                        ),
                    ),
                    why="The containers share a network namespace, so the second container fails "
                    "with `address already in use`.",
                    help="Give one of the containers a different port, and configure its program "
                    "to listen on it.",
                )
