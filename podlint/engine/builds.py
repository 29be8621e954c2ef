"""Lints what the kustomizations of repositories build: each fault is one finding, at its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

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


class _Fault:
    """A fault that one build or several have."""

    def __init__(self, found: BuiltFinding) -> None:
        self.finding = found.finding
        self._builds = dict.fromkeys(found.finding.builds)
        self._shown = found.shown
        self._fix = found.finding.fix

    def add(self, found: BuiltFinding) -> None:
        """Add a finding of the same fault in another build."""
        other = found.finding
        self._shown = self._shown or found.shown
        if bool(self.finding.suppressed) is not bool(other.suppressed):
            if self.finding.suppressed:
                self.finding, self._fix = other, other.fix
                self._builds = dict.fromkeys(other.builds)
            return
        self._fix = self._fix if self._fix == other.fix else None
        self.finding = self.finding if self.finding.severity.rank >= other.severity.rank else other
        self._builds |= dict.fromkeys(other.builds)

    def found(self) -> BuiltFinding:
        """The finding of the fault in all builds."""
        finding = self.finding.replace(builds=tuple(self._builds), fix=self._fix)
        return BuiltFinding(finding, self._shown)


def _merged(builds: Iterable[Iterable[BuiltFinding]]) -> Iterator[BuiltFinding]:
    faults: dict[_Key, list[_Fault]] = {}
    for findings in builds:
        new: dict[_Key, list[BuiltFinding]] = defaultdict(list)
        for each in findings:
            new[key_of(each.finding)].append(each)
        for key, those in new.items():
            _pair(faults.setdefault(key, []), those)
    for at_one_place in faults.values():
        yield from (fault.found() for fault in at_one_place)


def key_of(finding: Finding) -> _Key:
    """What findings of one fault share."""
    return finding.rule, finding.identity, finding.location


def _pair(faults: list[_Fault], new: list[BuiltFinding]) -> None:
    """Add findings at one place to faults: findings that say the same are one, others in order."""
    left, rest = list(new), []
    for fault in faults:
        message = fault.finding.message
        same = next((each for each in left if each.finding.message == message), None)
        if same is not None:
            left.remove(same)
            fault.add(same)
        else:
            rest.append(fault)
    for fault in rest[: len(left)]:
        fault.add(left.pop(0))
    faults += map(_Fault, left)


def one_finding(first: Finding, second: Finding) -> Finding:
    """Two findings of one fault as one."""
    if bool(first.suppressed) is not bool(second.suppressed):
        return second if first.suppressed else first
    most = first if first.severity.rank >= second.severity.rank else second
    return most.replace(
        builds=tuple(dict.fromkeys((*first.builds, *second.builds))),
        fix=most.fix if first.fix == second.fix else None,
    )
