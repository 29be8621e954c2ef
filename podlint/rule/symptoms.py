"""Symptoms: what a user sees when something is wrong with a Pod, and what to look at next.

``symptoms.yaml`` lists all of them. A rule names symptoms in its `Rule.symptom`. The index of rules
by symptom, the search for rules, and the section about live clusters on a rule's page follow from
that. Linting does not need them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from podlint.document import load
from podlint.document.shortening import one_line
from podlint.errors import PodlintError
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

_DATA = Path(__file__).with_name("symptoms.yaml")
_INIT = pattern(r"(init:)\d+/\d+", re.IGNORECASE)
_MOST = 3
"""The maximum number of symptoms on the page of a rule."""
_MOST_GUESSES, _LEAST_ALIKE = 3, 0.6


class UnknownSymptomError(PodlintError):
    """Text matches no symptom; the message names the most similar ones."""


class Look(Frozen):
    """A command to run in a live cluster.

    Attributes:
        run: The command; placeholders for names, such as ``POD``, are in upper case.
        read: What to look for in its output.
    """

    run: str
    read: str


class Symptom(Frozen):
    """A symptom in a cluster.

    Attributes:
        name: The name that kubectl shows, such as ``CrashLoopBackOff``, or a description.
        shown: Where it is shown, such as a column, an event or a log.
        means: What it means, in a few sentences.
        look: The commands to run next; two to four.
        source: The page of the Kubernetes documentation about it.
        named: Regular expressions that find the symptom in a text, including its name.
        subjects: The subjects of the rules whose pages explain the symptom; empty for all.
        stops: The step of the Pod's start that fails, such as ``image``; empty if the Pod starts.
    """

    name: str
    shown: str
    means: str
    look: tuple[Look, ...]
    source: str
    named: tuple[re.Pattern[str], ...]
    subjects: tuple[str, ...] = ()
    stops: str = ""

    @property
    def anchor(self) -> str:
        """The name as the fragment of an address, as Markdown makes it for a heading."""
        return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", self.name.casefold()))

    def position(self, text: str) -> int | None:
        """The position at which a text without backquotes first names the symptom, or None."""
        plain = text.replace("`", "")
        found = (pattern.search(plain) for pattern in self.named)
        return min((match.start() for match in found if match), default=None)


@cache
def all_symptoms() -> tuple[Symptom, ...]:
    """All symptoms, in the order in which a Pod can have them."""
    (document,) = load(_DATA.read_text(encoding="utf-8"))
    entries: Any = document.data
    return tuple(map(_symptom, entries))


def _symptom(entry: dict[str, Any]) -> Symptom:
    # Not a part of another word, nor of Init:CrashLoopBackOff.
    name = rf"(?<![\w:-]){re.escape(entry['name'])}(?!\w)"
    # `Error: ` and `Error creating` start a message, and are not the state of a container.
    bare = name + "(?! ?[:\\w])" if entry["name"] == "Error" else name
    return Symptom(
        name=entry["name"],
        shown=entry["shown"],
        means=entry["means"],
        look=tuple(Look(each["run"], each["read"]) for each in entry["look"]),
        source=entry["source"],
        named=tuple(map(re.compile, (bare, *entry.get("named", ())))),
        subjects=tuple(entry.get("subjects", ())),
        stops=entry.get("stops", ""),
    )


def symptoms_in(text: str) -> tuple[Symptom, ...]:
    """The symptoms that a text names, in the order of the text."""
    found = [(each.position(text), each) for each in all_symptoms()]
    named = [(position, each) for position, each in found if position is not None]
    return tuple(each for _, each in sorted(named, key=lambda pair: pair[0]))


def explained(text: str, subject: str) -> tuple[Symptom, ...]:
    """The symptoms to explain on the page of a rule.

    Args:
        text: The symptoms of the rule, as in `Rule.symptom`.
        subject: The subject of the rule.
    """
    return tuple(
        each for each in symptoms_in(text)[:_MOST] if not each.subjects or subject in each.subjects
    )


def symptoms_like(text: str) -> tuple[Symptom, ...]:
    """The symptoms that best match what a user types or pastes; upper and lower case do not matter.

    The symptom with that name comes first; the numbers in ``Init:0/1`` do not matter. If there is
    none, these are the symptoms whose names contain the text, and otherwise the ones that the text
    names. ``Init:ImagePullBackOff`` matches ``ImagePullBackOff``.
    """
    wanted = _INIT.sub(r"\g<1>0/1", text.strip()).casefold()
    known = all_symptoms()
    for word in (wanted, wanted.removeprefix("init:")):
        if exact := [each for each in known if each.name.casefold() == word]:
            return tuple(exact)
    if part := [each for each in known if wanted and wanted in each.name.casefold()]:
        return tuple(sorted(part, key=lambda each: each.name.casefold().index(wanted)))
    pasted = text.replace("Init:", " ") if not symptoms_in(text) else text
    return symptoms_in(pasted) or tuple(each for each in known if _hints(each, text))


def _hints(symptom: Symptom, text: str) -> bool:
    return any(re.search(each.pattern, text, re.IGNORECASE) for each in symptom.named)


def unknown(text: str) -> UnknownSymptomError:
    """The error about a text that matches no symptom and no rule."""
    from difflib import get_close_matches

    names = {each.name.casefold(): each.name for each in all_symptoms()}
    close = get_close_matches(text.strip().casefold(), names, _MOST_GUESSES, _LEAST_ALIKE)
    *first, last = (f"`{names[each]}`" for each in close) if close else ("",)
    guess = f"did you mean {', '.join(first)}{' or ' if first else ''}{last}? " if close else ""
    return UnknownSymptomError(
        f"unknown symptom `{one_line(text)}`; {guess}`podlint rules --symptoms` lists all symptoms"
    )
