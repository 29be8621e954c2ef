"""Warnings about ports.

Source: `warningsForPodSpecAndMeta` of `pkg/api/pod/warnings.go`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .containers_in_spec import containers_of
from .error import Warnings
from .path import Path, spell
from .quoting import quoted

__all__ = ["warn_of_ports"]


class _Port(NamedTuple):
    at: Path
    host_port: int
    host_address: str


def warn_of_ports(warnings: Warnings, spec: dict[str, Any], at: Path) -> None:
    """Warn about ports that are repeated or overlap, in all containers together."""
    ports = [
        (port, (*place, "ports", index))
        for container, place in containers_of(spec, at)
        for index, port in enumerate(container.get("ports", ()))
    ]
    same: dict[tuple[int, str], list[_Port]] = {}
    for port, place in ports:
        this = _Port(place, port.get("hostPort", 0), port.get("hostIP", ""))
        if this.host_address and not this.host_port:
            warnings.at(place, f"hostIP set without hostPort: {_go_value(port)}")
        others = same.setdefault((port.get("containerPort", 0), port["protocol"]), [])
        for other in others:
            if relation := _relation(this, other):
                warnings.at(place, f"{relation} port definition with {spell(other.at)}")
        others.append(this)
    _warn_of_names(warnings, ports)


def _relation(this: _Port, other: _Port) -> str:
    """How two ports with one number and protocol conflict; empty if they do not."""
    if this[1:] == other[1:]:
        return "duplicate"
    if not this.host_port or not other.host_port:
        return "overlapping"
    if this.host_port == other.host_port and (not this.host_address or not other.host_address):
        return "dangerously ambiguous"
    return ""


def _warn_of_names(warnings: Warnings, ports: list[tuple[dict[str, Any], Path]]) -> None:
    named: dict[str, str] = {}
    for port, place in ports:
        name = port.get("name", "")
        if name in named:
            other = named[name]
            warnings.at(
                place,
                f"duplicate port name {quoted(name)} with {other}, services and probes that select "
                f"ports by name will use {other}",
            )
        elif name:
            named[name] = spell(place)


def _go_value(port: dict[str, Any]) -> str:
    """A port as Go prints the struct."""
    fields = (
        ("Name", port.get("name", "")),
        ("HostPort", port.get("hostPort", 0)),
        ("ContainerPort", port.get("containerPort", 0)),
        ("Protocol", port["protocol"]),
        ("HostIP", port.get("hostIP", "")),
    )
    return "{" + " ".join(f"{name}:{value}" for name, value in fields) + "}"
