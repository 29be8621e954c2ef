"""Finds rules by their names and patterns, and suggests a name for a wrong one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from fnmatch import translate

from podlint.document.shortening import shortened
from podlint.rule.index import ListedRule
from podlint.rule.rule import LONGEST_NAME

__all__ = ["NamesOfRules"]

_WILDCARDS = frozenset("*?[")
_MOST_GUESSES = 50
"""The maximum number of unknown names with a suggestion, which takes some milliseconds each."""


class NamesOfRules:
    """All rules, by their names."""

    def __init__(self, rules: Sequence[ListedRule]) -> None:
        """Index these rules, which must be all rules."""
        self._rules = rules
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for rule in rules:
            for name in rule.names:
                self._by_name[name].add(rule.name)
        self._meant: dict[str, Set[str]] = {}
        self._not_found: dict[str, tuple[str, str | None]] = {}

    def meant(self, pattern: str) -> Set[str]:
        """The names of the rules that a name or a pattern matches, as for `RuleHead.is_called`."""
        found = self._meant.get(pattern)
        if found is None:
            found = self._meant[pattern] = self._matched(pattern)
        return found

    def _matched(self, pattern: str) -> Set[str]:
        if len(pattern) > LONGEST_NAME:
            return frozenset()
        if _WILDCARDS.isdisjoint(pattern):
            return self._by_name.get(pattern, frozenset())
        matches = re.compile(translate(pattern)).match
        found = {pattern} if pattern in self._by_name else set()
        found.update(*(rules for name, rules in self._by_name.items() if matches(name)))
        return found

    def no_rule(self, name: str) -> str:
        """The message about a name that no rule has."""
        return self._about(name)[0]

    def nearest(self, name: str) -> str | None:
        """The rule that was probably meant by a name that no rule has; None if there is none."""
        return self._about(name)[1]

    def _about(self, name: str) -> tuple[str, str | None]:
        if name not in self._not_found:
            guess = len(self._not_found) < _MOST_GUESSES
            self._not_found[name] = _unknown(name, self._rules if guess else ())
        return self._not_found[name]


def _unknown(name: str, known: Sequence[ListedRule]) -> tuple[str, str | None]:
    """The message about a name that no rule has, and the rule that was probably meant."""
    # Imported here, because few files have comments for podlint, and fewer have wrong ones.
    from difflib import get_close_matches

    from podlint.rule.similar_names import not_a_name, similar_to

    if similar := similar_to(name, known):
        return not_a_name(name, similar), None
    nearest = next(iter(get_close_matches(name, [rule.name for rule in known], n=1)), None)
    hint = f"did you mean {nearest}?" if nearest else "`podlint rules` lists all rules"
    return f"unknown rule `{shortened(name, LONGEST_NAME)}`; {hint}", nearest
