"""Whether what a kept report depends on is as it was."""

from __future__ import annotations

from podlint.engine.build_tasks import Task
from podlint.engine.kept.dependencies import Dependencies
from podlint.engine.kept.pack import Dependency, Entry
from podlint.engine.kept.questions import Questions
from podlint.engine.kept.worlds import Worlds
from podlint.reading.file_states import FileStates
from podlint.reading.inputs import Inputs
from podlint.reading.record import Record

__all__ = ["Validity"]


class Validity:
    """Compares dependencies with what a run finds; each of them only once."""

    def __init__(
        self, inputs: Inputs, questions: Questions, states: FileStates, settled: int
    ) -> None:
        """Take a run.

        Args:
            inputs: The file system.
            questions: Asks questions again.
            states: The states of files at the beginning of the run.
            settled: The time, in nanoseconds since the epoch, after which no file may have changed
                on which a report depends that is kept.
        """
        self._inputs = inputs
        self._questions = questions
        self._states = states
        self._settled = settled
        self._worlds = Worlds(inputs, states, settled)
        self._same: dict[int, bool] = {}
        self._answers: dict[int, tuple[bool, Record]] = {}

    def records_of(self, entry: Entry, task: Task | None = None) -> list[Record] | None:
        """What was asked to find out that everything that an entry depends on is as it was.

        Args:
            entry: The entry.
            task: The build that it is about.

        Returns:
            The records, in addition to what the entry itself names; None if something has changed.

        Raises:
            LookupError, TypeError, ValueError, OSError: The entry cannot be understood.
        """
        worlds = {}
        for root, digest in entry.worlds.items():
            world = self._worlds.of(root)
            if digest and world.digest == digest:
                worlds[root] = world
        records = [world.record for world in worlds.values()]
        for each in entry.dependencies:
            if each[0] == "asked":
                if worlds and self._questions.root_of_world(each[1:], task) in worlds:
                    continue
                same, record = self._answer(each, task)
                records.append(record)
            else:
                same = self._is_same(each)
            if not same:
                return None
        return records

    def moved(self, entry: Entry) -> Entry:
        """A valid entry that says so for the worlds of today."""
        worlds = {root: self._worlds.of(root).digest for root in entry.worlds}
        return entry if worlds == entry.worlds else entry.replace(worlds=worlds)

    def worlds_of(self, found: Dependencies, task: Task | None = None) -> dict[str, str]:
        """The worlds of today that a new report depends on."""
        roots = {self._questions.root_of_world(each, task) for each in found.questions}
        return {root: self._worlds.of(root).digest for root in roots if root is not None}

    def dependencies(
        self, found: Dependencies, states: FileStates
    ) -> tuple[Dependency, ...] | None:
        """The dependencies of a new report; None if one of them has just changed.

        Args:
            found: What was asked for it.
            states: The states of files after it was made.
        """
        dependencies: list[Dependency] = [("asked", *each) for each in found.questions]
        for kind, paths, state_of in (
            ("read", found.read, states.content),
            ("kind", found.looked_for, states.kind),
        ):
            for path in paths:
                state = state_of(path)
                if not state.text or state.changed > self._settled:
                    return None
                dependencies.append((kind, path, state.text))
        return tuple(dependencies)

    def _answer(self, dependency: Dependency, task: Task | None) -> tuple[bool, Record]:
        """Whether a question still has the same answer, and what was asked to find out."""
        # The pack has each dependency once, and does not let go of it.
        known = self._answers.get(id(dependency))
        if known is not None:
            return known
        _, *question = dependency
        with self._inputs.apart() as record:
            found = self._questions.has_same_answer(question, task), record
        if task is None or not self._questions.is_about_task(question):
            self._answers[id(dependency)] = found
        return found

    def _is_same(self, dependency: Dependency) -> bool:
        known = self._same.get(id(dependency))
        if known is None:
            kind, path, state = dependency
            now = self._states.content(path) if kind == "read" else self._states.kind(path)
            known = self._same[id(dependency)] = bool(state) and now.text == state
        return known
