"""The API server's answers as problems: what the rules of the subject validity are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from podlint.finding.problem import Problem
from podlint.startup.lazy_pattern import pattern
from podlint.targets.refused import Refusal
from podlint.targets.server_words import asked_server, reason, remedy, shorten
from podlint.targets.submission import Submission

__all__ = [
    "NODE_LABELS",
    "OTHERS",
    "PORTS",
    "VOLUMES",
    "pod_refusals",
    "server_warnings",
]

_LONGEST = 120

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


def pod_refusals(submission: Submission) -> Iterator[Problem]:
    """The problems of Pods that the server refuses, although it accepts their template."""
    by_place: dict[object, list[Refusal]] = {}
    for refusal in submission.pod_errors:
        by_place.setdefault(refusal.at.path, []).append(refusal)
    for those in by_place.values():
        asked = asked_server(submission, those[0].versions)
        yield Problem(
            reason(those),
            at=those[0].at,
            why=f"{asked} accepts the {submission.kind} but rejects its Pods: none is created.",
            help=remedy(those[0]) or "Correct the value so that the Pods are accepted.",
        )


def server_warnings(
    submission: Submission, chosen: re.Pattern[str], advice: str | Callable[[str], str]
) -> Iterator[Problem]:
    """The problems of the warnings that a rule chooses by their beginning.

    Args:
        submission: The object.
        chosen: What the warnings begin with.
        advice: What to write instead; or what gives it for the text of a warning, empty if the
            warning says it itself.
    """
    for warning in submission.warnings:
        if chosen.match(warning.text):
            asked = asked_server(submission, warning.versions)
            words = advice if isinstance(advice, str) else advice(warning.text)
            yield Problem(
                shorten(warning.text, _LONGEST),
                at=warning.at,
                why=f"{asked} accepts the {submission.kind} with this warning.",
                help=words or None,
            )
