"""The list of rules, and the choice of those to list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from podlint.cli.fixable import fixable
from podlint.document.visible import visible
from podlint.errors import PodlintError, did_you_mean
from podlint.finding.severity import Severity
from podlint.rule.index import ListedRule
from podlint.rule.rule import Rule

__all__ = ["chosen", "table"]

_NARROWEST = 30
"""The least width of the last column: a narrower one would be unreadable."""


def chosen(
    rules: Sequence[ListedRule],
    *,
    subject: str | None = None,
    severity: Severity | None = None,
    symptom: str | None = None,
    only_fixable: bool = False,
) -> list[Rule]:
    """The rules that meet all conditions.

    Args:
        rules: All rules.
        subject: The subject, such as `probes`.
        severity: The default severity.
        symptom: A symptom, a part of its name, or a pasted line.
        only_fixable: The rule has a fix.

    Raises:
        PodlintError: There is no such subject or symptom.
    """
    subjects = sorted({rule.subject for rule in rules})
    if subject is not None and subject not in subjects:
        hint = did_you_mean(subject, subjects) or f"expected one of {', '.join(subjects)}"
        message = f"unknown subject `{subject}`; {hint}"
        raise PodlintError(message)
    found = [rule for rule in rules if subject in (None, rule.subject)]
    found = [rule for rule in found if severity in (None, rule.severity)]
    if symptom is not None:
        from podlint.rule.symptom_pages import with_symptom
        from podlint.rule.symptoms import symptoms_like, unknown

        if not symptoms_like(symptom) and not with_symptom(rules, symptom):
            raise unknown(symptom)
        found = [*with_symptom(found, symptom)]
    return [each.rule for each in found if not only_fixable or fixable(each.rule)]


def table(rules: Sequence[Rule], width: int | None) -> str:
    """Name, severity and summary of rules; a line each, or several if the width requires it.

    Args:
        rules: The rules.
        width: The number of columns; None for any number.
    """
    names = max((len(rule.name) for rule in rules), default=0)
    severities = max((len(rule.severity.value) for rule in rules), default=0)
    return "".join(f"{line}\n" for rule in rules for line in _rows(rule, names, severities, width))


def _rows(rule: Rule, names: int, severities: int, width: int | None) -> Iterator[str]:
    start = f"{rule.name:{names}}  {rule.severity.value:{severities}}  "
    summary = visible(rule.summary)
    if width is None:
        yield start + summary
        return
    if len(start) + _NARROWEST > width:
        yield rule.name
        text = f"{rule.severity.value}: {summary}"
        yield from (f"  {line}" for line in wrap(text, max(width - 2, _NARROWEST)))
        return
    for number, line in enumerate(wrap(summary, width - len(start))):
        yield (" " * len(start) if number else start) + line
