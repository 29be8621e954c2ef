"""Lints what the kustomizations of repositories build: each fault is one finding, at its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from podlint.engine.built import BuiltFinding, BuiltReport
from podlint.finding.report import Finding, Location

__all__ = ["joined", "key_of", "one_finding"]

_Key = tuple[str, str, Location]


def joined(
    reports: Iterable[BuiltReport],
    builds_of: Callable[[str], frozenset[tuple[str, str]]],
) -> tuple[Finding, ...]:
    """Join the findings of several builds that the profile shows.

    Findings of one rule at one place are one finding, which names all builds. It has the message of
    the most severe one, and a fix if all builds that take in the file have the finding and the same
    fix. Otherwise the fix could change a build that is right as it is. The finding is suppressed if
    it is suppressed in all builds; otherwise it names only those in which it is not.

    Args:
        reports: The reports on the builds.
        builds_of: Returns the names and folders of all builds that take in the file with a path.
    """
    found = _merged(report.findings for report in reports)
    return tuple(_fixed_for_all(each.finding, builds_of) for each in found if each.shown)


def _fixed_for_all(
    finding: Finding, builds_of: Callable[[str], frozenset[tuple[str, str]]]
) -> Finding:
    if finding.fix is None or builds_of(finding.location.path) <= {
        (each.build, each.folder) for each in finding.builds
    }:
        return finding
    return finding.replace(fix=None)


def _merged(builds: Iterable[Iterable[BuiltFinding]]) -> Iterator[BuiltFinding]:
    found: dict[_Key, list[BuiltFinding]] = {}
    for findings in builds:
        new: dict[_Key, list[BuiltFinding]] = defaultdict(list)
        for each in findings:
            new[key_of(each.finding)].append(each)
        for key, those in new.items():
            found[key] = list(_paired(found.get(key, []), those))
    for those in found.values():
        yield from those


def key_of(finding: Finding) -> _Key:
    """What findings of one fault share."""
    return finding.rule, finding.identity, finding.location


def _paired(old: Sequence[BuiltFinding], new: Sequence[BuiltFinding]) -> Iterator[BuiltFinding]:
    """The findings at one place: the ones that say the same are one, others in their order."""
    left = list(new)
    rest = []
    for each in old:
        same = next((it for it in left if it.finding.message == each.finding.message), None)
        if same is not None:
            left.remove(same)
            yield _one(each, same)
        else:
            rest.append(each)
    for each in rest:
        yield _one(each, left.pop(0)) if left else each
    yield from left


def _one(first: BuiltFinding, second: BuiltFinding) -> BuiltFinding:
    return BuiltFinding(one_finding(first.finding, second.finding), first.shown or second.shown)


def one_finding(first: Finding, second: Finding) -> Finding:
    """Two findings of one fault as one."""
    if bool(first.suppressed) is not bool(second.suppressed):
        return second if first.suppressed else first
    most = first if first.severity.rank >= second.severity.rank else second
    return most.replace(
        builds=tuple(dict.fromkeys((*first.builds, *second.builds))),
        fix=most.fix if first.fix == second.fix else None,
    )
