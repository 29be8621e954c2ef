"""Iterates over the containers of a Pod's spec, and over the probes of a container."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .path import Path

__all__ = ["CONTAINER_LISTS", "PROBES", "containers_of"]

CONTAINER_LISTS = ("containers", "initContainers", "ephemeralContainers")
PROBES = ("livenessProbe", "readinessProbe", "startupProbe")


def containers_of(spec: dict[str, Any], at: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """The containers with their places, in the server's order.

    Go: `VisitContainersWithPath`.
    """
    for name in ("initContainers", "containers", "ephemeralContainers"):
        for index, container in enumerate(spec.get(name, ())):
            yield container, (*at, name, index)
