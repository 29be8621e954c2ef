"""The reports of earlier runs, and which of them are still valid."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from podlint.config.run_settings import RunSettings
from podlint.document.encoding import decoded as decoded_text
from podlint.document.redaction import Source
from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.engine.build_tasks import Task
from podlint.engine.built import BuiltReport
from podlint.engine.dispatch import Dispatches
from podlint.engine.judged_builds import Builds
from podlint.engine.kept.codec import decoded, encoded
from podlint.engine.kept.dependencies import dependencies_of
from podlint.engine.kept.digests import digest_of
from podlint.engine.kept.made import Made, context_of, is_same_context
from podlint.engine.kept.pack import Dependency, Entry, Pack
from podlint.engine.kept.questions import Questions
from podlint.engine.kept.shelf import Shelf
from podlint.engine.kept.sources import UnkeptError, masked_source, source_of
from podlint.finding.report import Report
from podlint.reading.file_states import FileStates
from podlint.reading.reader import Reader
from podlint.reading.record import Record
from podlint.reading.search import Members
from podlint.reading.unit import Unit
from podlint.rendering.deployments.involved import files_of_deployment
from podlint.suppression.project import Suppressions

__all__ = ["KeptReports"]

_SETTLED = 2 * 10**9
"""Age of a change in nanoseconds from which it counts; see `podlint.reading.file_states`."""

_PRINTED = frozenset(RunSettings.model_fields)
"""The settings that change no report, only what is printed of it."""

_WRONG = (ValueError, TypeError, LookupError, AttributeError, AssertionError, OSError, UnkeptError)
"""What is raised if an entry is not what podlint writes today."""

_OF_UNIT = ("findings", "skipped", "unjudged", "checked", "used")
_OF_BUILD = ("findings", "name", "files", "outputs", "not_built", "used")


class _Valid(NamedTuple):
    """An entry that is valid, and the paths that it depends on."""

    entry: Entry
    read: tuple[str, ...]
    looked_for: tuple[str, ...]


class KeptReports:
    """The reports on units and builds that earlier runs have made with the same settings."""

    def __init__(
        self, shelf: Shelf, reader: Reader, dispatches: Dispatches, suppressions: Suppressions
    ) -> None:
        """Open what is kept.

        Args:
            shelf: Where it is kept.
            reader: Reads files.
            dispatches: The rules.
            suppressions: The suppressions of the run.

        Raises:
            TypeError: The settings have no digest.
        """
        own = [(file.path, file.text) for file in suppressions.files]
        settings = digest_of(dispatches.config, _PRINTED)
        self._question = digest_of((shelf.question, os.getcwd(), settings, own))  # noqa: PTH109
        self._shelf = shelf
        self._pack = Pack.read(shelf.load(self._question))
        self._inputs = reader.inputs
        self._questions = Questions(reader.inputs, reader.settings.exclude)
        self._states = FileStates(self._pack.known, listed=reader.inputs.known_entries)
        self._same: dict[int, bool] = {}
        self._sources: dict[str, Source] = {}
        self._texts: dict[str, str | None] = {}
        self._new: dict[str, Made[Any]] = {}

    def of_unit(self, members: Members, builds: Builds) -> Report | None:
        """The report on some files of a unit; None if there is no valid one.

        Args:
            members: The files.
            builds: What kustomizations build of these and other files.
        """
        valid = self._valid(
            _key_of_unit(members),
            lambda context: is_same_context(context, builds, self._inputs),
        )
        return valid and self._made_again(valid, Report, _OF_UNIT)

    def of_build(self, task: Task) -> BuiltReport | None:
        """The report on a build; None if there is no valid one."""
        valid = self._valid(_key_of_build(task), lambda _: True, task)
        return valid and self._made_again(valid, BuiltReport, _OF_BUILD)

    def with_context(self, report: Report, record: Record, unit: Unit, builds: Builds) -> Made[Any]:
        """The report on a unit that has been made, with what it depends on.

        Args:
            report: The report.
            record: What was asked for it.
            unit: The unit.
            builds: What kustomizations build of these and other files.
        """
        if report.errors:
            return Made(report)
        dependencies = dependencies_of(record, self._questions)
        return Made(report, dependencies, context_of(unit, builds, self._inputs))

    def with_dependencies(
        self, report: BuiltReport, record: Record, task: Task
    ) -> Made[BuiltReport]:
        """The report on a build that has been made, with what it depends on.

        Args:
            report: The report.
            record: What was asked for it.
            task: The build.
        """
        if report.errors:
            return Made(report)
        dependencies = dependencies_of(record, self._questions, task)
        if dependencies and not task.deployment.is_plain:
            own = (*files_of_deployment(task.deployment), *task.deployment.within)
            read = tuple(sorted({*dependencies.read, *own}))
            dependencies = dependencies.replace(read=read)
        return Made(report, dependencies)

    def keep_unit(self, members: Members, made: Made[Report]) -> None:
        """Keep the report on some files of a unit."""
        self._new[_key_of_unit(members)] = made

    def keep_build(self, task: Task, made: Made[BuiltReport]) -> None:
        """Keep the report on a build."""
        self._new[_key_of_build(task)] = made

    def save(self) -> None:
        """Keep what is new for later runs, unless something that it depends on has just changed."""
        states = FileStates(self._states.known, os.getcwd())  # noqa: PTH109
        for key, made in self._new.items():
            entry = self._entry(made, states)
            if entry is not None:
                self._pack.entries[key] = entry
                self._pack.used[key] = self._pack.run
        if self._new or states.known.keys() != self._pack.known.keys():
            self._pack.known = states.known
            self._shelf.save(self._question, self._pack.written())

    def _valid(
        self, key: str, is_same: Callable[[Any], bool], task: Task | None = None
    ) -> _Valid | None:
        entry = self._pack.entries.get(key)
        if entry is None:
            return None
        try:
            if entry.day and entry.day != self._inputs.today().isoformat():
                return None
            with self._inputs.apart() as record:
                same = is_same(entry.more) and all(
                    self._is_same(each, task) for each in entry.dependencies
                )
        except _WRONG:
            return None
        if not same:
            return None
        self._inputs.record.add(record)
        self._pack.used[key] = self._pack.run
        read, looked_for = (
            tuple([each[1] for each in entry.dependencies if each[0] == kind])
            for kind in ("read", "kind")
        )
        return _Valid(entry, read, looked_for)

    def _is_same(self, dependency: Dependency, task: Task | None) -> bool:
        known = self._same.get(id(dependency))
        if known is not None:
            return known
        kind, *rest = dependency
        if kind == "asked":
            same = self._questions.has_same_answer(rest, task)
            if task is not None and self._questions.is_about_task(rest):
                return same
        else:
            path, state = rest
            now = self._states.content(path) if kind == "read" else self._states.kind(path)
            same = bool(state) and now.text == state
        self._same[id(dependency)] = same
        return same

    def _made_again(self, valid: _Valid, kind: type[Any], names: Iterable[str]) -> Any:
        """The report of an entry; None if it cannot be read."""
        entry = valid.entry
        try:
            fields = dict(zip(names, decoded(json.loads(entry.report)), strict=True))
            sources = tuple([self._source(each) for each in entry.sources])
        except _WRONG:
            return None
        day = self._inputs.today() if entry.day else None
        return kind(
            **fields, sources=sources, inputs=valid.read, looked_for=valid.looked_for, day=day
        )

    def _source(self, line: str) -> Source:
        found = self._sources.get(line)
        if found is None:
            found = self._sources[line] = source_of(json.loads(line), self._text)
        return found

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            content = self._inputs.read(Path(path), MOST_OF_MANIFEST)
            self._texts[path] = decoded_text(content).text
        return self._texts[path]

    def _entry(self, made: Made[Any], states: FileStates) -> Entry | None:
        """An entry for a report; None if it cannot be kept."""
        found, report = made.dependencies, made.report
        if found is None:
            return None
        dependencies: list[Dependency] = [("asked", *each) for each in found.questions]
        for kind, paths, state_of in (
            ("read", found.read, states.content),
            ("kind", found.looked_for, states.kind),
        ):
            for path in paths:
                state = state_of(path)
                if not state.text or state.changed > self._shelf.started - _SETTLED:
                    return None
                dependencies.append((kind, path, state.text))
        names = _OF_UNIT if isinstance(report, Report) else _OF_BUILD
        try:
            if _has_secret_fix(report):
                return None
            text = _line(encoded(tuple(getattr(report, name) for name in names)))
            sources = tuple(_line(masked_source(each)) for each in report.sources)
        except (TypeError, UnkeptError):
            return None
        day = report.day.isoformat() if report.day and found.day else ""
        return Entry(tuple(dependencies), made.context, day, sources, text)


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _key_of_unit(members: Members) -> str:
    root = (members.root.folder, members.root.markers)
    return digest_of(("unit", root, members.paths, members.named))


def _key_of_build(task: Task) -> str:
    each = task.deployment
    refusal = each.refusal and (type(each.refusal).__name__, each.refusal.message)
    place = (each.place.file, each.place.span)
    named = (task.repository, each.folder, each.name, place, each.within)
    return digest_of(("build", named, each.source.value, refusal, each.changes.signature))


def _has_secret_fix(report: Report | BuiltReport) -> bool:
    """Whether a fix has a secret in it, which the cache must not have."""
    findings = (
        report.findings
        if isinstance(report, Report)
        else (each.finding for each in report.findings)
    )
    return any(each.fix is not None and each.fix.secret for each in findings)
