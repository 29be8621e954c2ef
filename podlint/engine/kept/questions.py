"""The questions whose answers count for a report, rather than the files that the answers come from.

Whether a file is part of a build depends on all kustomizations of a repository, but most changes to
one of them leave the answer as it is. So a report depends on a digest of the answer. Later runs ask
again: they need most of the answers anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from podlint.engine.build_tasks import Task
from podlint.engine.kept.digests import digest_of
from podlint.reading.flux import substituted_folders
from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import PathPatterns
from podlint.reading.podless import kinds_of_repository
from podlint.reading.record import Asked
from podlint.reading.repository_index import inclusion_in
from podlint.reading.repository_root import repository_root
from podlint.reading.units import below_kustomization, root_of_folder
from podlint.rendering.deployments.flux.variables import files_naming
from podlint.rendering.deployments.involved import depths_of_files

__all__ = ["Question", "Questions"]

Question = tuple[str, tuple[str, ...], str]
"""The name of a question, its arguments, and a digest of the answer."""

_QUESTIONS: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        below_kustomization,
        depths_of_files,
        files_naming,
        inclusion_in,
        kinds_of_repository,
        repository_root,
        root_of_folder,
        substituted_folders,
    )
}
_NAMES = {each: name for name, each in _QUESTIONS.items()}

_OF_WORLD = frozenset((depths_of_files.__name__, inclusion_in.__name__))
"""The questions whose answers are the same in the same world; see `podlint.engine.kept.worlds`."""

_PATH, _TEXT, _EXCLUDE, _TASK = "/", "=", "exclude", "task"


class Questions:
    """Writes down questions of a run, and asks those of earlier runs again."""

    def __init__(self, inputs: Inputs, exclude: PathPatterns) -> None:
        """Take a run.

        Args:
            inputs: The file system.
            exclude: The setting, which is the same in all runs that share what is kept.
        """
        self._inputs = inputs
        self._exclude = exclude
        # The file system remembers questions and answers, so that their identities do not change.
        self._written: dict[int, Question] = {}
        self._shared: dict[int, str] = {}
        self._paths: dict[str, Path] = {}

    def written(self, asked: Asked, task: Task | None = None) -> Question | None:
        """A question that has been asked; None if its answer does not count as such.

        Args:
            asked: The question.
            task: The build that it was asked for.
        """
        name = _NAMES.get(asked.question)
        if name is None:
            return None
        known = self._written.get(id(asked))
        if known is not None:
            return known
        about = tuple(self._argument(each, task) for each in asked.about)
        arguments = tuple(each for each in about if each is not None)
        if arguments != about:
            return None
        found = name, arguments, self._digest(asked.answer)
        if not self.is_about_task(found):
            self._written[id(asked)] = found
        return found

    def _digest(self, answer: object) -> str:
        """The digest of an answer, which many questions may share."""
        number = id(answer)
        if number not in self._shared:
            self._shared[number] = digest_of(answer)
        return self._shared[number]

    def _argument(self, value: object, task: Task | None) -> str | None:
        if isinstance(value, Path):
            return f"{_PATH}{value}"
        if isinstance(value, str):
            return f"{_TEXT}{value}"
        if isinstance(value, PathPatterns):
            return _EXCLUDE if value == self._exclude else None
        return _TASK if task is not None and value is task.deployment else None

    def has_same_answer(self, question: Sequence[Any], task: Task | None = None) -> bool:
        """Ask again; whether the answer is still the same.

        Args:
            question: What `written` has returned.
            task: The build that it is asked for.
        """
        name, about, digest = question
        arguments = tuple(self._value(each, task) for each in about)
        answer = self._inputs.once(_QUESTIONS[name], *arguments)
        return bool(self._digest(answer) == digest)

    def is_about_task(self, question: Sequence[Any]) -> bool:
        """Whether the answer depends on the build that a question is asked for."""
        return _TASK in question[1]

    def root_of_world(self, question: Sequence[Any], task: Task | None) -> str | None:
        """The root of the repository whose world decides the answer; None for other questions."""
        name, (root, *_), _ = question
        if name not in _OF_WORLD or (task is not None and not task.deployment.is_plain):
            return None
        return str(root[1:])

    def _value(self, argument: str, task: Task | None) -> object:
        if argument == _EXCLUDE:
            return self._exclude
        if argument == _TASK:
            assert task is not None
            return task.deployment
        value = argument[1:]
        if argument[0] != _PATH:
            return value
        if value not in self._paths:
            self._paths[value] = Path(value)
        return self._paths[value]
