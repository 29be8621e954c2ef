"""Containers of a Pod that wait for each other in a circle, so that they never start.

A container starts only after the gates of all containers before it have opened (see `start`). A
gate can in turn wait for the program of another container: a startup probe asks its port, or a
`postStart` hook or a script waits for it. The room that reads commands knows of such waits; this
module only follows them.

Source: `computeInitContainerActions` and `SyncPod` of `pkg/kubelet/kuberuntime`; KEP-753.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Literal, Protocol, TypeAlias, TypeVar

from podlint.models import Container, PodSpec

__all__ = ["Stage", "Wait", "cycles"]

Stage: TypeAlias = Literal["serves", "opens"]
"""The program of a container serves requests, or its gate opens for the next container."""
_Event: TypeAlias = tuple[Stage, int]


class Wait(Protocol):
    """One container waits until the program of a container serves requests."""

    @property
    def waiter(self) -> Container:
        """The container that waits."""

    @property
    def stage(self) -> Stage:
        """What waits: its gate (``opens``), or its program before it serves (``serves``)."""

    @property
    def awaited(self) -> Container:
        """The container that must serve requests; it can be the waiter itself."""


AnyWait = TypeVar("AnyWait", bound=Wait)


def cycles(spec: PodSpec, waits: Sequence[AnyWait]) -> Iterator[tuple[AnyWait, ...]]:
    """The shortest cycle for each gate that can never open, in start order.

    A cycle is the waits that lead from a gate back to it, each for the container that waits next.
    The last awaited container starts only after the gate of the first waiter has opened.
    """
    order = [*spec.init_containers, *spec.containers]
    position = {id(each): index for index, each in enumerate(order)}
    edges: dict[_Event, list[tuple[_Event, AnyWait]]] = {}
    for wait in waits:
        event: _Event = (wait.stage, position[id(wait.waiter)])
        edges.setdefault(event, []).append((("serves", position[id(wait.awaited)]), wait))
    for index in range(len(order)):
        if found := _shortest(("opens", index), edges):
            yield found


def _shortest(
    gate: _Event, edges: dict[_Event, list[tuple[_Event, AnyWait]]]
) -> tuple[AnyWait, ...] | None:
    """The waits on the shortest way from the opening of a gate back to it."""
    index = gate[1]
    seen: set[_Event] = set()
    queue: deque[tuple[_Event, tuple[AnyWait, ...]]] = deque([(gate, ())])
    while queue:
        event, path = queue.popleft()
        if event in seen:
            continue
        seen.add(event)
        if event[1] > index:
            # A later container starts only after this gate has opened.
            return path
        queue.extend((following, (*path, wait)) for following, wait in edges.get(event, ()))
    return None
