"""What the probes and the lifecycle hooks of a container do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from podlint.models import Container

if TYPE_CHECKING:
    from podlint.models import Probe
    from podlint.models.lifecycle import LifecycleHandler

Handler: TypeAlias = "Probe | LifecycleHandler"
"""Both have actions: `exec`, `http_get`, `tcp_socket`."""


def handlers(container: Container) -> Iterator[tuple[str, Handler]]:
    """The probes and the hooks of a container, each with its name in the API."""
    yield from container.probes
    yield from hooks(container)


def hooks(container: Container) -> Iterator[tuple[str, LifecycleHandler]]:
    """The lifecycle hooks of a container, each with its name in the API."""
    if lifecycle := container.lifecycle:
        if lifecycle.post_start:
            yield "postStart", lifecycle.post_start
        if lifecycle.pre_stop:
            yield "preStop", lifecycle.pre_stop


def port_number(port: int | str | None, container: Container) -> int | str | None:
    """The number of a port that a handler names; the name itself where the container lacks it."""
    for each in container.ports:
        if isinstance(port, str) and each.name == port:
            return each.container_port
    return port
