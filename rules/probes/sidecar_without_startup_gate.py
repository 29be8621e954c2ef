"""A sidecar without a startup probe that later containers connect to."""

from podlint.authoring import (
    Container,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    pattern,
    rule,
)

_LOCAL = pattern(r"(?:\blocalhost|\b127\.0\.0\.1|\[::1\]):(\d{2,5})\b")
_LOCAL_HOST = frozenset(("127.0.0.1", "localhost"))
_PORT_OPTION = pattern(r"(?:port|listen|addr|address|bind)[\w-]*[= ]\S*?(\d{2,5})$|:(\d{2,5})$")
_TELEMETRY = frozenset((4317, 4318, 5775, 6831, 6832, 8125, 8126, 9411, 14250, 14268, 24224))
"""Ports for traces, metrics and logs: their clients continue if nothing listens yet."""

_WAITS = pattern(r"\b(until|while|wait-for|wait_for|wait4x|dockerize|--wait)\b")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("initContainers",),
    symptom=(
        "`connection refused` immediately after the start; `Init:Error`, "
        "`Init:CrashLoopBackOff`, or a restart of the app at each start"
    ),
    bad=(
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
                - name: proxy  # finding
                #       ^^^^^
                  image: sql-proxy:2
                  restartPolicy: Always
                  args: [--port=5432, project:region:db]
                - name: migrate
                  image: app:1.4
                  command: [migrate, "--database=postgres://app@127.0.0.1:5432/app"]
              containers:
                - name: import
                  image: app:1.4
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: cache  # finding
              image: redis:7
              restartPolicy: Always
              ports: [{containerPort: 6379}]
              readinessProbe:
                tcpSocket: {port: 6379}
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: REDIS_HOST, value: localhost}
                - {name: REDIS_PORT, value: "6379"}
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: sql-proxy:2
              restartPolicy: Always
              args: [--port=5432]
              startupProbe:
                exec: {command: [nc, -z, 127.0.0.1, "5432"]}
            - name: cache
              image: redis:7
              restartPolicy: Always
              ports: [{containerPort: 6379}]
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "until redis-cli ping; do sleep 1; done"]}
            - name: agent
              image: agent:7
              restartPolicy: Always
              ports: [{containerPort: 8126}]
            - name: collector
              image: collector:7
              restartPolicy: Always
              ports: [{containerPort: 4317}]
            - name: wait
              image: app:1.4
              command: [sh, -c, "until nc -z localhost 8126; do sleep 1; done; curl localhost:8126"]
          containers:
            - name: app
              image: app:1.4
              args: ["--database=127.0.0.1:5432", "--cache=localhost:6379", "--listen=:8080"]
              env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://localhost:4317"}]
            - name: old-style
              image: agent:7
              ports: [{containerPort: 9000}]
        """,
)
def sidecar_without_startup_gate(pod: PodTarget) -> Problems:
    """A container connects to an earlier sidecar that has no startup probe.

    The kubelet starts the containers after a sidecar as soon as the sidecar runs, even if the
    sidecar does not listen yet. A `readinessProbe` does not delay them. With a `startupProbe`, the
    kubelet starts them only after the probe has succeeded
    ([KEP-753](https://github.com/kubernetes/enhancements/issues/753)). A `postStart` hook that
    waits has the same effect.

    podlint reports a sidecar if the arguments or environment variables of a later container contain
    a local address with one of the sidecar's ports, such as `localhost:5432`. It does not report
    sidecars that only receive traces, metrics or logs.

    Add a `startupProbe` to the sidecar: `tcpSocket` for that port, or `exec` if the sidecar listens
    only on the loopback interface, which the kubelet cannot reach.
    """
    started = [*pod.spec.init_containers, *pod.spec.containers]
    for position, sidecar in enumerate(pod.spec.init_containers):
        if not sidecar.is_sidecar or sidecar.startup_probe or _hook(sidecar):
            continue
        ports = _ports(sidecar)
        for other in started[position + 1 :] if ports else ():
            port = _connects(other, ports)
            if port is None:
                continue
            yield Problem(
                f"container `{other}` connects to port {port} of sidecar `{sidecar}`, "
                "which has no startup probe",
                at=sidecar.at,
                related=(Related("this container connects to the sidecar", other.at),),
                why=f"The kubelet can start container `{other}` before the sidecar listens. "
                "The connection is then refused.",
                help=f"Add `startupProbe: {{tcpSocket: {{port: {port}}}}}` to the sidecar, or an "
                "`exec` probe if it listens only on localhost.",
            )
            break


def _hook(container: Container) -> bool:
    return bool(container.lifecycle and container.lifecycle.post_start)


def _ports(sidecar: Container) -> frozenset[int]:
    """The ports that a sidecar lists, or is told to listen on."""
    listed = {port.container_port for port in sidecar.ports if port.container_port}
    told = (_PORT_OPTION.search(word) for word in (*sidecar.command, *sidecar.args))
    found = {*listed, *(int(match[1] or match[2]) for match in told if match)}
    return frozenset(found - _TELEMETRY)


def _connects(container: Container, ports: frozenset[int]) -> int | None:
    """The given port that a container connects to, unless the container waits for it itself."""
    words = (*container.command, *container.args)
    if any(_WAITS.search(word) for word in words):
        return None
    values = [each.value for each in container.env if each.value]
    for text in (*words, *values):
        for match in _LOCAL.finditer(text):
            if int(match[1]) in ports:
                return int(match[1])
    if not _LOCAL_HOST.isdisjoint(values):
        return next((port for port in sorted(ports) if str(port) in values), None)
    return None
