"""Lints what the kustomizations of repositories build: each fault is one finding, at its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from podlint.engine.built import BuiltFinding, BuiltReport
from podlint.engine.suppress import Used, comments_in, suppress
from podlint.finding.report import Finding, Location, ReadError, Suppression
from podlint.reading.file import ReadFile
from podlint.rule.index import ListedRule
from podlint.rule.names import NamesOfRules
from podlint.startup.frozen import Frozen

__all__ = ["Joined", "joined"]

_Key = tuple[str, str, Location]


class Joined(Frozen):
    """The findings in several builds.

    Attributes:
        findings: The findings that the profile shows; the ones that are suppressed are marked.
        used: The suppression comments that suppress some of them.
    """

    findings: tuple[Finding, ...]
    used: Used


def joined(
    reports: Iterable[BuiltReport],
    read: Callable[[str], ReadFile | ReadError],
    rules: Sequence[ListedRule],
    builds_of: Callable[[str], frozenset[tuple[str, str]]],
) -> Joined:
    """Join the findings of several builds, and suppress the ones that comments suppress.

    Findings of one rule at one place are one finding, which names all builds. It has the message of
    the most severe one, and a fix if all builds that take in the file have the finding and the same
    fix. Otherwise the fix could change a build that is right as it is.

    Args:
        reports: The reports on the builds.
        read: Reads a file by its path in reports.
        rules: All rules.
        builds_of: Returns the names and folders of all builds that take in the file with a path.
    """
    found = [
        _fixed_for_all(each, builds_of) for each in _merged(report.findings for report in reports)
    ]
    marked, used = _suppressed(found, read, NamesOfRules(rules))
    return Joined(
        tuple(finding for finding, each in zip(marked, found, strict=True) if each.shown),
        used,
    )


def _fixed_for_all(
    found: BuiltFinding, builds_of: Callable[[str], frozenset[tuple[str, str]]]
) -> BuiltFinding:
    finding = found.finding
    if finding.fix is None or builds_of(finding.location.path) <= {
        (each.build, each.folder) for each in finding.builds
    }:
        return found
    return found.replace(finding=finding.replace(fix=None))


class _Fault:
    """A fault that one build or several have."""

    def __init__(self, found: BuiltFinding) -> None:
        self.finding = found.finding
        self._builds = dict.fromkeys(found.finding.builds)
        self._writers = dict.fromkeys(found.writers)
        self._shown = found.shown
        self._fix = found.finding.fix

    def add(self, found: BuiltFinding) -> None:
        """Add a finding of the same fault in another build."""
        other = found.finding
        self._fix = self._fix if self._fix == other.fix else None
        self.finding = self.finding if self.finding.severity.rank >= other.severity.rank else other
        self._builds |= dict.fromkeys(other.builds)
        self._writers |= dict.fromkeys(found.writers)
        self._shown = self._shown or found.shown

    def found(self) -> BuiltFinding:
        """The finding of the fault in all builds."""
        finding = self.finding.replace(builds=tuple(self._builds), fix=self._fix)
        return BuiltFinding(finding, tuple(self._writers), self._shown)


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
    most = first if first.severity.rank >= second.severity.rank else second
    return most.replace(
        builds=tuple(dict.fromkeys((*first.builds, *second.builds))),
        fix=most.fix if first.fix == second.fix else None,
    )


def _suppressed(
    found: Sequence[BuiltFinding], read: Callable[[str], ReadFile | ReadError], names: NamesOfRules
) -> tuple[list[Finding], Used]:
    """The findings, of which those are marked that a comment at one of their writers suppresses."""
    by_path: dict[str, list[tuple[str, int | None, int]]] = defaultdict(list)
    for number, each in enumerate(found):
        for writer in each.writers:
            line = writer.span.start_line if writer.span else None
            by_path[writer.path].append((each.finding.rule, line, number))
    reasons: dict[int, Suppression] = {}
    used: dict[str, frozenset[tuple[int, str]]] = {}
    for path, places in by_path.items():
        file = read(path)
        comments = comments_in(file) if isinstance(file, ReadFile) else []
        if comments:
            suppressed = suppress(places, comments, names)
            used[path] = suppressed.used
            reasons = {**suppressed.reasons, **reasons}
    findings = [
        each.finding.replace(suppressed=reasons[number]) if number in reasons else each.finding
        for number, each in enumerate(found)
    ]
    return findings, used
