"""The whole life of a Pod."""

from __future__ import annotations

from collections.abc import Sequence

from podlint.models import PodSpec
from podlint.startup.frozen import Frozen

from .bounds import Bounds
from .ending import Ending, Phase, endings, phases
from .start import Start, starts
from .start_order import Wait, cycles
from .stopping import Stop, stops

__all__ = ["Timeline", "timeline"]


class Timeline(Frozen):
    """The life of a Pod, as far as its spec determines it."""

    starts: tuple[Start, ...]
    """Init containers and sidecars, then app containers, in start order."""
    ready: Bounds
    """When the Pod becomes ready, in seconds from its start on its node.

    This does not include readiness gates, which something outside of the Pod sets.
    """
    endings: tuple[Ending, ...]
    """What happens when each container ends."""
    phases: tuple[Phase, ...]
    """The final phases that the Pod can reach when its containers end; empty if it never ends."""
    stops: tuple[Stop, ...]
    """App containers, then sidecars in the order in which they stop."""
    deadline: int | None
    """Seconds from the start of the Pod until it fails; None if it has no deadline."""
    circle: tuple[str, ...] = ()
    """The names of containers that wait for each other so that the Pod never starts, from the first
    one back to it; empty if no such containers are known."""

    @property
    def last_started(self) -> int:
        """The position in `starts` of the last container that starts."""
        names = [each.container.name for each in self.starts]
        return names.index(self.circle[0]) if self.circle else len(names) - 1

    @property
    def gone(self) -> int:
        """Seconds from the deletion of the Pod until its last container is killed."""
        return max((each.killed for each in self.stops), default=0)


def timeline(spec: PodSpec, waits: Sequence[Wait] = ()) -> Timeline:
    """The life of a Pod with this spec, whether it is a Pod or a template.

    Args:
        spec: The spec.
        waits: What its containers wait for, apart from the order in which they start.
    """
    begun = tuple(starts(spec))
    ready = Bounds(0, 0)
    for start in begun:
        ready = ready.and_also(start.ready or start.opens)
    return Timeline(
        starts=begun,
        ready=ready,
        endings=tuple(endings(spec)),
        phases=phases(spec),
        stops=tuple(stops(spec)),
        deadline=spec.active_deadline_seconds,
        circle=_circle(next(cycles(spec, waits), ())),
    )


def _circle(waits: Sequence[Wait]) -> tuple[str, ...]:
    first = (str(each.waiter.name) for each in waits[:1])
    awaited = [str(each.awaited.name) for each in waits if each.awaited is not each.waiter]
    return (*first, *awaited, str(waits[0].waiter.name)) if awaited else ()
