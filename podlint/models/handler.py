"""The actions of probes and lifecycle hooks."""

from .fields import field
from .node import Node
from .scalar import Int32, Int64, IntOrString

__all__ = [
    "ExecAction",
    "GRPCAction",
    "HTTPGetAction",
    "HTTPHeader",
    "SleepAction",
    "TCPSocketAction",
]


class ExecAction(Node):
    """Runs a command inside the container; exit code 0 is success.

    API type: `core/v1 ExecAction`.
    """

    command: list[str] = []


class HTTPHeader(Node):
    """A header of an HTTP request.

    API type: `core/v1 HTTPHeader`.
    """

    name: str | None = field(required=True)
    value: str | None = None


class HTTPGetAction(Node):
    """Sends an HTTP GET request.

    API type: `core/v1 HTTPGetAction`.
    """

    path: str | None = None
    port: IntOrString | None = field(required=True)
    host: str | None = None
    scheme: str | None = field(one_of=("HTTP", "HTTPS"))
    http_headers: list[HTTPHeader] = []
    protocol: str | None = field(since="1.37")


class TCPSocketAction(Node):
    """Opens a TCP connection.

    API type: `core/v1 TCPSocketAction`.
    """

    port: IntOrString | None = field(required=True)
    host: str | None = None


class GRPCAction(Node):
    """Calls the gRPC health service.

    API type: `core/v1 GRPCAction`.
    """

    port: Int32 | None = field(required=True)
    service: str | None = None
    mode: str | None = field(since="1.37")


class SleepAction(Node):
    """Waits.

    API type: `core/v1 SleepAction`.
    """

    seconds: Int64 | None = None
