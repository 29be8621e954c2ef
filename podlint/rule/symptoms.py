"""What one sees when something is wrong with a Pod, and where to look next.

The list is closed and written in ``symptoms.yaml``. A rule names symptoms in the text of its
`Rule.symptom`; from that follow the index of rules by symptom, the search for rules, and what the
page of a rule says of a live cluster. Linting needs none of it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from podlint.document import load
from podlint.errors import PodlintError
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

_DATA = Path(__file__).with_name("symptoms.yaml")
_INIT = pattern(r"(init:)\d+/\d+", re.IGNORECASE)


class UnknownSymptomError(PodlintError):
    """Nothing is known of what somebody sees; the message lists what is."""


class Look(Frozen):
    """Something to look at in a live cluster.

    Attributes:
        run: A command; names to fill in, such as ``POD``, are in capitals.
        read: What to read in its output.
    """

    run: str
    read: str


class Symptom(Frozen):
    """Something that one sees in a cluster.

    Attributes:
        name: As kubectl shows it, ``CrashLoopBackOff``; in words for what has no such name.
        shown: Where it is shown: a column, an event, a log.
        means: What it means, in a sentence or two.
        look: What to look at next; two to four commands.
        source: The page of the Kubernetes documentation that says so.
        named: Expressions that name the symptom in a text, its name among them.
    """

    name: str
    shown: str
    means: str
    look: tuple[Look, ...]
    source: str
    named: tuple[re.Pattern[str], ...]

    @property
    def anchor(self) -> str:
        """The name as a fragment of an address, as Markdown makes it of a heading."""
        return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", self.name.casefold()))

    def position(self, text: str) -> int | None:
        """Where a text first names the symptom, or None."""
        found = (pattern.search(text) for pattern in self.named)
        return min((match.start() for match in found if match), default=None)


@cache
def all_symptoms() -> tuple[Symptom, ...]:
    """The symptoms there are, in the order in which a Pod comes by them."""
    (document,) = load(_DATA.read_text(encoding="utf-8"))
    entries: Any = document.data
    return tuple(map(_symptom, entries))


def _symptom(entry: dict[str, Any]) -> Symptom:
    # Not as part of another word, nor of Init:CrashLoopBackOff.
    name = rf"(?<![\w:-]){re.escape(entry['name'])}(?!\w)"
    # `Error: ` and `Error creating` begin a message: they are no state of a container.
    bare = name + "(?! ?[:\\w])" if entry["name"] == "Error" else name
    return Symptom(
        name=entry["name"],
        shown=entry["shown"],
        means=entry["means"],
        look=tuple(Look(each["run"], each["read"]) for each in entry["look"]),
        source=entry["source"],
        named=tuple(map(re.compile, (bare, *entry.get("named", ())))),
    )


def symptoms_in(text: str) -> tuple[Symptom, ...]:
    """The symptoms that a text names, in its order."""
    found = [(each.position(text), each) for each in all_symptoms()]
    named = [(position, each) for position, each in found if position is not None]
    return tuple(each for _, each in sorted(named, key=lambda pair: pair[0]))


def symptoms_like(text: str) -> tuple[Symptom, ...]:
    """The symptoms that somebody means who writes or pastes a text, upper and lower case alike.

    A symptom of that name, whatever the numbers in ``Init:0/1``; else those whose names hold the
    text; else those that the text names. ``Init:ImagePullBackOff`` is an ``ImagePullBackOff``.
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
    """What to say of a text that no symptom and no rule is found by."""
    from difflib import get_close_matches

    names = {each.name.casefold(): each.name for each in all_symptoms()}
    close = get_close_matches(text.strip().casefold(), names, n=1)
    hint = f"did you mean {names[close[0]]}? Known" if close else "known"
    return UnknownSymptomError(f"no symptom is like {text!r}; {hint}: {'; '.join(names.values())}")
