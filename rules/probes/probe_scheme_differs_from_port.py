"""A probe that uses a different protocol than its port."""

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.models.handler import HTTPGetAction
from podlint.pods.handlers import hooks, port_number, spoken_name

_BY_WORD = {"https": "HTTPS", "tls": "HTTPS", "ssl": "HTTPS", "http": "HTTP", "grpc": "gRPC"}
"""The protocol of a port that has one of these words in its name, such as `https-metrics`."""

_TLS_OPTION = pattern(r"^--?[\w.-]*(?:tls|ssl|https|cert)[\w.-]*")

_BY_NUMBER = {80: "HTTP", 443: "HTTPS"}


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`probe failed with statuscode: 400` or `server gave HTTP response to "
        "HTTPS client`; a Pod that is never Ready, or `CrashLoopBackOff`"
    ),
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
            - name: secure
              image: app:1.4
              ports:
                - {name: http-api, containerPort: 9444}
                - {name: http-admin, containerPort: 10443}
              args: [--tls-cert-file=/tls/tls.crt, --tls-private-key-file=/tls/tls.key]
              readinessProbe:
                httpGet: {path: /readyz, port: 9444, scheme: HTTPS}
              livenessProbe:
                httpGet: {path: /livez, port: http-admin, scheme: HTTPS}
            - name: misnamed
              image: app:1.4
              livenessProbe:
                httpGet: {path: /live, port: https}
        """,
)
def probe_scheme_differs_from_port(container: Container) -> Problems:
    """A probe or hook uses a different protocol than its port, such as HTTP for an HTTPS port.

    `scheme` is `HTTP` by default. A server that expects TLS answers plain HTTP with status 400 or
    closes the connection, and the probe always fails. A `grpc` probe does not use TLS unless its
    `mode` is `TLS`, a field that Kubernetes 1.37 introduced. A gRPC server does not answer
    `httpGet`. A hook that sends HTTP to an HTTPS port gets an error response, which the kubelet
    treats as success.

    podlint derives the protocol of a port from its name, such as `https-metrics` or `grpc-api`. For
    a port without a name, it uses the number: 80 means HTTP, and 443 means HTTPS. It does not rely
    on `http` in a name if the number ends with 443 or the program has options for TLS.

    Set the `scheme` that the port expects, or correct the name of the port. For a gRPC server with
    TLS, you can also use `tcpSocket`.
    """
    for name, probe in container.probes:
        if (get := probe.http_get) and not get.host:
            scheme = get.scheme or "HTTP"
            spoken = _spoken(get.port, container)
            if spoken == "gRPC":
                number = port_number(get.port, container) or "N"
                yield Problem(
                    _message(name, container, "HTTP", get.port, "gRPC"),
                    at=get.at / "port",
                    why="The name of the port indicates gRPC. A gRPC server does not answer "
                    "`httpGet`, and the probe always fails.",
                    help=f"Replace `httpGet` with `grpc: {{port: {number}}}`.",
                )
            elif spoken and spoken != scheme.upper():
                why = (
                    "The server rejects plain HTTP"
                    if spoken == "HTTPS"
                    else "The server does not answer a TLS handshake"
                )
                why = f"{why}, and the probe always fails."
                yield _wrong_scheme(name, container, get, spoken, why)
        grpc = probe.grpc
        if grpc and grpc.mode != "TLS" and _spoken(grpc.port, container) == "HTTPS":
            yield Problem(
                _message(name, container, "gRPC without TLS", grpc.port, "TLS"),
                at=grpc.at / "port",
                why="The name or number of the port indicates TLS, so the probe always fails.",
                help="Set `grpc.port` to a port without TLS, or use an `exec` probe with "
                "`grpc_health_probe -tls`.",
            )
    yield from _hooks(container)


def _hooks(container: Container) -> Problems:
    """Hooks that send HTTP to an HTTPS port; in the opposite case the kubelet also tries HTTP."""
    for name, hook in hooks(container):
        get = hook.http_get
        plain = get is not None and not get.host and get.scheme in (None, "HTTP")
        if get and plain and _spoken(get.port, container) == "HTTPS":
            why = "The server answers with an error, which the kubelet treats as success."
            yield _wrong_scheme(name, container, get, "HTTPS", why)


def _wrong_scheme(
    name: str, container: Container, get: HTTPGetAction, spoken: str, effect: str
) -> Problem:
    place = get.at / "scheme"
    return Problem(
        _message(name, container, get.scheme or "HTTP", get.port, spoken),
        at=place if get.scheme else get.at / "port",
        fix=Fix(f"set `scheme` to `{spoken}`", (SetValue(place.path, spoken),), safe=False),
        why=f"The name or number of the port indicates {spoken}. {effect}",
        help=f"Set `httpGet.scheme` to `{spoken}`.",
    )


def _message(
    name: str, container: Container, sent: str, port: int | str | None, expected: str
) -> str:
    return (
        f"{spoken_name(name)} of container `{container}` sends {sent} to "
        f"port `{shortened(str(port), 20)}`, which expects {expected}"
    )


def _may_use_tls(port: int | str | None, container: Container) -> bool:
    """Whether the number of a port or the options of the program outweigh a name with ``http``."""
    return str(port).endswith("443") or any(
        _TLS_OPTION.search(word) for word in (*container.command, *container.args)
    )


def _spoken(port: int | str | None, container: Container) -> str | None:
    """The protocol of a port, by its name, or by its number if it has no name.

    None for a name that the container does not define: `undefined-probe-port` reports it.
    """
    name = None
    for each in container.ports:
        if port in (each.name, each.container_port):
            name, port = each.name, each.container_port
            break
    if name:
        words = name.split("-")
        spoken = next((spoken for word, spoken in _BY_WORD.items() if word in words), None)
        return None if spoken == "HTTP" and _may_use_tls(port, container) else spoken
    return _BY_NUMBER.get(port) if isinstance(port, int) else None
