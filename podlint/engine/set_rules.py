"""Runs rules about the objects of a unit together, and copes with objects on which they fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from podlint.engine.choice import Choice
from podlint.engine.failures import Failures
from podlint.engine.isolation import isolate
from podlint.finding.problem import Problem
from podlint.models import KubernetesObject
from podlint.relations.object_set import ObjectSet

__all__ = ["problems_of_set"]

_PathOf = Callable[[KubernetesObject], str]


def problems_of_set(
    choice: Choice, objects: ObjectSet, failures: Failures, path_of: _PathOf
) -> Sequence[Problem]:
    """The problems that a rule finds in the objects of a unit together.

    A rule that fails runs again without the files on which it fails. Then it concludes nothing from
    the absence of objects, because they may be in those files.

    Args:
        choice: The rule.
        objects: The objects.
        failures: Records the exceptions of the rule.
        path_of: Returns the path of the file with an object.
    """
    try:
        return list(choice.check(objects))
    except Exception as error:
        return _again(choice, error, objects, failures, path_of)


def _again(
    choice: Choice, error: Exception, objects: ObjectSet, failures: Failures, path_of: _PathOf
) -> Sequence[Problem]:
    def check(some: Iterable[KubernetesObject]) -> list[Problem]:
        return list(choice.check(objects.replace(objects=tuple(some), complete=False)))

    def check_files(paths: Sequence[str]) -> list[Problem]:
        return check(obj for path in paths for obj in files[path])

    files: dict[str, list[KubernetesObject]] = {}
    for obj in objects.objects:
        files.setdefault(path_of(obj), []).append(obj)
    failures.distrust(choice.rule)
    isolated = isolate(check_files, list(files))
    for path, raised in isolated.culprits:
        # The object is the cause if the rule also fails on it alone; otherwise the cause is
        # unknown.
        alone = isolate(check, files[path]).culprits
        at = alone[0][0].at if alone else None
        failures.add(raised, choice.rule, (path, at))
    if not isolated.culprits or not isolated.complete:
        failures.add(error, choice.rule)
    return isolated.result or ()
