"""What places a refusal and a finding are about, in a form in which they can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from podlint.document import Path
from podlint.finding.report import Finding

from .server import Answer, Cause

Steps = tuple[str, ...]

_STEP = re.compile(r"\[([^]]*)\]|([^.\[]+)")
_UNKNOWN = re.compile(r'(?:unknown|duplicate) field "((?:[^"\\]|\\.)*)"')
_TYPED = re.compile(r"(?:Go struct field|Go value of type) (?:[\w./\[\]]*?\.)?([\w.]+) of type")
_LINE = re.compile(r"^\s*line (\d+): key ", re.MULTILINE)
_NOT_FOUND = re.compile(r'namespaces "')


def steps(field: str, loose: bool = False) -> Steps:
    """A field as Kubernetes writes it, step by step; letters of any case are the same.

    Args:
        field: The field.
        loose: It comes from Go's decoder, which names embedded types as if they were fields.
    """
    named = ((found[1] or found[2] or "").strip('"') for found in _STEP.finditer(field))
    return tuple(each.lower() for each in named if not (loose and each[:1].isupper()))


class Wanted:
    """What a refusal is about.

    Attributes:
        fields: The fields that the server names.
        loose: They lack the numbers of lists, as an error of Go's decoder does.
        lines: The lines of the text that it names, from 1.
    """

    def __init__(self, answer: Answer) -> None:
        self.fields: tuple[str, ...] = tuple(dict.fromkeys(_fields(answer)))
        self.loose = not answer.causes and bool(_TYPED.search(answer.message))
        self.lines = tuple(int(each) for each in _LINE.findall(answer.message))

    @property
    def is_placed(self) -> bool:
        """Whether the server names any place."""
        return bool(self.fields or self.lines)


def _fields(answer: Answer) -> Iterator[str]:
    if answer.causes:
        causes = [cause for cause in answer.causes if cause.field not in ("", "<nil>")]
        told = [cause for cause in causes if not _follows(cause, causes)]
        yield from (cause.field for cause in told or causes)
    elif answer.status == 0:
        yield from ("apiVersion", "kind")
    elif _NOT_FOUND.search(answer.message):
        yield "metadata.namespace"
    else:
        yield from (each.replace("\\", "") for each in _UNKNOWN.findall(answer.message))
        if found := _TYPED.search(answer.message):
            yield found[1]


def _follows(cause: Cause, causes: Iterable[Cause]) -> bool:
    """Whether a reason may only follow from another: it does not count beside others.

    Where a selector or labels are missing, they do not match; and a volume with a fault of its own
    is not found.
    """
    if "`selector` does not match" in cause.message:
        return True
    lost = cause.reason == "FieldValueNotFound" and (
        "volumeMounts" in cause.field or "volumeDevices" in cause.field
    )
    return lost and any(".volumes[" in f".{each.field}" for each in causes)


EXACT, FINER, COARSER, BESIDE, ELSEWHERE = GRADES = (
    "exact",
    "finer",
    "coarser",
    "beside",
    "elsewhere",
)
"""How near a finding is to a field: the same, below it, above it, in the same map, or elsewhere."""


def grade(answer: Answer, findings: Iterable[Finding], root: Path = (), line: int = 1) -> str:
    """How near the findings are to what the server names; where it names several, the worst.

    Args:
        answer: The refusal.
        findings: The findings that call the object refused.
        root: Where the object is in its document.
        line: The line of the file that the document begins on.
    """
    wanted, findings = Wanted(answer), tuple(findings)
    places = tuple(dict.fromkeys(_place(each)[len(root) :] for each in findings))
    grades = [_nearest(field, places, wanted.loose) for field in wanted.fields]
    if answer.status == 0:  # no such kind: what is wrong is a key at the top, maybe a misspelt one
        grades = [EXACT if any(len(place) == 1 for place in places) else ELSEWHERE]
    lines = {each.location.span.start_line for each in findings if each.location.span}
    # The server counts lines from the document's first, and names that of the value.
    said = [{line + each - 1, line + each - 2} for each in wanted.lines]
    grades += [ELSEWHERE if lines.isdisjoint(each) else EXACT for each in said]
    if not wanted.is_placed and findings:
        return EXACT
    return max(grades or [ELSEWHERE], key=GRADES.index)


def _nearest(field: str, places: Iterable[Steps], loose: bool) -> str:
    grades = [
        _distance(wanted, _plain(place) if loose else place)
        for wanted in _names(steps(field, loose=loose))
        for place in places
    ]
    return min(grades, key=GRADES.index, default=ELSEWHERE)


def _distance(wanted: Steps, place: Steps) -> str:
    # The server leaves out some numbers of items, and of an unknown field it does not mark where
    # a key with dots begins.
    if place == wanted or _unnumbered(place) == wanted or ".".join(place) == ".".join(wanted):
        return EXACT
    if place[: len(wanted)] == wanted:
        return FINER
    if place and wanted[: len(place)] == place:
        return COARSER
    return BESIDE if place[:-1] == wanted[:-1] and place[:-1] else ELSEWHERE


def _plain(place: Steps) -> Steps:
    return tuple(step for step in place if not step.isdigit())


def _unnumbered(place: Steps) -> Steps:
    """A place without the numbers of items that the server leaves out, where it does at all."""
    kept = (
        step
        for index, step in enumerate(place)
        if not (step.isdigit() and place[index - 1] in _UNNUMBERED)
    )
    return tuple(kept)


_UNNUMBERED = ("volumemounts", "ownerreferences")


def _names(wanted: Steps) -> Iterator[Steps]:
    """A field, and what it stands for where the server names it otherwise than it is written."""
    yield wanted
    for index, step in enumerate(wanted):
        above, below = wanted[:index], wanted[index + 1 :]
        if step == "template" and below[:1] in (("labels",), ("annotations",)):
            yield (*above, step, "metadata", *below)
        elif step == "requests":  # those that are not written are those of the limits
            yield (*above, "limits", *below)
        elif step == "limits":  # a request that needs a limit
            yield (*above, "requests", *below)
        elif step == "resources" and below == ("storage",):
            yield (*above, step, "requests", *below)


def _place(finding: Finding) -> Steps:
    return tuple(
        step.replace("~1", "/").replace("~0", "~").lower()
        for step in finding.pointer.split("/")[1:]
    )
