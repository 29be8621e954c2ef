"""The reports of earlier runs, and which of them are still valid."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from podlint.config.run_settings import RunSettings
from podlint.document import Span
from podlint.engine.build_tasks import Task
from podlint.engine.built import BuiltReport
from podlint.engine.dispatch import Dispatches
from podlint.engine.judged_builds import Builds
from podlint.engine.kept.dependencies import dependencies_of
from podlint.engine.kept.digests import digest_of
from podlint.engine.kept.facts import KeptFacts
from podlint.engine.kept.made import Made, context_of, is_same_context
from podlint.engine.kept.pack import Entry, Pack
from podlint.engine.kept.questions import Questions
from podlint.engine.kept.report_lines import Lines, Sources, lines_of, report_of_lines
from podlint.engine.kept.shelf import Shelf
from podlint.engine.kept.sources import UnkeptError
from podlint.engine.kept.validity import Validity
from podlint.finding.report import Report
from podlint.reading.file_states import FileStates
from podlint.reading.reader import Reader
from podlint.reading.record import Record
from podlint.reading.search import Members
from podlint.reading.unit import Unit
from podlint.rendering.deployments.involved import files_of_deployment
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.suppression.project import Suppressions

__all__ = ["KeptReports"]

_SETTLED = 2 * 10**9
"""Age of a change in nanoseconds from which it counts; see `podlint.reading.file_states`."""

_PRINTED = frozenset(RunSettings.model_fields)
"""The settings that change no report, only what is printed of it."""

_WRONG = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, OSError,
    UnkeptError,
)  # fmt: skip
"""What is raised if an entry is not what podlint writes today, or if a report cannot be one."""


class KeptReports:
    """The reports on units and builds that earlier runs have made with the same settings.

    Attributes:
        inputs: The file system.
    """

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
        self._here = os.getcwd()  # noqa: PTH109
        self._question = digest_of((shelf.question, self._here, settings, own))
        self._shelf = shelf
        self._pack = Pack.read(shelf.load(self._question))
        self.inputs = inputs = reader.inputs
        self._questions = Questions(inputs, reader.settings.exclude)
        self._states = FileStates(
            self._pack.known, listed=inputs.known_entries, real_folder=inputs.real_folder
        )
        self._facts = inputs.facts = KeptFacts(self._pack.facts, self._states)
        settled = shelf.started - _SETTLED
        self._validity = Validity(inputs, self._questions, self._states, settled)
        self._sources = Sources(inputs)
        self._moved = False
        self._keys: dict[int, str] = {}
        self._new: dict[str, tuple[Made[Any], Task | None]] = {}

    def of_unit(self, members: Members, builds: Builds) -> Report | None:
        """The report on some files of a unit; None if there is no valid one.

        Args:
            members: The files.
            builds: What kustomizations build of these and other files.
        """

        def is_same(context: Any) -> bool:
            return is_same_context(context, builds, self.inputs)

        key = self._keys[id(members)] = _key_of_unit(members)
        found: Report | None = self._found(key, Report, is_same)
        return found

    def of_build(self, task: Task) -> BuiltReport | None:
        """The report on a build; None if there is no valid one."""
        key = self._keys[id(task)] = _key_of_build(task)
        found: BuiltReport | None = self._found(key, BuiltReport, lambda _: True, task)
        return found

    def with_context(
        self, report: Report, record: Record, unit: Unit, builds: Builds
    ) -> Made[Report]:
        """The report on a unit that has been made, with what it depends on.

        Args:
            report: The report.
            record: What was asked for it.
            unit: The unit.
            builds: What kustomizations build of these and other files.
        """
        if report.errors:
            return Made(report)
        try:
            context = context_of(unit, builds, self.inputs)
        except _WRONG:
            return Made(report)
        return Made(report, dependencies_of(record, self._questions), context)

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
        """Keep the report on some files of a unit, for which `of_unit` has found none."""
        self._new[self._keys[id(members)]] = made, None

    def keep_build(self, task: Task, made: Made[BuiltReport]) -> None:
        """Keep the report on a build, for which `of_build` has found none."""
        self._new[self._keys[id(task)]] = made, task

    def save(self) -> None:
        """Keep what is new for later runs, unless something that it depends on has just changed."""
        pack = self._pack
        states = FileStates(self._states.known, self._here, real_folder=self.inputs.real_folder)
        for key, (made, task) in self._new.items():
            entry = self._entry(made, task, states)
            if entry is not None:
                pack.entries[key] = entry
                pack.used[key] = pack.run
        if self._new or self._moved or self._facts.new or states.known != pack.known:
            pack.known = states.known
            for digest, found in self._facts.found.items():
                pack.facts.setdefault(digest, {}).update(found)
            self._shelf.save(self._question, pack.written(self._facts.paths))

    def _found(
        self, key: str, kind: type[Any], is_same: Callable[[Any], bool], task: Task | None = None
    ) -> Any:
        """The report with a key; None if there is no valid one."""
        entry = self._pack.entries.get(key)
        if entry is None:
            return None
        try:
            with self.inputs.apart() as record:
                day = self.inputs.today() if entry.day else None
                if day and day.isoformat() != entry.day:
                    return None
                if not is_same(entry.context):
                    return None
                records = self._validity.records_of(entry, task)
                if records is None:
                    return None
                moved = self._validity.moved(entry)
                read, looked_for = (
                    tuple([each[1] for each in entry.dependencies if each[0] == name])
                    for name in ("read", "kind")
                )
                report = report_of_lines(
                    Lines(entry.report, entry.sources),
                    kind,
                    self._sources.source,
                    inputs=read,
                    looked_for=looked_for,
                    day=day,
                )
        except _WRONG:
            return None
        for each in (record, *records):
            self.inputs.record.add(each)
        self._pack.used[key] = self._pack.run
        if moved is not entry:
            self._moved = True
            self._pack.entries[key] = moved
        return report

    def _entry(self, made: Made[Any], task: Task | None, states: FileStates) -> Entry | None:
        """An entry for a report; None if it cannot be kept."""
        found, report = made.dependencies, made.report
        if found is None:
            return None
        dependencies = self._validity.dependencies(found, states)
        if dependencies is None:
            return None
        try:
            lines = lines_of(report)
        except _WRONG:
            return None
        day = report.day.isoformat() if report.day and found.day else ""
        worlds = self._validity.worlds_of(found, task)
        return Entry(dependencies, worlds, made.context, day, lines.sources, lines.report)


def _key_of_unit(members: Members) -> str:
    root = (members.root.folder, members.root.markers)
    return digest_of(("unit", root, members.paths, members.named, members.by_tool))


def _key_of_build(task: Task) -> str:
    each = task.deployment
    error = each.refusal
    refusal = error and (type(error).__name__, error.message, _place(error.origin))
    named = (task.repository, each.folder, each.name, _place(each.place), each.within)
    return digest_of(("build", named, each.source.value, refusal, each.changes.signature))


def _place(origin: Origin | None) -> tuple[str, Span] | None:
    return (origin.file, origin.span) if origin is not None else None
