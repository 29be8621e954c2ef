"""The actions of a container's probes and lifecycle hooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from podlint.models import Container

if TYPE_CHECKING:
    from podlint.models import Probe
    from podlint.models.lifecycle import LifecycleHandler

Handler: TypeAlias = "Probe | LifecycleHandler"
"""Both have the actions `exec`, `http_get`, and `tcp_socket`."""


def handlers(container: Container) -> Iterator[tuple[str, Handler]]:
    """The probes and lifecycle hooks of a container, each with its field name."""
    yield from container.probes
    yield from hooks(container)


def hooks(container: Container) -> Iterator[tuple[str, LifecycleHandler]]:
    """The lifecycle hooks of a container, each with its field name."""
    if lifecycle := container.lifecycle:
        if lifecycle.post_start:
            yield "postStart", lifecycle.post_start
        if lifecycle.pre_stop:
            yield "preStop", lifecycle.pre_stop


_UNABLE = {
    "livenessProbe": "a container that hangs is not restarted",
    "postStart": "the container is killed at each start",
    "preStop": "nothing is done",
    "readinessProbe": "the Pod is never Ready",
    "startupProbe": "the container never counts as started",
}


def effect_of_error(handler: str) -> str:
    """The effect of a probe or hook that the kubelet cannot run, without its program or port.

    A probe error is not a probe failure: the kubelet records an event and discards the result, so a
    liveness or startup probe never kills the container (``doProbe`` in
    pkg/kubelet/prober/worker.go).
    """
    return _UNABLE[handler]


def port_number(port: int | str | None, container: Container) -> int | str | None:
    """The number of a named port, or the name itself if the container does not define it."""
    for each in container.ports:
        if isinstance(port, str) and each.name == port:
            return each.container_port
    return port
