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


_SPOKEN = {
    "livenessProbe": "liveness probe",
    "postStart": "`postStart` hook",
    "preStop": "`preStop` hook",
    "readinessProbe": "readiness probe",
    "startupProbe": "startup probe",
}


def spoken_name(handler: str) -> str:
    """What a message calls a probe or a hook: a noun phrase without an article."""
    return _SPOKEN[handler]


_UNABLE = {
    "livenessProbe": "a hung container is never restarted",
    "postStart": "the container is killed at each start",
    "preStop": "the hook has no effect",
    "readinessProbe": "the Pod never becomes ready",
    "startupProbe": "the container never becomes ready",
}


def effect_of_error(handler: str) -> str:
    """The consequence if the kubelet cannot run a probe or a hook: no such program or port.

    A probe does not fail then: the kubelet reports an event and discards the result, so a liveness
    or startup probe never kills the container (``doProbe`` in pkg/kubelet/prober/worker.go).
    """
    return _UNABLE[handler]


def port_number(port: int | str | None, container: Container) -> int | str | None:
    """The number of a named port, or the name itself if the container does not define it."""
    for each in container.ports:
        if isinstance(port, str) and each.name == port:
            return each.container_port
    return port
