"""Which Services send requests to which containers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.models import Container
from podlint.models.service import Service
from podlint.models.workloads import PodTarget

__all__ = ["running", "sender"]


def running(pod: PodTarget) -> Iterator[Container]:
    """The containers that keep running: sidecars and app containers."""
    yield from (each for each in pod.spec.init_containers if each.is_sidecar)
    yield from pod.spec.containers


def sender(container: Container, pod: PodTarget, services: Sequence[Service]) -> Service | None:
    """The first of some Services that sends requests to a container, judged by the ports.

    A port that no container declares may still be open. If a Service uses only such ports, its
    requests are assumed to go to the containers with a readiness probe, or otherwise to the first
    app container.
    """
    for service in services:
        if any(each is container for each in _behind(service, pod)):
            return service
    return None


def _behind(service: Service, pod: PodTarget) -> list[Container]:
    wanted = {
        each.port if each.target_port is None else each.target_port
        for each in (service.spec.ports if service.spec else ())
    }
    listing = [
        each
        for each in running(pod)
        if any(port.name in wanted or port.container_port in wanted for port in each.ports)
    ]
    probed = [each for each in running(pod) if each.readiness_probe]
    return listing or probed or pod.spec.containers[:1]
