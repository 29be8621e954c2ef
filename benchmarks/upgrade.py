"""Compares two releases of podlint: their rules, their settings, and what they find.

`benchmarks/upgrade_report.py` runs the releases, and prints the comparison.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

PROFILES = ("recommended", "strict")
"""The profiles that are compared; the first is the default."""

_LEVELS = ("info", "warning", "error")


class Found(NamedTuple):
    """A finding.

    Attributes:
        place: The folder that was checked, and the path in it.
        line: The line, from 1; 0 if there is none.
        rule: The rule.
        about: The object and the field.
        severity: The severity.
        message: What is wrong.
    """

    place: str
    line: int
    rule: str
    about: str
    severity: str
    message: str = ""


class Release(NamedTuple):
    """What is known of a release.

    Attributes:
        version: Its version.
        kubernetes_version: The Kubernetes version that it checks for by default.
        rules: What `podlint rules --format json` says, by name.
        settings: The default of each setting as JSON, by the keys that lead to it.
        findings: What it finds, by profile.
    """

    version: str
    kubernetes_version: str
    rules: Mapping[str, Mapping[str, Any]]
    settings: Mapping[str, str]
    findings: Mapping[str, Sequence[Found]]


class Difference(NamedTuple):
    """How the findings of two releases differ.

    Attributes:
        added: Only the new release has them.
        removed: Only the old release has them.
        changed: The old and the new finding, which differ in severity.
        numbers: The number of findings of each rule, before and after.
    """

    added: Sequence[Found]
    removed: Sequence[Found]
    changed: Sequence[tuple[Found, Found]]
    numbers: Mapping[str, tuple[int, int]]


class Comparison:
    """An old release and a new one."""

    def __init__(self, old: Release, new: Release) -> None:
        self.old = old
        self.new = new

    @cached_property
    def renamed(self) -> dict[str, str]:
        """The new names of rules, by their old ones."""
        names = {
            alias: name
            for name, rule in self.new.rules.items()
            if name not in self.old.rules
            for alias in rule["aliases"]
        }
        gone = (name for name in self.old.rules if name not in self.new.rules)
        return {name: names[name] for name in gone if name in names}

    @property
    def new_rules(self) -> list[str]:
        """The rules that the old release has under no name."""
        known = {*self.old.rules, *self.renamed.values()}
        return sorted(self.new.rules.keys() - known)

    @property
    def removed_rules(self) -> list[str]:
        """The rules whose name is unknown to the new release."""
        return sorted(self.old.rules.keys() - self.new.rules.keys() - self.renamed.keys())

    @property
    def severities(self) -> dict[str, tuple[str, str]]:
        """The default severity before and after, by the name of each rule where it differs."""
        pairs = (
            (self.renamed.get(name, name), str(rule["severity"]))
            for name, rule in self.old.rules.items()
        )
        return {
            name: (before, after)
            for name, before in pairs
            if name in self.new.rules and before != (after := self.new.rules[name]["severity"])
        }

    def findings(self, profile: str) -> Difference:
        """How the findings of a profile differ."""
        old = [
            each._replace(rule=self.renamed.get(each.rule, each.rule))
            for each in self.old.findings[profile]
        ]
        new = self.new.findings[profile]
        pairs, removed, added = _paired(old, new)
        changed = [(one, other) for one, other in pairs if one.severity != other.severity]
        before, after = (Counter(each.rule for each in those) for those in (old, new))
        numbers = {name: (before[name], after[name]) for name in sorted({*before, *after})}
        return Difference(added, removed, changed, numbers)

    @property
    def is_patch(self) -> bool:
        """Whether the new release differs in the last number only."""
        old, new = (each.version.split(".") for each in (self.old, self.new))
        return old[:2] == new[:2] and old != new

    def broken_promises(self) -> Iterator[str]:
        """What `docs/stability.md` rules out for this release."""
        for name in self.removed_rules:
            yield f"the rule {name} was removed or renamed, and its name is no alias"
        if not self.is_patch:
            return
        stable = [name for name in self.new_rules if not self.new.rules[name]["preview"]]
        for name in stable:
            yield f"the rule {name} is new and not in preview"
        for name, (before, after) in self.severities.items():
            yield f"the severity of {name} changed from {before} to {after}"
        difference = self.findings(PROFILES[0])
        for each in difference.added:
            yield f"{each.place}:{each.line}: new finding of {each.rule}: {each.message}"
        for one, other in difference.changed:
            if _LEVELS.index(other.severity) > _LEVELS.index(one.severity):
                yield (
                    f"{other.place}:{other.line}: {other.rule} is now {other.severity}, not "
                    f"{one.severity}"
                )

    @property
    def setting_changes(self) -> Iterator[tuple[str, str | None, str | None]]:
        """Each setting that differs, and its defaults as JSON: None where it does not exist."""
        old, new = self.old.settings, self.new.settings
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                yield name, old.get(name), new.get(name)


def _paired(
    old: Iterable[Found], new: Iterable[Found]
) -> tuple[list[tuple[Found, Found]], list[Found], list[Found]]:
    """The same findings of two releases, and the ones that only one of them has.

    Findings are the same that are about the same field. Of the rest, the ones of the same rule in
    the same line are, because a release may name a field differently.
    """
    pairs: list[tuple[Found, Found]] = []
    for key in (
        lambda each: (each.place, each.rule, each.about, each.severity),
        lambda each: (each.place, each.rule, each.about),
        lambda each: (each.place, each.rule, each.line),
    ):
        waiting: dict[Any, list[Found]] = defaultdict(list)
        for each in old:
            waiting[key(each)].append(each)
        left = []
        for each in new:
            if those := waiting[key(each)]:
                pairs.append((those.pop(0), each))
            else:
                left.append(each)
        old, new = [each for those in waiting.values() for each in those], left
    return pairs, sorted(old), sorted(new)
