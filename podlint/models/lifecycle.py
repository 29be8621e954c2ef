"""Lifecycle hooks of a container."""

from .fields import field
from .handler import ExecAction, HTTPGetAction, SleepAction, TCPSocketAction
from .node import Node

__all__ = ["Lifecycle", "LifecycleHandler"]


class LifecycleHandler(Node):
    """What a hook does; exactly one action is to be set.

    API type: `core/v1 LifecycleHandler`.
    """

    exec: ExecAction | None = None
    http_get: HTTPGetAction | None = None
    tcp_socket: TCPSocketAction | None = None
    sleep: SleepAction | None = field(since="1.29")


class Lifecycle(Node):
    """What happens right after a container starts and before it stops.

    API type: `core/v1 Lifecycle`.
    """

    post_start: LifecycleHandler | None = None
    pre_stop: LifecycleHandler | None = None
    stop_signal: str | None = field(since="1.33")
