"""A unit of files that are judged together, and which rules run where in it."""

from __future__ import annotations

from pathlib import PurePath

from podlint.config import Config
from podlint.document import Document, Path, Place
from podlint.facts import FileFacts
from podlint.failures import Failures
from podlint.finding import Spot
from podlint.frozen import Frozen
from podlint.models import KubernetesObject
from podlint.objects import ObjectSet
from podlint.rule import Rule
from podlint.rulebook import Rulebook
from podlint.ruleset import Ruleset


class Unit(Frozen):
    """Files that are judged together.

    Attributes:
        files: All files of the unit.
        reported: Those of them whose findings are wanted; the others are context.
        objects: The objects of all files.
    """

    files: tuple[FileFacts, ...]
    reported: tuple[FileFacts, ...]
    objects: ObjectSet

    @property
    def path(self) -> str:
        """The file that is reported, or the folder of several."""
        first = self.reported[0].path if self.reported else ""
        return first if len(self.reported) == 1 else PurePath(first).parent.as_posix()


class UnitRules:
    """Which rules run on which part of a unit."""

    def __init__(self, unit: Unit, rules: Rulebook, failures: Failures) -> None:
        """Choose the rules of every document and object of a unit.

        Args:
            unit: The unit.
            rules: The rules to choose from.
            failures: Where to keep what fails.
        """
        self.known = rules.rules
        self.cluster = rules.config.cluster.of(rules.config.kubernetes_version)
        self._of: dict[Document, dict[Path, Ruleset]] = {}
        self._paths = {each: file.path for file in unit.files for each in file.documents}
        self.static = failures.attempt(_static_pod_files, unit, rules.config) or frozenset()
        for file in unit.reported:
            failures.begin(file.path)
            failures.attempt(self._add, file, rules)

    def _add(self, file: FileFacts, rules: Rulebook) -> None:
        static = file.path in self.static
        whole = rules.ruleset(file.path, None, static)
        for document in file.documents:
            self._of[document] = {(): whole}
        for decoded in file.objects:
            at = decoded.object.at
            self._of[at.document][at.path] = rules.ruleset(
                file.path, decoded.object.namespace, static
            )

    def at(self, place: Place | Spot) -> Ruleset | None:
        """What runs at a place; None where nothing is reported."""
        rulesets = self._of.get(place.document)
        if rulesets is None:
            return None
        path = place.path if isinstance(place, Place) else ()
        return next(
            rulesets[path[:end]] for end in range(len(path), -1, -1) if path[:end] in rulesets
        )

    def path_of(self, obj: KubernetesObject) -> str:
        """The file that an object is in."""
        return self._paths[obj.at.document]

    def all(self) -> tuple[Ruleset, ...]:
        """Every ruleset that runs anywhere, each once."""
        found = {id(each): each for them in self._of.values() for each in them.values()}
        return tuple(found.values())

    def shown_in(self, document: Document) -> tuple[Rule, ...]:
        """The rules that ran everywhere in a document."""
        first, *others = self._of[document].values()
        return tuple(rule for rule in first.shown if all(rule in each.shown for each in others))


def _static_pod_files(unit: Unit, config: Config) -> frozenset[str]:
    """The paths of the files that a kubelet reads."""
    named = [
        path.rstrip("/")
        for obj in unit.objects.named("KubeletConfiguration")
        if isinstance(path := obj.written.get("staticPodPath"), str) and path.startswith("/")
    ]
    folders = [path for path in named if path]
    return frozenset(
        file.path for file in unit.files if config.holds_static_pod(file.path, folders)
    )
