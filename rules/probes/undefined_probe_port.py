"""A probe or a hook of a named port that its container does not have."""

from difflib import get_close_matches

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.handlers import effect_of_error, handlers


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom='Unhealthy events: probe errored: strconv.Atoi: parsing "http": invalid syntax; '
    "Running, but never Ready; of a hook FailedPostStartHook: couldn't find port, CrashLoopBackOff",
    similar={
        "liveness-port": (
            "kube-linter also reports numbers of ports that the container does not list, which do "
            "no harm."
        ),
        "readiness-port": (
            "kube-linter also reports numbers of ports that the container does not list, which do "
            "no harm."
        ),
        "startup-port": (
            "kube-linter also reports numbers of ports that the container does not list, which do "
            "no harm."
        ),
    },
    asks_for=("httpGet", "tcpSocket"),
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
                - {name: admin, containerPort: 15000}
              startupProbe:
                httpGet: {port: admn}  # finding
                #               ^^^^
          containers:
            - name: app
              image: app:1.4
              ports:
                - {name: http, containerPort: 8080}
              livenessProbe:
                httpGet:
                  port: http
              readinessProbe:
                tcpSocket:
                  port: admin  # finding
                  #     ^^^^^
              lifecycle:
                preStop:
                  httpGet: {path: /drain, port: web}  # finding
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
              ports:
                - {name: http, containerPort: 8080}
              livenessProbe:
                httpGet:
                  port: http
              readinessProbe:
                httpGet:
                  port: 8081
              lifecycle:
                preStop:
                  httpGet: {path: /drain, port: http}
        """,
)
def undefined_probe_port(container: Container) -> Problems:
    """A probe or a hook asks a port by a name that its container does not define.

    The kubelet looks the name up among the `ports` of the probe's own container, not of its
    neighbours (`findPortByName` in pkg/probe/util.go). The API server does not check it. A probe
    that cannot be carried out counts neither as passed nor as failed (`doProbe` in
    pkg/kubelet/prober/worker.go): readiness and startup probes never pass, and a liveness probe
    never has a container restarted. It is the same for the `httpGet` of a lifecycle hook: a
    `postStart` hook that fails has its container killed, a `preStop` hook does nothing.

    Write the name of one of the container's ports, or the number.
    """
    names = {port.name for port in container.ports if port.name}
    for name, handler in handlers(container):
        for action in (handler.http_get, handler.tcp_socket):
            port = action.port if action else None
            if action is None or not isinstance(port, str) or port in names or port.isdecimal():
                continue
            near = get_close_matches(port, names, n=1)
            hint = f"did you mean {near[0]}?" if near else _hint(port, container)
            yield Problem(
                f"{name} asks port {port}, a name that container {container.name} does not define",
                at=action.at / "port",
                why=f"{effect_of_error(name)}.",
                help=f"{hint}.",
            )


def _hint(name: str, container: Container) -> str:
    for other in container.pod.all_containers if container.pod else ():
        for port in other.ports:
            if port.name == name and port.container_port:
                return f"it is container {other.name}'s: write {port.container_port}"
    return "name one of its ports, or write the number"
