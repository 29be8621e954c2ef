"""The timeline of a Pod, made ready to be shown."""

from __future__ import annotations

from podlint.frozen import Frozen
from podlint.lifecycle import Ending, Gate, Stop, Timeline

__all__ = ["Bar", "after_words", "bars", "begins_words", "phase_words", "stop_words"]

_GATES: dict[Gate, str] = {
    "ends": "the end of {}",
    "startup probe": "the startup probe of {}",
    "postStart": "postStart of {}",
    "runs": "{} to run",
}


class Bar(Frozen):
    """One container in a drawing of the start, whose columns are steps and not seconds.

    Attributes:
        name: The container's.
        sort: The part it plays.
        first: The step that it starts in, from 0.
        last: The last step that it runs in; the number of the last step is that of the running Pod.
    """

    name: str
    sort: str
    first: int
    last: int


def bars(life: Timeline) -> tuple[Bar, ...]:
    """A bar for each container; app containers all start in the last step."""
    inits = sum(1 for each in life.starts if each.container.sort != "app")
    return tuple(
        Bar(
            name=each.container.name or "?",
            sort=each.container.sort,
            first=min(number, inits),
            last=number if each.container.sort == "init" else inits,
        )
        for number, each in enumerate(life.starts)
    )


def begins_words(life: Timeline, number: int) -> str:
    """What a container waits for: `the end of migrate`."""
    if number == 0:
        return "nothing"
    before = life.starts[number - 1]
    return _GATES[before.gate].format(before.container.name)


def after_words(ending: Ending) -> tuple[str, str]:
    """What comes after exit code 0, and after any other."""
    suffix = ", unless a rule for its exit code says otherwise" if ending.codes else ""
    return ending.on_success + suffix, ending.on_failure + suffix


def phase_words(life: Timeline) -> str:
    """The last phases that the Pod can reach."""
    if not life.phases:
        return "none by itself: it runs until it is deleted or evicted"
    return " or ".join(life.phases)


def stop_words(stop: Stop) -> tuple[str, str, str, str]:
    """Hook, signal, time left and kill of one container at shut-down."""
    hook = "none" if stop.hook is None else str(stop.hook)
    least, most = stop.signalled
    at = f"after {most} s" if least == most else f"after {least} s to {most} s"
    return (
        hook,
        f"{stop.signal} {at if most else 'at once'}",
        str(stop.left),
        f"after {stop.killed} s",
    )
