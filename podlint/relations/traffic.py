"""Which Services send requests to which containers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.models import Container
from podlint.models.service import Service, ServicePort, ServiceSpec
from podlint.models.workloads import PodTarget

__all__ = ["is_forgotten", "may_receive", "other_protocol", "running", "sender", "target_of"]


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


def target_of(port: ServicePort) -> int | str | None:
    """The name or number of the container port to which a port of a Service leads."""
    return port.target_port if port.target_port not in (None, 0, "") else port.port


def other_protocol(target: int | str | None, pods: Sequence[PodTarget]) -> str | None:
    """The protocol of a container port with the name of a target; None if there is none."""
    ports = (port for pod in pods for container in running(pod) for port in container.ports)
    found = next((port for port in ports if isinstance(target, str) and port.name == target), None)
    return (found.protocol or "TCP") if found else None


def may_receive(pod: PodTarget, service: ServiceSpec, wanted: ServicePort) -> bool:
    """Whether a Pod has the target of a port; a name must have the same protocol (`FindPort`)."""
    containers = list(running(pod))
    ports = [port for container in containers for port in container.ports]
    target, protocol = target_of(wanted), wanted.protocol or "TCP"
    if isinstance(target, str):
        return any(port.name == target and (port.protocol or "TCP") == protocol for port in ports)
    numbers = {port.container_port for port in ports}
    if not all(container.ports for container in containers):
        return True
    return any(target_of(port) in numbers for port in service.ports)


def is_forgotten(port: ServicePort, pods: Sequence[PodTarget]) -> bool:
    """Whether `targetPort` was probably forgotten: without it, a low port leads to the same port.

    Programs that may not open low ports declare high ones.
    """
    declared = [
        each.container_port or 0 for pod in pods for own in running(pod) for each in own.ports
    ]
    low = port.target_port is None and port.port is not None and port.port < _PRIVILEGED
    return low and bool(declared) and min(declared) >= _PRIVILEGED


_PRIVILEGED = 1024
