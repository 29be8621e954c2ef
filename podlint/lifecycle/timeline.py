"""The whole life of a Pod in one value."""

from __future__ import annotations

from podlint.models import PodSpec
from podlint.startup.frozen import Frozen

from .bounds import Bounds
from .ending import Ending, Phase, endings, phases
from .start import Start, starts
from .stopping import Stop, stops

__all__ = ["Timeline", "timeline"]


class Timeline(Frozen):
    """The life of a Pod, as far as its spec fixes it."""

    starts: tuple[Start, ...]
    """Init containers and sidecars, then app containers, in the order of their start."""
    ready: Bounds
    """When the Pod is ready at the earliest, in seconds from its start on its node.

    Readiness gates, which something outside the Pod opens, are not in it.
    """
    endings: tuple[Ending, ...]
    """What the end of each container leads to."""
    phases: tuple[Phase, ...]
    """The last phases that the ends of its containers can lead to; empty if it runs for ever."""
    stops: tuple[Stop, ...]
    """App containers, then sidecars in the order of their end."""
    deadline: int | None
    """Seconds after which the Pod is failed, counted from its start; None if it has no deadline."""

    @property
    def gone(self) -> int:
        """Seconds from the deletion of the Pod until its last container is killed."""
        return max((each.killed for each in self.stops), default=0)


def timeline(spec: PodSpec) -> Timeline:
    """The life of a Pod with this spec, native or from a template."""
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
    )
