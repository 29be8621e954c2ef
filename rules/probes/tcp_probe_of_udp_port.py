"""A probe over TCP of a port that is declared for UDP."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.handlers import effect_of_error, handlers, spoken_name


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "Unhealthy events with `connection refused`; Running, but never Ready, or `RESTARTS` "
        "increases"
    ),
    asks_for=("UDP", "protocol"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: dns
        spec:
          containers:
            - name: dns
              image: dns:1.4
              ports:
                - {name: dns, containerPort: 53, protocol: UDP}
              livenessProbe:
                tcpSocket:
                  port: dns  # finding
                  #     ^^^
              readinessProbe:
                httpGet: {path: /, port: dns}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: dns
        spec:
          containers:
            - name: both
              image: dns:1.4
              ports:
                - {name: dns, containerPort: 53, protocol: UDP}
                - {name: dns-tcp, containerPort: 53, protocol: TCP}
              livenessProbe:
                tcpSocket: {port: dns}
            - name: default-protocol
              image: dns:1.4
              ports:
                - {name: query, containerPort: 54, protocol: UDP}
                - {containerPort: 54}
              livenessProbe:
                tcpSocket: {port: query}
            - name: number
              image: dns:1.4
              ports:
                - {name: dns, containerPort: 55, protocol: UDP}
              livenessProbe:
                tcpSocket: {port: 55}
            - name: exec
              image: dns:1.4
              ports:
                - {name: dns, containerPort: 56, protocol: UDP}
              livenessProbe:
                exec: {command: [dig, "@127.0.0.1", example.org]}
            - name: health
              image: dns:1.4
              ports:
                - {name: dns, containerPort: 57, protocol: UDP}
                - {name: health, containerPort: 8080}
              livenessProbe:
                httpGet: {path: /health, port: health}
        """,
)
def tcp_probe_of_udp_port(container: Container) -> Problems:
    """A probe connects over TCP to a port that the container declares for UDP only.

    `tcpSocket` and `httpGet` use TCP, regardless of the protocol of the named port. If the server
    listens only on UDP, the connection is refused, and the probe fails. There are no probes over
    UDP.

    Use a TCP port of the server, or an `exec` probe. If the server also listens on TCP, add this
    port to `ports`.
    """
    over_tcp = {each.container_port for each in container.ports if each.protocol in (None, "TCP")}
    udp = {each.name: each for each in container.ports if each.protocol == "UDP" and each.name}
    for name, handler in handlers(container):
        for action in (handler.http_get, handler.tcp_socket):
            port = udp.get(action.port) if action and isinstance(action.port, str) else None
            if action is None or port is None or port.container_port in over_tcp:
                continue
            yield Problem(
                f"{spoken_name(name)} connects over TCP to `{shortened(str(port.name), 20)}`, "
                "which is a UDP port",
                at=action.at / "port",
                related=(Related("the port is declared here", port.at / "protocol"),),
                why=f"If the server listens only on UDP, the probe fails: {effect_of_error(name)}."
                if name in ("readinessProbe", "startupProbe")
                else "If the server listens only on UDP, the connection is refused.",
                help="Use a TCP port of the server, or an `exec` probe.",
            )
