"""The API server's answers as problems, for the rules of the folder validity."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from podlint.finding.problem import Fix, Problem
from podlint.startup.lazy_pattern import pattern
from podlint.targets.refused import Refusal, ServerWarning
from podlint.targets.server_words import asked_server, reason, remedy
from podlint.targets.submission import Submission
from podlint.targets.warning_words import said_by

__all__ = [
    "NODE_LABELS",
    "OTHERS",
    "PORTS",
    "VOLUMES",
    "pod_refusals",
    "server_warnings",
]

NODE_LABELS = pattern(r".*(nodeSelector|[kK]ey).*(?::| is) deprecated since")
"""Warnings about deprecated node labels."""
VOLUMES = pattern(r".*\.volumes\[\d+\]\.\w+: deprecated in")
"""Warnings about volume types."""
PORTS = pattern(r".*\.ports\[\d+\]: ")
"""Warnings about ports."""
_BYTES = r".*ontainers\[\d+\]\.resources\.\w+\[\S+\]: fractional byte value \"[\d.]+m\""
"""Warnings that the rule memory-in-milli-units reports."""
_SELECTORS = r".*: a null labelSelector results in"
"""Warnings that affinity-without-selector and spread-selector-misses-pod report."""
OTHERS = pattern(
    "(?!"
    + "|".join((NODE_LABELS.pattern, VOLUMES.pattern, PORTS.pattern, _BYTES, _SELECTORS))
    + ")"
)
"""All other warnings."""


def pod_refusals(submission: Submission) -> Iterator[Problem]:
    """The problems of Pods that the server rejects, although it accepts their template."""
    by_place: dict[object, list[Refusal]] = {}
    for refusal in submission.pod_errors:
        by_place.setdefault(refusal.at.path, []).append(refusal)
    for those in by_place.values():
        asked = asked_server(submission, those[0].versions)
        yield Problem(
            reason(those),
            at=those[0].at,
            why=f"{asked} accepts the {submission.kind}, but rejects the Pods that are created "
            "from its template.",
            help=remedy(those[0]) or "Correct the value in the Pod template.",
        )


def server_warnings(
    submission: Submission,
    chosen: re.Pattern[str],
    advice: str | Callable[[str], str],
    *,
    effect: str = "",
    unless: Callable[[str], bool] | None = None,
    fix: Callable[[ServerWarning], Fix | None] = lambda _: None,
) -> Iterator[Problem]:
    """The problems of the warnings that a rule chooses.

    Args:
        submission: The object.
        chosen: How the warnings of the rule begin.
        advice: What to write, or a function that tells it from the text of a warning.
        effect: What happens in the cluster, as a sentence.
        unless: Whether another rule reports the warning with this text.
        fix: Returns the fix for a warning, or None.
    """
    for warning in submission.warnings:
        if not chosen.match(warning.text) or (unless and unless(warning.text)):
            continue
        asked = asked_server(submission, warning.versions)
        words = advice if isinstance(advice, str) else advice(warning.text)
        yield Problem(
            said_by(warning),
            at=warning.at,
            fix=fix(warning),
            why=f"{asked} accepts the {submission.kind} with a warning. {effect}".rstrip(),
            help=words or None,
        )
