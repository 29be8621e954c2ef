"""The life of a Pod in words and rows, for all formats."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document.shortening import listed
from podlint.explain.obstacles import Halt
from podlint.lifecycle import BACK_OFF, BACK_OFF_RESET, After, Bounds, Ending, Gate, Stop, Timeline
from podlint.startup.frozen import Frozen

__all__ = [
    "END_TITLES",
    "STOP_TITLES",
    "Bar",
    "after_words",
    "bars",
    "end_sentences",
    "ready_sentences",
    "start_table",
    "stop_words",
]

END_TITLES = ("Container", "Restart policy", "After exit code 0", "After other exit codes")
STOP_TITLES = ("Container", "preStop hook", "Stop signal", "Time to exit", "Killed")

_GATES: dict[Gate, str] = {
    "ends": "{} has completed",
    "startup probe": "startup probe of {} has succeeded",
    "postStart": "postStart hook of {} has completed",
    "runs": "{} has started",
}
_AFTER: dict[After, str] = {
    "restarted": "restarts",
    "next starts": "next container starts",
    "stays ended": "does not restart",
    "Pod fails": "Pod fails",
}


class Bar(Frozen):
    """One container in the drawing of the start, whose columns are steps and not seconds.

    Attributes:
        name: The name of the container.
        sort: Whether it is an init container, a sidecar or an app container.
        first: The step in which it starts, from 0.
        last: The last step in which it runs. The highest number is the running Pod.
        ends: It runs to completion: nothing restarts it after exit code 0.
        never: It never starts.
    """

    name: str
    sort: str
    first: int
    last: int
    ends: bool
    never: bool = False


def bars(life: Timeline, halt: Halt | None = None) -> tuple[Bar, ...]:
    """A bar for each container; all app containers start in the last step.

    Args:
        life: The life of the Pod.
        halt: How far it gets, if it does not become ready.
    """
    started = _started(life, halt)
    inits = sum(1 for each in life.starts if each.container.sort != "app")
    return tuple(
        Bar(
            name=each.container.name or "?",
            sort=each.container.sort,
            first=min(number, inits),
            last=number if each.container.sort == "init" else inits,
            ends=ending.on_success != "restarted",
            never=number >= started,
        )
        for number, (each, ending) in enumerate(zip(life.starts, life.endings, strict=True))
    )


def start_table(
    life: Timeline, halt: Halt | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Titles and rows: what each container waits for, and when it is ready or killed.

    Columns that are empty in all rows are left out.

    Args:
        life: The life of the Pod.
        halt: How far it gets, if it does not become ready.
    """
    titles = (
        "Container",
        "Starts when",
        "Ready after",
        "Killed if not started within",
        "Killed after hanging for",
    )
    rows = [
        (
            each.container.name or "?",
            _begins_words(life, halt, number),
            "never" if halt and number >= halt.ready else _time(each.ready),
            *map(_time, (each.budget, each.hang)),
        )
        for number, each in enumerate(life.starts)
    ]
    shown = [i for i in range(len(titles)) if i < 2 or any(row[i] != "-" for row in rows)]
    return tuple(titles[i] for i in shown), [tuple(row[i] for i in shown) for row in rows]


def _started(life: Timeline, halt: Halt | None) -> int:
    """How many containers start."""
    return min(life.last_started + 1, halt.started if halt else len(life.starts))


def _begins_words(life: Timeline, halt: Halt | None, number: int) -> str:
    """What a container waits for: `migrate has completed`."""
    if number >= _started(life, halt):
        return "never"
    if number == 0:
        return "the Pod starts"
    before = life.starts[number - 1]
    return _GATES[before.gate].format(before.container.name or "?")


def _time(found: Bounds | None) -> str:
    if found is None:
        return "-"
    if found == (0, None):
        return "no fixed time"
    return "immediately" if found == (0, 0) else str(found)


def ready_sentences(
    life: Timeline, halt: Halt | None = None, *, doubtful: bool = False
) -> Iterator[str]:
    """When the Pod is ready, and its deadline.

    Args:
        life: The life of the Pod.
        halt: How far it gets, if it does not become ready.
        doubtful: A finding says why it may not become ready.
    """
    least, most = life.ready
    if life.circle:
        first, *others = life.circle
        yield (
            f"The Pod never starts: {first} waits for {', which waits for '.join(others[:-1])}, "
            f"which starts only after {first}."
        )
    elif halt:
        yield f"The Pod {'runs, but ' if halt.runs else ''}never becomes ready, as explained above."
    elif not least and most is None:
        yield (
            "The manifest does not determine when the Pod is ready: that depends on its programs, "
            "hooks and probes."
        )
    elif life.ready == (0, 0):
        yield "The Pod is ready as soon as all containers run, because no probe delays it."
    else:
        time = Bounds(least, least)
        earliest = "" if least == most else " at the earliest"
        yield (
            f"The Pod is ready {time} after its start{earliest}, if the node has all images and "
            "all programs start immediately."
        )
    if doubtful and not halt and not life.circle:
        yield "It may also never become ready, as explained above."
    if life.deadline is not None:
        yield f"The Pod fails {life.deadline} s after its start (activeDeadlineSeconds)."


def after_words(ending: Ending) -> tuple[str, str]:
    """What happens after exit code 0, and after any other exit code."""
    suffix = " (exceptions in restartPolicyRules)" if ending.codes else ""
    return _AFTER[ending.on_success] + suffix, _AFTER[ending.on_failure] + suffix


def end_sentences(life: Timeline) -> Iterator[str]:
    """How the Pod ends, and the delays before restarts if there are any."""
    if life.phases:
        yield f"The Pod ends in phase {' or '.join(life.phases)}."
    else:
        yield "The Pod runs until it is deleted or evicted."
    if any("restarted" in (each.on_success, each.on_failure) for each in life.endings):
        delays = listed([str(each) for each in BACK_OFF])
        yield (
            f"Delays before a container restarts: {delays} s. Then every delay is "
            f"{BACK_OFF[-1]} s, until the container has run for {BACK_OFF_RESET // 60} min."
        )


def stop_words(stop: Stop) -> tuple[str, str, str, str]:
    """Hook, stop signal, remaining time and kill of one container on termination."""
    hook = "none" if stop.hook is None else str(stop.hook)
    at = "immediately" if stop.signalled == (0, 0) else f"after {stop.signalled}"
    return (
        hook,
        f"{stop.signal} {at}",
        str(stop.left),
        f"after {Bounds(stop.killed, stop.killed)}",
    )
