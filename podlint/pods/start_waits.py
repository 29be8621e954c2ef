"""What containers wait for when a Pod starts: ports of its containers that probes and scripts ask.

A wait is known only if a container lists the port. If another container may open the port, because
it writes the number or runs the same image, nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from podlint.models import Container
from podlint.pods.commands.connections import LOOPBACK, Connection, connections_of
from podlint.pods.commands.waiting_loops import awaited_by, without_loops
from podlint.pods.commands.words import command_line
from podlint.pods.handlers import port_number
from podlint.pods.images.families import serves
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models.workloads import PodTarget
    from podlint.pods.handlers import Handler

__all__ = ["StartWait", "start_waits"]

_GOES_ON = pattern(r"[;|!\n]|\b(?:if|case|for|while)\b")
_ADDRESS = pattern(r"\bhttps?://[^\s\"',]*")


class StartWait(Frozen):
    """One container waits until the program of a container serves requests.

    Attributes:
        waiter: The container that waits.
        stage: What waits: the start of the next container (``opens``), or the program of the
            waiter before it serves requests itself (``serves``).
        awaited: The container that lists the port; it can be the waiter itself.
        at: The place of the port or the command.
    """

    waiter: Container
    stage: Literal["opens", "serves"]
    awaited: Container
    at: Place


def start_waits(pod: PodTarget) -> Iterator[StartWait]:
    """The waits of a Pod's containers for ports of its containers, in start order.

    None on the node's network, where something else may open the port.
    """
    if pod.spec.host_network:
        return
    order = [*pod.spec.init_containers, *pod.spec.containers]
    for index, container in enumerate(order):
        words = command_line(container)
        stage: Literal["opens", "serves"] = "opens" if container.sort == "init" else "serves"
        for connection in awaited_by(words):
            if (awaited := _opener(order, index, connection)) and awaited is not container:
                yield StartWait(container, stage, awaited, container.words_at)
        if container.sort == "sidecar" and (probe := container.startup_probe):
            yield from _of_handler(probe, order, index, gives_up=True)
        if container.sort != "init" and container.lifecycle and container.lifecycle.post_start:
            gives_up = container.sort == "sidecar"
            yield from _of_handler(container.lifecycle.post_start, order, index, gives_up)


def _of_handler(
    handler: Handler, order: Sequence[Container], index: int, gives_up: bool
) -> Iterator[StartWait]:
    """What a probe or a hook waits for; a sidecar whose hook fails does not let others start."""
    container = order[index]
    asked: list[tuple[Connection, Place]] = []
    if handler.exec:
        words, place = handler.exec.command, handler.exec.at / "command"
        asked += ((each, place) for each in awaited_by(words))
        if gives_up and not asked and _must_succeed(words):
            asked += ((each, place) for each in connections_of(words))
    elif gives_up:
        grpc = getattr(handler, "grpc", None)
        for action in (handler.http_get, handler.tcp_socket, grpc):
            # The kubelet does not implement `tcpSocket` in hooks.
            if action is None or (action is handler.tcp_socket and not hasattr(handler, "grpc")):
                continue
            number = port_number(action.port, container)
            host = getattr(action, "host", None) or "localhost"
            if isinstance(number, int):
                asked.append((Connection("", host, number, resolves=False), action.at / "port"))
    for connection, place in asked:
        if awaited := _opener(order, index, connection):
            yield StartWait(container, "opens", awaited, place)


def _must_succeed(words: Sequence[str]) -> bool:
    """Whether a command fails if its connection does."""
    return _GOES_ON.search(" ".join(words)) is None


def _opener(order: Sequence[Container], index: int, asked: Connection) -> Container | None:
    """The container that opens a port of the Pod; None if that is not certain."""
    if asked.port is None or asked.host not in LOOPBACK:
        return None
    running = [each for each in order if each.sort != "init"]
    listing = [each for each in running if asked.port in _ports(each)]
    if order[index] in listing or not listing:
        return order[index] if listing else None
    opener = listing[0]
    earlier = [each for each in order[: index + 1] if each.sort != "init" and each is not opener]
    if any(each.image == opener.image or _mentions(each, asked.port) for each in earlier):
        return None
    return opener


def _mentions(container: Container, port: int) -> bool:
    """Whether the container may open the port without listing it: it writes the number."""
    values = (each.value or "" for each in container.env)
    text = without_loops([*container.command, *container.args, *values])
    text = _ADDRESS.sub(" ", text)
    return re.search(rf"(?<!\d){port}(?!\d)", text) is not None


def _ports(container: Container) -> set[int | None]:
    family = serves(container)
    listed = (each for each in container.ports if each.protocol in (None, "TCP"))
    return {family.port if family else None, *(each.container_port for each in listed)}
