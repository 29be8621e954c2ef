"""The API server's answers as problems: what the rules of the subject validity are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from podlint.finding.problem import Fix, Problem
from podlint.startup.lazy_pattern import pattern
from podlint.targets.server_words import reason, shorten, span_of
from podlint.targets.submission import Refusal, Submission

__all__ = [
    "NODE_LABELS",
    "OTHERS",
    "PORTS",
    "VOLUMES",
    "cautions",
    "pod_refusals",
    "refusals",
]

Advice = str | Callable[[Refusal], str | None]
"""What to write; or what gives it for a refusal, None where nothing helps."""

_LONGEST = 300

NODE_LABELS = pattern(r".*(nodeSelector|[kK]ey).*: deprecated since")
"""Warnings of deprecated labels of nodes."""
VOLUMES = pattern(r".*\.volumes\[\d+\]\.\w+: deprecated in")
"""Warnings of volume types."""
PORTS = pattern(r".*\.ports\[\d+\]: ")
"""Warnings of ports."""
_ELSEWHERE = r".*ontainers\[\d+\]\.resources\.\w+\[\S+\]: fractional byte value \"[\d.]+m\""
"""What the rule memory-in-milli-units speaks of."""
OTHERS = pattern(
    "(?!" + "|".join((NODE_LABELS.pattern, VOLUMES.pattern, PORTS.pattern, _ELSEWHERE)) + ")"
)
"""All other warnings."""


def refusals(
    submission: Submission,
    rule: str,
    advice: Advice,
    *,
    fix: Callable[[Refusal], Fix | None] = lambda _: None,
    key: bool = False,
) -> Iterator[Problem]:
    """The problems of the refusals that `podlint.targets.refusal_table` gives to a rule.

    Args:
        submission: The object.
        rule: The rule's name.
        advice: What to write instead.
        fix: How to mend a refusal, if only one mend makes sense.
        key: Mark the key rather than the value: what is there should not be.
    """
    for those in submission.claimed.get(rule, ()):
        first = those[0]
        asked = _server(submission, first.versions)
        ending = f": {asked} refuses the {submission.kind}"
        yield Problem(
            _message(reason(those), ending, _advice(advice, first)),
            at=first.at,
            key=key,
            fix=fix(first),
        )


def pod_refusals(submission: Submission) -> Iterator[Problem]:
    """The problems of Pods that the server refuses, although it takes their template."""
    by_place: dict[object, list[Refusal]] = {}
    for refusal in submission.pod_errors:
        by_place.setdefault(refusal.at.path, []).append(refusal)
    for those in by_place.values():
        start = f"{_server(submission, those[0].versions)} accepts this {submission.kind}, but its "
        start += "Pods never appear: "
        yield Problem(_message(start + reason(those), "", ""), at=those[0].at)


def cautions(
    submission: Submission, chosen: re.Pattern[str], advice: str | Callable[[str], str]
) -> Iterator[Problem]:
    """The problems of the warnings that a rule chooses by their beginning.

    Args:
        submission: The object.
        chosen: What the warnings begin with.
        advice: What to write instead; or what gives it for the text of a warning.
    """
    for caution in submission.cautions:
        if chosen.match(caution.text):
            asked = _server(submission, caution.versions)
            start = f"{asked} warns: {caution.text}"
            words = advice if isinstance(advice, str) else advice(caution.text)
            yield Problem(_message(start, "", words), at=caution.at)


def _advice(advice: Advice, refusal: Refusal) -> str:
    return advice if isinstance(advice, str) else advice(refusal) or ""


def _message(what: str, ending: str, advice: str) -> str:
    rest = ending + (f"; {advice}" if advice else "")
    return shorten(what, _LONGEST - len(rest)) + rest


def _server(submission: Submission, versions: Iterable[str]) -> str:
    """Who says so: the versions are named where they differ, or are not known exactly."""
    cluster, given = submission.cluster, tuple(versions)
    rough = tuple(each for each in given if each in cluster.approximate)
    if len(cluster.versions) > 1 and given != cluster.versions:
        return f"Kubernetes {span_of(given)}" + (" (approximately)" if rough else "")
    if rough:
        return f"the API server (approximately, for Kubernetes {span_of(given)})"
    return "the API server"
