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
    app container. A container whose readiness probe asks one of the ports that it declares is left
    out if there are others, because it listens there.
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
    if listing:
        return listing
    others = [each for each in running(pod) if not _asks_declared(each)] or list(running(pod))
    probed = [each for each in others if each.readiness_probe]
    return probed or [each for each in others if each.sort == "app"][:1]


def _asks_declared(container: Container) -> bool:
    """Whether the readiness probe of a container asks one of the ports that it declares."""
    probe = container.readiness_probe
    handlers = (probe.http_get, probe.tcp_socket, probe.grpc) if probe else ()
    asked = {each.port for each in handlers if each and each.port is not None}
    return any(each.name in asked or each.container_port in asked for each in container.ports)
