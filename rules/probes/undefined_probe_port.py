"""A probe or hook of a named port that its container does not have."""

from difflib import get_close_matches

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.handlers import effect_of_error, handlers, spoken_name


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        'Unhealthy events with `probe errored: strconv.Atoi: parsing "http": '
        "invalid syntax`; Running, but never Ready; for a hook, "
        "`FailedPostStartHook` with `couldn't find port`, and `CrashLoopBackOff`"
    ),
    similar={
        "liveness-port": (
            "kube-linter also reports port numbers that the container does not list, which are "
            "harmless."
        ),
        "readiness-port": (
            "kube-linter also reports port numbers that the container does not list, which are "
            "harmless."
        ),
        "startup-port": (
            "kube-linter also reports port numbers that the container does not list, which are "
            "harmless."
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
    """A probe or hook uses the name of a port that its container does not define.

    The kubelet looks up the name only in the `ports` of the container that has the probe
    (`findPortByName` in pkg/probe/util.go). The API server does not check the name. A probe that
    cannot run neither passes nor fails (`doProbe` in pkg/kubelet/prober/worker.go): readiness and
    startup probes never pass, and a liveness probe never restarts the container. The same applies
    to `httpGet` in a lifecycle hook: if a `postStart` hook cannot run, the container is killed; if
    a `preStop` hook cannot run, it has no effect.

    Write the name of one of the container's ports, or the number of the port.
    """
    names = {port.name for port in container.ports if port.name}
    for name, handler in handlers(container):
        for action in (handler.http_get, handler.tcp_socket):
            port = action.port if action else None
            if action is None or not isinstance(port, str) or port in names or port.isdecimal():
                continue
            near = get_close_matches(port, names, n=1)
            hint = f"`{near[0]}`" if near else _hint(port, container)
            yield Problem(
                f"{spoken_name(name)} uses port `{shortened(port, 20)}`, which container "
                f"`{container}` does not define",
                at=action.at / "port",
                why=f"The kubelet cannot find the port: {effect_of_error(name)}.",
                help=f"Set `port` to {hint}.",
            )


def _hint(name: str, container: Container) -> str:
    for other in container.pod.all_containers if container.pod else ():
        for port in other.ports:
            if port.name == name and port.container_port:
                shown = shortened(name, 20)
                return f"{port.container_port}, which is port `{shown}` of container `{other}`"
    defined = [port.name or str(port.container_port) for port in container.ports]
    listing = f" (`{shortened('`, `'.join(defined), 60)}`)" if defined else ""
    return f"a port that the container defines{listing}, or to a number"
