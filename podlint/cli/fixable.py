"""How safe the fixes of a rule are, learned from its examples."""

from __future__ import annotations

from typing import Literal

from podlint.rule.examples import read_example
from podlint.rule.rule import Rule

__all__ = ["fixable"]


def fixable(rule: Rule) -> Literal["safe", "unsafe"] | None:
    """Whether podlint can fix what a rule finds in its bad examples.

    Returns:
        "safe" if `--fix` makes at least one of the fixes, "unsafe" if all of them need
        `--unsafe-fixes`, None if the rule has no fix.
    """
    from podlint.testing import findings_of

    if not rule.fixed:
        return None
    found = (each for text in rule.bad for each in findings_of(rule, read_example(text).text))
    fixes = [each.fix.fix for each in found if each.fix]
    if not fixes:
        return None
    return "safe" if any(each.safe for each in fixes) else "unsafe"
