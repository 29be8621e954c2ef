"""Adds the findings in builds to the reports on files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from podlint.document.redaction import Source
from podlint.engine.builds import key_of, one_finding
from podlint.engine.built import BuiltReport
from podlint.engine.judged_builds import Builds
from podlint.finding.report import BuiltObject, Finding, Report
from podlint.finding.unchecked import Unchecked, Unjudged
from podlint.reading.file_names import KUSTOMIZATIONS
from podlint.reading.reader import Reader, reported_name
from podlint.reading.search import Search
from podlint.rendering.deployments.involved import Excluded

__all__ = ["BuiltByFile", "each_source_once", "of_builds_alone"]


class BuiltByFile:
    """What is known of builds, by file, so that each report on files looks only for its own."""

    def __init__(self, builds: Builds) -> None:
        """Sort what is known by file.

        Args:
            builds: The builds.
        """
        self.builds = builds
        self._findings: defaultdict[str, list[Finding]] = defaultdict(list)
        self._sources: defaultdict[str, list[Source]] = defaultdict(list)
        for each in builds.findings:
            self._findings[each.location.path].append(each)
        for built in builds.reports:
            for source in built.sources:
                self._sources[source.path].append(source)
        self._unjudged = tuple(_unjudged(builds))

    def added_to(self, report: Report, paths: Collection[str]) -> Report:
        """A report on some files, with the findings in builds that are in these files.

        Args:
            report: The report.
            paths: The files.
        """
        if not self.builds.reports:
            return report
        found = [each for path in paths for each in self._findings.get(path, ())]
        return self._with_those(report, found, paths.__contains__)

    def in_files(
        self, report: Report, is_wanted: Callable[[str], bool], is_added: Callable[[Finding], bool]
    ) -> Report:
        """A report with the findings in wanted files, and the other findings that are added.

        Args:
            report: The report.
            is_wanted: Whether a file is wanted.
            is_added: Whether a finding in any other file is added.
        """
        found = [
            each for each in self.builds.findings if is_wanted(each.location.path) or is_added(each)
        ]
        return self._with_those(report, found, is_wanted)

    def _with_those(
        self, report: Report, found: Iterable[Finding], is_wanted: Callable[[str], bool]
    ) -> Report:
        found = tuple(found)
        paths = {
            location.path
            for each in found
            for location in (each.location, *(related.location for related in each.related))
        }
        sources = (each for path in paths for each in self._sources.get(path, ()))
        unjudged = (each for each in self._unjudged if is_wanted(each.path))
        joined = Report.joined([report, Report((), unjudged=tuple(dict.fromkeys(unjudged)))])
        return joined.replace(
            findings=tuple(sorted(_merged(report.findings, found), key=_order)),
            sources=each_source_once((*report.sources, *sources)),
        )


def of_builds_alone(
    built: BuiltByFile, search: Search, reader: Reader, include_builds: bool = False
) -> Report:
    """What is known of builds, apart from what `BuiltByFile` adds to the reports on files.

    Args:
        built: The builds.
        search: The files.
        reader: Reads files.
        include_builds: Add the findings in all files of the builds that take in one of the files.
    """
    builds = built.builds
    taking_in = _taking_in(builds, search, reader) if include_builds else frozenset()
    excluded = Excluded(reader.settings.exclude)
    named = {reported_name(path) for members in search.units for path in members.paths}
    searched = {
        Path(reported_name(path)).parent.as_posix()
        for members in search.units
        for path in members.paths
        if not members.named or path.absolute() not in members.named
    }

    def is_found_by_no_search(path: str) -> bool:
        # The search of a folder does not find a kustomization without a suffix.
        own = Path(path)
        found = own.name in KUSTOMIZATIONS and own.parent.as_posix() in searched
        return found and path not in named

    def is_added(finding: Finding) -> bool:
        path = finding.location.path
        return (
            path not in named
            and not taking_in.isdisjoint(finding.builds)
            and not excluded(Path(path).absolute())
        )

    of_run = Report((), builds=builds.names, used=builds.used)
    parts = [built.in_files(of_run, is_found_by_no_search, is_added)]
    return Report.joined([*parts, *map(_without_findings, builds.reports)])


def _unjudged(builds: Builds) -> Iterator[Unjudged]:
    """What was not built, each at the place that says why."""
    for built in builds.reports:
        for at, reason in built.not_built[:1]:
            yield Unjudged(
                at.path,
                at.span.start_line if at.span else None,
                "",
                f"{built.name} not built{' in full' if built.files else ''}: {reason}",
                Unchecked.KUSTOMIZATION,
            )


def _taking_in(builds: Builds, search: Search, reader: Reader) -> frozenset[BuiltObject]:
    """The objects with findings in the builds that take in one of the files."""
    files = {reader.inputs.real(path) for members in search.units for path in members.paths}
    return frozenset(
        built
        for report in builds.reports
        if not report.files.isdisjoint(files)
        for each in report.findings
        for built in each.finding.builds
    )


def _without_findings(built: BuiltReport) -> Report:
    return Report(
        (),
        errors=built.errors,
        inputs=built.inputs,
        looked_for=built.looked_for,
        day=built.day,
    )


def _merged(alone: Iterable[Finding], built: Iterable[Finding]) -> Iterator[Finding]:
    """The findings in files and in builds; those of one fault are one."""
    left = defaultdict(list)
    for each in built:
        left[key_of(each)].append(each)
    for each in alone:
        same = left.get(key_of(each))
        yield one_finding(each, same.pop(0)) if same else each
    for those in left.values():
        yield from those


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.location.span
    line, column = (span.start_line, span.start_column) if span else (0, 0)
    return finding.location.path, line, column, finding.rule, finding.message


def each_source_once(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The files in order of their paths, each with everything hidden that one of several hides."""
    found: dict[str, Source] = {}
    for each in sources:
        known = found.get(each.path)
        if known is None:
            found[each.path] = each
        elif each.redaction != known.redaction:
            redaction = known.redaction.joined(each.redaction)
            found[each.path] = known.replace(redaction=redaction)
    return tuple(sorted(found.values(), key=lambda each: each.path))
