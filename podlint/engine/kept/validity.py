"""Whether what a kept report depends on is as it was."""

from __future__ import annotations

from podlint.engine.build_tasks import Task
from podlint.engine.kept.dependencies import Dependencies
from podlint.engine.kept.pack import Dependency, Entry
from podlint.engine.kept.questions import Questions
from podlint.engine.kept.worlds import Worlds
from podlint.reading.file_states import FileStates
from podlint.reading.inputs import Inputs

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
        self._questions = questions
        self._states = states
        self._settled = settled
        self._worlds = Worlds(inputs, states, settled)
        self._same: dict[int, bool] = {}

    def holds(self, entry: Entry, task: Task | None = None) -> bool:
        """Whether everything that an entry depends on is as it was.

        Args:
            entry: The entry.
            task: The build that it is about.

        Raises:
            LookupError, TypeError, ValueError, OSError: The entry cannot be understood.
        """
        worlds = {root for root, digest in entry.worlds.items() if self._is_world(root, digest)}
        for each in entry.dependencies:
            if worlds and each[0] == "asked":
                root = self._questions.root_of_world(each[1:], task)
                if root in worlds:
                    continue
            if not self._is_same(each, task):
                return False
        return True

    def moved(self, entry: Entry) -> Entry:
        """A valid entry that says so for the worlds of today."""
        worlds = {root: self._worlds.digest(root) for root in entry.worlds}
        return entry if worlds == entry.worlds else entry.replace(worlds=worlds)

    def worlds_of(self, found: Dependencies, task: Task | None = None) -> dict[str, str]:
        """The worlds of today that a new report depends on."""
        roots = {self._questions.root_of_world(each, task) for each in found.questions}
        return {root: self._worlds.digest(root) for root in roots if root is not None}

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

    def _is_world(self, root: str, digest: str) -> bool:
        return bool(digest) and self._worlds.digest(root) == digest

    def _is_same(self, dependency: Dependency, task: Task | None) -> bool:
        # The pack has each dependency once, and does not let go of it.
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
