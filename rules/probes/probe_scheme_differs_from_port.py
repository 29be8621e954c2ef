"""A probe that speaks another protocol than its port."""

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, rule
from podlint.models.handler import HTTPGetAction
from podlint.pods.handlers import hooks, port_number

_BY_WORD = {"https": "HTTPS", "tls": "HTTPS", "ssl": "HTTPS", "http": "HTTP", "grpc": "gRPC"}
"""What a port speaks that has one of these words in its name, such as `https-metrics`."""

_BY_NUMBER = {80: "HTTP", 443: "HTTPS"}


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="probe failed with statuscode: 400, or: server gave HTTP response to HTTPS client; the "
    "Pod is never Ready, or CrashLoopBackOff",
    asks_for=("httpGet", "grpc"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - {name: https, containerPort: 8443}
              livenessProbe:
                httpGet: {path: /live, port: https}  # finding
                #                            ^^^^^
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8443
                  scheme: HTTP  # finding
              startupProbe:
                httpGet: {path: /live, port: 80, scheme: HTTPS}  # finding
            - name: rpc
              image: rpc:1
              ports:
                - {name: grpc-api, containerPort: 9090}
                - {name: grpc-tls, containerPort: 9443}
              livenessProbe:
                httpGet: {path: /live, port: grpc-api}  # finding
              readinessProbe:
                grpc: {port: 9443}  # finding
              lifecycle:
                preStop:
                  httpGet: {path: /drain, port: 9443}  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - {name: https, containerPort: 8443}
              livenessProbe:
                httpGet: {path: /live, port: https, scheme: HTTPS}
              readinessProbe:
                httpGet:
                  path: /ready
                  port: 8443
                  scheme: HTTPS
              startupProbe:
                httpGet: {path: /live, port: 80, scheme: HTTP}
            - name: rpc
              image: rpc:1
              ports:
                - {name: grpc-api, containerPort: 9090}
                - {name: grpc-tls, containerPort: 9443}
              livenessProbe:
                httpGet: {path: /live, port: grpc-api}
              readinessProbe:
                grpc: {port: 9443}
              lifecycle:
                preStop:
                  httpGet: {path: /drain, port: 9443, scheme: HTTPS}
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
                - {name: https, containerPort: 8443}
                - {name: admin, containerPort: 9443}
              livenessProbe:
                httpGet: {path: /live, port: https, scheme: HTTPS}
              readinessProbe:
                httpGet: {path: /ready, port: admin}
              startupProbe:
                httpGet: {path: /live, port: 8080}
            - name: rpc
              image: rpc:1
              ports:
                - {name: grpc, containerPort: 9090}
                - {name: http, containerPort: 9091}
              readinessProbe:
                grpc: {port: 9090}
              livenessProbe:
                grpc: {port: 9091}
            - name: misnamed
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: https}
        """,
)
def probe_scheme_differs_from_port(container: Container) -> Problems:
    """A probe speaks another protocol than its port: HTTP where TLS is expected, or HTTP to gRPC.

    `scheme` is HTTP unless it says otherwise. A server that expects TLS answers plain HTTP with
    status 400 or closes the connection: the probe fails each time. A `grpc` probe speaks no TLS,
    unless its `mode` says so, which is new in Kubernetes 1.37; and a gRPC server does not answer
    `httpGet`. What a port speaks is read off its name (`https-metrics`, `grpc-api`); without one
    80 is HTTP and 443 HTTPS.

    A hook that sends HTTP to a port for HTTPS gets an error for an answer, which counts as success.

    Write the `scheme` that the port speaks, or name the port for what it is.
    """
    for name, probe in container.probes:
        if (get := probe.http_get) and not get.host:
            scheme = get.scheme or "HTTP"
            spoken = _spoken(get.port, container)
            if spoken == "gRPC":
                number = port_number(get.port, container) or "N"
                yield Problem(
                    f"{name} sends HTTP to port {get.port}, which by its name speaks gRPC",
                    at=get.at / "port",
                    why="The probe fails.",
                    help=f"Write grpc: {{port: {number}}} instead of httpGet.",
                )
            elif spoken and spoken != scheme:
                yield _wrong_scheme(name, get, spoken, "the probe fails")
        grpc = probe.grpc
        if grpc and grpc.mode != "TLS" and _spoken(grpc.port, container) == "HTTPS":
            yield Problem(
                f"{name} speaks gRPC without TLS to port {grpc.port}, which by its name wants TLS",
                at=grpc.at / "port",
                why="The probe fails.",
                help="Ask a port without TLS, or use tcpSocket, or exec with "
                "grpc_health_probe -tls.",
            )
    yield from _hooks(container)


def _hooks(container: Container) -> Problems:
    """Hooks that speak HTTP to a port for HTTPS; the other way the kubelet tries HTTP, too."""
    for name, hook in hooks(container):
        get = hook.http_get
        plain = get is not None and not get.host and get.scheme in (None, "HTTP")
        if get and plain and _spoken(get.port, container) == "HTTPS":
            yield _wrong_scheme(name, get, "HTTPS", "the hook has no effect")


def _wrong_scheme(name: str, get: HTTPGetAction, spoken: str, effect: str) -> Problem:
    place = get.at / "scheme"
    return Problem(
        f"{name} speaks {get.scheme or 'HTTP'} to port {get.port}, which by its name or "
        f"number speaks {spoken}",
        at=place if get.scheme else get.at / "port",
        fix=Fix(f"set scheme to {spoken}", (SetValue(place.path, spoken),), safe=False),
        why=f"{effect}.",
        help=f"Set scheme to {spoken}.",
    )


def _spoken(port: int | str | None, container: Container) -> str | None:
    """What a port speaks, by its name, or by its number if it has none.

    Nothing is known of a name that the container does not define: `undefined-probe-port` speaks.
    """
    name = None
    for each in container.ports:
        if port in (each.name, each.container_port):
            name, port = each.name, each.container_port
            break
    if name:
        words = name.split("-")
        return next((spoken for word, spoken in _BY_WORD.items() if word in words), None)
    return _BY_NUMBER.get(port) if isinstance(port, int) else None
