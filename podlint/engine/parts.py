"""Knows which rules run in each part of a unit."""

from __future__ import annotations

from podlint.config.config import Config
from podlint.document import Document, Path, Place
from podlint.engine.choice import Choice
from podlint.engine.dispatch import Dispatch, Dispatches
from podlint.engine.failures import Failures
from podlint.finding.problem import Spot
from podlint.models import KubernetesObject
from podlint.reading.file import ReadFile
from podlint.reading.unit import Unit

__all__ = ["Parts"]


class Parts:
    """The rules that run in each part of a unit.

    Attributes:
        static: The paths of the files with static Pods.
    """

    def __init__(
        self, unit: Unit, dispatches: Dispatches, failures: Failures, build: str | None = None
    ) -> None:
        """Find the rules for every document and object that is reported.

        Args:
            unit: The unit.
            dispatches: The rules of each part of the project.
            failures: Records failures.
            build: What builds the objects of the unit; None if they are those in the files.
        """
        self._build = build
        self._of: dict[Document, dict[Path, Dispatch]] = {}
        self._paths = {each: file.path for file in unit.files for each in file.documents}
        self.static = (
            failures.attempt(_static_pod_files, unit, dispatches.config) or frozenset[str]()
        )
        for file in unit.reported:
            failures.begin(file.path)
            failures.attempt(self._add, file, dispatches)

    def _add(self, file: ReadFile, dispatches: Dispatches) -> None:
        static = file.path in self.static
        whole = dispatches.at(file.path, None, static, self._build)
        for document in file.documents:
            self._of[document] = {(): whole}
        for decoded in file.objects:
            at = decoded.object.at
            self._of[at.document][at.path] = dispatches.at(
                file.path, decoded.object.namespace, static, self._build
            )

    def at(self, place: Place | Spot) -> Dispatch | None:
        """The rules that run at a place; None if nothing is reported there."""
        dispatches = self._of.get(place.document)
        if dispatches is None:
            return None
        path = place.path if isinstance(place, Place) else ()
        return next(
            dispatches[path[:end]] for end in range(len(path), -1, -1) if path[:end] in dispatches
        )

    def path_at(self, place: Place | Spot) -> str:
        """The file of a place."""
        return self._paths[place.document]

    def path_of(self, obj: KubernetesObject) -> str:
        """The file that an object is in."""
        return self._paths[obj.at.document]

    def all(self) -> tuple[Dispatch, ...]:
        """The rules of all parts, without duplicates."""
        found = {id(each): each for them in self._of.values() for each in them.values()}
        return tuple(found.values())

    def alike(self, choice: Choice, place: Place | Spot) -> Choice | None:
        """The choice of the same rule with the same options at another place."""
        dispatch = self.at(place)
        found = dispatch and dispatch.called(choice.rule.name)
        return found if found and found.given == choice.given else None

    def judged_in(self, document: Document) -> list[str]:
        """The names of the rules whose problems of default severity are shown in the whole
        document.
        """
        first, *others = {id(each): each for each in self._of[document].values()}.values()
        return [
            choice.rule.name
            for choice in first.choices
            if all(
                (found := each.called(choice.rule.name)) and found.shows(None)
                for each in (first, *others)
            )
        ]


def _static_pod_files(unit: Unit, config: Config) -> frozenset[str]:
    """The paths of the files from which a kubelet reads static Pods."""
    named = [
        path.rstrip("/")
        for obj in unit.objects.named("KubeletConfiguration")
        if isinstance(path := obj.written.get("staticPodPath"), str) and path.startswith("/")
    ]
    folders = [path for path in named if path]
    return frozenset(
        file.path for file in unit.files if config.holds_static_pod(file.path, folders)
    )
