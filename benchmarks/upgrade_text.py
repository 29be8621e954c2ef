"""Writes the comparison of two releases as Markdown, for the people who edit the changelog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from upgrade import PROFILES, Comparison, Difference, Found

NOTHING: Mapping[str, tuple[object, ...]] = MappingProxyType({})

_MOST_PLACES = 3
"""The places that are listed for each rule."""


def markdown(comparison: Comparison, folders: Sequence[str]) -> str:
    """A section of Markdown; ends with a line break.

    Args:
        comparison: The releases.
        folders: What was checked.
    """
    return "\n".join(_lines(comparison, folders)) + "\n"


def _lines(comparison: Comparison, folders: Sequence[str]) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield f"## From {old.version} to {new.version}"
    yield f"\nBoth versions checked {', '.join(folders)} without configuration."
    if old.kubernetes_version != new.kubernetes_version:
        yield (
            f"The default Kubernetes version was {old.kubernetes_version}, and is "
            f"{new.kubernetes_version}."
        )
    yield "\n### Rules\n"
    yield from _rules(comparison) or ["No rule was added, renamed or removed."]
    default, strict = map(comparison.findings, PROFILES)
    yield "\n### Findings of the default profile\n"
    yield from _findings(default)
    yield f"\n### Other findings of the profile `{PROFILES[1]}`\n"
    yield from _findings(strict, _changes(default))
    yield "\n### Settings\n"
    yield from _settings(comparison) or ["No setting changed."]
    if broken := list(comparison.broken_promises()):
        yield "\n### Broken promises\n"
        yield from (f"- {each}" for each in broken)


def _rules(comparison: Comparison) -> list[str]:
    rows = []
    for name in comparison.new_rules:
        rule = comparison.new.rules[name]
        more = ", in preview" if rule["preview"] else ""
        rows.append(f"| `{name}` | new: {rule['severity']}{more} |")
    rows += [
        f"| `{new}` | renamed; was `{old}` |" for old, new in sorted(comparison.renamed.items())
    ]
    rows += [f"| `{name}` | removed |" for name in comparison.removed_rules]
    rows += [
        f"| `{name}` | {after}; was {before} |"
        for name, (before, after) in sorted(comparison.severities.items())
    ]
    return rows and ["| rule | change |", "|---|---|", *rows]


def _findings(
    difference: Difference, listed: Mapping[str, tuple[object, ...]] = NOTHING
) -> Iterator[str]:
    """What differs, without the rules whose changes are listed already."""
    added, removed = (_by_rule(each) for each in (difference.added, difference.removed))
    moved = Counter((old.rule, old.severity, new.severity) for old, new in difference.changed)
    before, after = (sum(pair[number] for pair in difference.numbers.values()) for number in (0, 1))
    yield f"{before} findings before, {after} after.\n"
    changes = _changes(difference)
    touched = [rule for rule in sorted(changes) if listed.get(rule) != changes[rule]]
    if not touched:
        yield "Nothing else changed." if listed else "All findings are the same."
        return
    yield "| rule | before | after | added | removed | severity | examples |"
    yield "|---|---|---|---|---|---|---|"
    for rule in touched:
        those, gone = added.get(rule, []), removed.get(rule, [])
        severity = ", ".join(
            f"{number} from {old} to {new}"
            for (name, old, new), number in sorted(moved.items())
            if name == rule
        )
        places = [f"+ {_place(each)}" for each in those[:_MOST_PLACES]]
        places += [f"- {_place(each)}" for each in gone[:_MOST_PLACES]]
        numbers = " | ".join(map(str, (*difference.numbers[rule], len(those), len(gone))))
        yield f"| `{rule}` | {numbers} | {severity} | {'<br>'.join(places)} |"


def _changes(difference: Difference) -> dict[str, tuple[object, ...]]:
    """All that changes about the findings of each rule where anything does."""
    changes: dict[str, list[object]] = {}
    for those in (difference.added, difference.removed):
        for each in those:
            changes.setdefault(each.rule, []).append(each)
    for pair in difference.changed:
        changes.setdefault(pair[0].rule, []).append(pair)
    return {rule: tuple(those) for rule, those in changes.items()}


def _by_rule(findings: Sequence[Found]) -> dict[str, list[Found]]:
    by_rule: dict[str, list[Found]] = {}
    for each in findings:
        by_rule.setdefault(each.rule, []).append(each)
    return by_rule


def _place(found: Found) -> str:
    return f"{found.place}:{found.line}".replace("|", "\\|")


def _settings(comparison: Comparison) -> list[str]:
    rows = [
        f"| `{name}` | {_default(before)} | {_default(after)} |"
        for name, before, after in comparison.setting_changes
    ]
    return rows and ["| setting | default before | default after |", "|---|---|---|", *rows]


def _default(value: str | None) -> str:
    return "-" if value is None else f"`{value}`".replace("|", "\\|")
