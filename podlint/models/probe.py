"""Probes."""

from typing import Any, Literal, TypeAlias

from .handler import ExecAction, GRPCAction, HTTPGetAction, TCPSocketAction
from .node import Node
from .scalar import Int32, Int64

__all__ = ["HandlerName", "Probe"]

HandlerName: TypeAlias = Literal["exec", "httpGet", "tcpSocket", "grpc"]


class Probe(Node):
    """A check that the kubelet repeats: a startup, readiness or liveness probe.

    API type: `core/v1 Probe`. A timing of 0 means its default, as in `SetDefaults_Probe`.
    """

    exec: ExecAction | None = None
    http_get: HTTPGetAction | None = None
    tcp_socket: TCPSocketAction | None = None
    grpc: GRPCAction | None = None
    initial_delay_seconds: Int32 | None = None
    timeout_seconds: Int32 | None = None
    period_seconds: Int32 | None = None
    success_threshold: Int32 | None = None
    failure_threshold: Int32 | None = None
    termination_grace_period_seconds: Int64 | None = None

    @property
    def handler_name(self) -> HandlerName | None:
        """The API name of the handler that is set; the first if there are several."""
        handlers = {
            "exec": self.exec,
            "httpGet": self.http_get,
            "tcpSocket": self.tcp_socket,
            "grpc": self.grpc,
        }
        names: tuple[Any, ...] = tuple(name for name, value in handlers.items() if value)
        return names[0] if names else None

    @property
    def effective_initial_delay_seconds(self) -> int:
        """Seconds from the start of the container to the first check."""
        return self.initial_delay_seconds or 0

    @property
    def effective_timeout_seconds(self) -> int:
        """Seconds that one check may take."""
        return self.timeout_seconds or 1

    @property
    def effective_period_seconds(self) -> int:
        """Seconds from one check to the next."""
        return self.period_seconds or 10

    @property
    def effective_success_threshold(self) -> int:
        """Consecutive successes after which a failed probe counts as successful again."""
        return self.success_threshold or 1

    @property
    def effective_failure_threshold(self) -> int:
        """Consecutive failures after which the probe counts as failed."""
        return self.failure_threshold or 3
