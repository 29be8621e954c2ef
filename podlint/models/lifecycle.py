"""Lifecycle hooks of a container."""

from .fields import field
from .handler import ExecAction, HTTPGetAction, SleepAction, TCPSocketAction
from .node import Node

__all__ = ["Lifecycle", "LifecycleHandler"]


class LifecycleHandler(Node):
    """The action of a hook; exactly one field must be set.

    API type: `core/v1 LifecycleHandler`.
    """

    exec: ExecAction | None = None
    http_get: HTTPGetAction | None = None
    tcp_socket: TCPSocketAction | None = None
    sleep: SleepAction | None = field(since="1.29")


class Lifecycle(Node):
    """The hooks after the start and before the stop of a container.

    API type: `core/v1 Lifecycle`.
    """

    post_start: LifecycleHandler | None = None
    pre_stop: LifecycleHandler | None = None
    stop_signal: str | None = field(since="1.33")
