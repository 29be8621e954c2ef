"""Ports of containers.

Source: `validateContainerPorts` and `AccumulateUniqueHostPorts` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .names import port_name
from .path import Path, odd

__all__ = [
    "refuse_host_ports_unlike_container_ports",
    "refuse_named_or_numbered_port",
    "refuse_ports",
    "refuse_same_host_ports",
]

PROTOCOLS = ("SCTP", "TCP", "UDP")
_RANGE = "must be between 1 and 65535, inclusive"


def refuse_ports(errors: Errors, ports: list[dict[str, Any]], at: Path) -> None:
    """Refuse invalid or repeated names, numbers out of range, and unknown protocols.

    Go: `validateContainerPorts`.
    """
    names: set[str] = set()
    for index, port in enumerate(ports):
        place = (*at, index)
        name, number = port.get("name"), port.get("containerPort", 0)
        if name:
            if faults := port_name(name):
                errors.invalid_each((*place, "name"), faults)
            elif name in names:
                errors.duplicate((*place, "name"))
            names.add(name)
        if number == 0:
            errors.required((*place, "containerPort"))
        elif not 1 <= number <= 65535:
            errors.invalid((*place, "containerPort"), _RANGE)
        if not 0 <= port.get("hostPort", 0) <= 65535:
            errors.invalid((*place, "hostPort"), _RANGE)
        if port["protocol"] not in PROTOCOLS:
            errors.not_supported((*place, "protocol"), PROTOCOLS)


def refuse_named_or_numbered_port(errors: Errors, port: int | str, at: Path) -> None:
    """Refuse a number out of range, and a string that is not the name of a port.

    Go: `ValidatePortNumOrName`.
    """
    if isinstance(port, str):
        errors.invalid_each(at, port_name(port))
    elif not 1 <= port <= 65535:
        errors.invalid(at, _RANGE)


def refuse_same_host_ports(
    errors: Errors, containers: list[tuple[int, dict[str, Any]]], at: Path, shown: int | None = None
) -> None:
    """Refuse a port of the node that two ports of these containers use.

    `shown` is the number of the container that the server reports instead of the true one.

    Go: `checkHostPortConflicts`.
    """
    taken: set[tuple[str, str, int]] = set()
    for index, container in containers:
        for position, port in enumerate(container.get("ports", ())):
            number = port.get("hostPort", 0)
            if number == 0:
                continue
            wanted = (port["protocol"], port.get("hostIP", ""), number)
            if wanted in taken:
                step = index if shown is None else odd(index, f"[{shown}]")
                errors.duplicate((*at, step, "ports", position, "hostPort"), wanted)
            taken.add(wanted)


def refuse_host_ports_unlike_container_ports(
    errors: Errors, spec: dict[str, Any], is_pod: bool, at: Path
) -> None:
    """Refuse a host port that differs from the container port in the node's network. A template may
    leave it out.

    Go: `validatePodHostNetworkDeps`.
    """
    for index, container in enumerate(spec.get("containers", ())):
        for position, port in enumerate(container.get("ports", ())):
            number = port.get("hostPort", 0)
            if (is_pod or number) and number != port.get("containerPort", 0):
                errors.invalid(
                    (*at, "containers", index, "ports", position, "hostPort"),
                    "must match `containerPort` when `hostNetwork` is true",
                )
