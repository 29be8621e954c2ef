"""The timeline of a Pod, made ready to be shown."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.lifecycle import BACK_OFF, BACK_OFF_RESET, Bounds, Ending, Gate, Stop, Timeline
from podlint.startup.frozen import Frozen

__all__ = [
    "Bar",
    "after_words",
    "bars",
    "begins_words",
    "end_sentences",
    "phase_words",
    "ready_sentences",
    "start_table",
    "stop_words",
]

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
    return _GATES[before.gate].format(before.container.name or "?")


def start_table(life: Timeline) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Titles and rows of what each container waits for and when it is ready or killed.

    Columns in which no row has anything are left out.
    """
    titles = ("Container", "waits for", "ready", "killed unless up in", "hung is gone in")
    rows = [
        (
            each.container.name or "?",
            begins_words(life, number),
            *map(_time, (each.ready, each.budget, each.hang)),
        )
        for number, each in enumerate(life.starts)
    ]
    shown = [i for i in range(len(titles)) if i < 2 or any(row[i] != "-" for row in rows)]
    return tuple(titles[i] for i in shown), [tuple(row[i] for i in shown) for row in rows]


def _time(found: Bounds | None) -> str:
    if found is None:
        return "-"
    return "at once" if found == (0, 0) else str(found)


def ready_sentences(life: Timeline) -> Iterator[str]:
    """When the Pod is ready, and its deadline."""
    least, most = life.ready
    if not least and most is None:
        yield "Ready: no time is fixed: that depends on init containers, hooks and probes"
    elif life.ready == (0, 0):
        yield "Ready: as soon as all containers run, for no probe is waited for"
    else:
        time = Bounds(least, least)
        word = "" if least == most else " at the earliest"
        yield f"Ready: {time} after the start{word}, if images are pulled and programs up at once"
    if life.deadline is not None:
        yield f"Deadline: the Pod is failed {life.deadline} s after its start"


def after_words(ending: Ending) -> tuple[str, str]:
    """What comes after exit code 0, and after any other."""
    suffix = ", unless a rule for its exit code says otherwise" if ending.codes else ""
    return ending.on_success + suffix, ending.on_failure + suffix


def end_sentences(life: Timeline) -> Iterator[str]:
    """The last phase, and the pauses before restarts where there are any."""
    yield f"Last phase: {phase_words(life)}"
    if any("restarted" in (each.on_success, each.on_failure) for each in life.endings):
        pauses = ", ".join(str(each) for each in BACK_OFF[:-1])
        minutes = BACK_OFF_RESET // 60
        yield (
            f"Pause before each restart: {pauses} s, then always {BACK_OFF[-1]} s; none again "
            f"after {minutes} min of running"
        )


def phase_words(life: Timeline) -> str:
    """The last phases that the Pod can reach."""
    if not life.phases:
        return "none by itself: it runs until it is deleted or evicted"
    return " or ".join(life.phases)


def stop_words(stop: Stop) -> tuple[str, str, str, str]:
    """Hook, signal, time left and kill of one container at shut-down."""
    hook = "none" if stop.hook is None else str(stop.hook)
    at = "at once" if stop.signalled == (0, 0) else f"after {stop.signalled}"
    return (
        hook,
        f"{stop.signal} {at}",
        str(stop.left),
        f"after {Bounds(stop.killed, stop.killed)}",
    )
