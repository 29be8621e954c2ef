"""Merges reports: shards of a repository, and reports of several repositories."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from podlint.finding.report import Finding
from podlint.merging.read import LISTS, PastReport
from podlint.startup.frozen import Frozen

__all__ = ["Key", "Merged", "MergedFinding", "Source", "Status", "merged", "with_teams"]

Key = tuple[str, str, str, int]
"""A finding in all reports: repository, path, identity, and a number for equal ones."""

_ADDED = ("repository", "status", "teams")
"""The keys that merging adds to a finding."""

Owners = Callable[[str, str, Mapping[str, Any]], tuple[str, ...]]
"""The teams of a finding, from the repository, the path and the finding as data."""


class Status(StrEnum):
    """What became of a finding.

    Attributes:
        OPEN: It counts; if there is an older report, that report has it too.
        NEW: It counts, and the older report does not have it.
        SUPPRESSED: A suppression applies.
        CLOSED: The older report has it, and the merged reports do not.
    """

    OPEN = "open"
    NEW = "new"
    SUPPRESSED = "suppressed"
    CLOSED = "closed"


class Source(Frozen):
    """A report with the name of its repository."""

    repository: str
    report: PastReport


class MergedFinding(Frozen, eq=False):
    """A finding of a repository.

    Attributes:
        repository: The name of the repository.
        finding: The finding.
        data: The finding as the report wrote it.
        teams: The teams that own it, in order; empty for none.
        status: What became of it.
        number: Its number among the findings of the same path and identity, from 0.
    """

    repository: str
    finding: Finding
    data: Mapping[str, Any]
    teams: tuple[str, ...] = ()
    status: Status = Status.OPEN
    number: int = 0

    @property
    def key(self) -> Key:
        """What the same finding has in another report."""
        return (self.repository, self.finding.location.path, self.finding.identity, self.number)

    @property
    def counts(self) -> bool:
        """Whether the finding is in the merged reports, and not suppressed."""
        return self.status in (Status.OPEN, Status.NEW)


class Merged(Frozen, eq=False):
    """Merged reports.

    Attributes:
        reports: The number of reports.
        repositories: The names of the repositories, sorted.
        findings: The findings by repository, path and position; closed ones too.
        parts: The other lists of the reports, such as `skipped`; each item has its `repository`.
        unlisted: The numbers of files and Pods of reports that do not list their files.
        builds: What was built from the files, sorted.
        kubernetes_versions: The Kubernetes versions of the reports, sorted.
        partial: The repositories with a report that has only findings since a commit.
        compared: Whether there is an older report.
        not_compared: The repositories of the older report that the merged reports lack.
        owned: Whether findings have teams.
        fail_on: The lowest severity that fails, ``new`` for any new finding, or ``never``.
    """

    reports: int
    repositories: tuple[str, ...]
    findings: tuple[MergedFinding, ...]
    parts: Mapping[str, tuple[Mapping[str, Any], ...]]
    unlisted: tuple[Mapping[str, Any], ...] = ()
    builds: tuple[str, ...] = ()
    kubernetes_versions: tuple[str, ...] = ()
    partial: frozenset[str] = frozenset()
    compared: bool = False
    not_compared: tuple[str, ...] = ()
    owned: bool = False
    fail_on: str = "never"

    @property
    def failed(self) -> bool:
        """Whether a finding fails the run."""
        if self.fail_on in ("new", "never"):
            return self.fail_on == "new" and bool(self.having(Status.NEW))
        return any(each.finding.severity >= self.fail_on for each in self.counted)

    @property
    def files(self) -> int:
        """The number of files that were checked."""
        return len(self.parts["files"]) + sum(int(each["files"]) for each in self.unlisted)

    @property
    def pods(self) -> int:
        """The number of Pods and Pod templates that were checked."""
        listed = sum(int(each.get("pods", 0)) for each in self.parts["files"])
        return listed + sum(int(each["pods"]) for each in self.unlisted)

    @property
    def counted(self) -> tuple[MergedFinding, ...]:
        """The findings that are neither suppressed nor closed."""
        return tuple(each for each in self.findings if each.counts)

    def having(self, status: Status) -> tuple[MergedFinding, ...]:
        """The findings with a status."""
        return tuple(each for each in self.findings if each.status is status)


def merged(sources: Iterable[Source]) -> Merged:
    """Merge reports. The order of the reports, and a report that is given twice, change nothing.

    A finding that several reports of a repository have counts once. If the reports disagree about
    it, it is not suppressed, and has the higher severity.
    """
    given = {(each.repository, _text(each.report.data)): each for each in sources}
    reports = [given[key] for key in sorted(given)]
    found: defaultdict[Key, list[MergedFinding]] = defaultdict(list)
    parts: dict[str, dict[str, Mapping[str, Any]]] = {name: {} for name in LISTS[1:]}
    unlisted: dict[str, Mapping[str, Any]] = {}
    for source in reports:
        for each in _numbered(source):
            found[each.key].append(each)
        for name, items in parts.items():
            for item in source.report.data.get(name, ()):
                named = {**item, "repository": item.get("repository") or source.repository}
                items[_text(named)] = named
        for item in source.report.data.get("unlisted", ()):
            named = {**item, "repository": item["repository"] or source.repository}
            unlisted[_text(named)] = named
    findings = tuple(sorted((min(each, key=_preference) for each in found.values()), key=_place))
    listed = {name: _sorted(items.values()) for name, items in parts.items()}
    listed["files"] = _one_for_each_file(listed["files"])
    data = [each.report.data for each in reports]
    return Merged(
        reports=len(reports),
        repositories=tuple(sorted({name for each in reports for name in _names(each)})),
        findings=findings,
        parts=listed,
        unlisted=_sorted(unlisted.values(), "report"),
        builds=tuple(sorted({build for each in data for build in each.get("builds", ())})),
        kubernetes_versions=_versions(data),
        partial=frozenset(name for each in reports for name in _partial(each)),
        owned=any(each.teams for each in findings),
    )


def with_teams(report: Merged, owners: Owners) -> Merged:
    """The report with the teams that own each finding."""
    findings = tuple(
        each.replace(teams=owners(each.repository, each.finding.location.path, each.data))
        for each in report.findings
    )
    return report.replace(findings=findings, owned=True)


def _names(source: Source) -> set[str]:
    """The repositories of a report; a report that was merged before names its own."""
    own = source.report.data.get("repositories")
    return {source.repository} if own is None else {*own}


def _partial(source: Source) -> set[str]:
    data = source.report.data
    return {*data.get("partial", ()), *([source.repository] if data.get("since") else [])}


def _numbered(source: Source) -> Iterator[MergedFinding]:
    """The findings of a report. Equal ones are numbered in the order of preference.

    So the best of each number, over all reports, are in the same order again.
    """
    met: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    pairs = zip(source.report.data["findings"], source.report.findings, strict=True)
    everything = [
        MergedFinding(
            repository=data.get("repository") or source.repository,
            finding=finding,
            data={name: value for name, value in data.items() if name not in _ADDED},
            teams=tuple(data.get("teams", ())),
            status=Status.SUPPRESSED if finding.suppressed else Status.OPEN,
        )
        for data, finding in pairs
    ]
    for each in sorted(everything, key=_preference):
        same = each.key[:3]
        yield each.replace(number=met[same])
        met[same] += 1


def _place(each: MergedFinding) -> tuple[object, ...]:
    finding = each.finding
    return (
        each.repository,
        finding.location.path,
        finding.location.span or (0, 0, 0, 0),
        finding.rule,
        finding.message,
        finding.identity,
        each.number,
        _text(each.data),
    )


def _preference(each: MergedFinding) -> tuple[object, ...]:
    suppressed = each.finding.suppressed is not None
    return (
        suppressed,
        -each.finding.severity.rank,
        each.finding.location.span or (0, 0, 0, 0),
        not each.teams,
        each.teams,
        _text(each.data),
    )


def _one_for_each_file(
    files: Iterable[Mapping[str, Any]],
) -> tuple[Mapping[str, Any], ...]:
    most: dict[tuple[str, str], dict[str, Any]] = {}
    for each in files:
        old = most.setdefault((each["repository"], each["path"]), {**each})
        for name in ("objects", "pods"):
            old[name] = max(old.get(name, 0), each.get(name, 0))
    return tuple(most.values())


def _versions(reports: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    found = {word for each in reports for word in each.get("kubernetes_version", "").split(", ")}
    return tuple(sorted(found - {""}))


def _sorted(
    items: Iterable[Mapping[str, Any]], name: str = "path"
) -> tuple[Mapping[str, Any], ...]:
    return tuple(sorted(items, key=lambda each: (each["repository"], each[name], _text(each))))


def _text(data: object) -> str:
    return json.dumps(data, sort_keys=True)
