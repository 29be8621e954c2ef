"""A rule about the objects of a unit together, run again around what it fails on."""

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

    A rule that fails runs again without the files that it fails on. It concludes nothing from
    absence then: what it would miss may be among them.

    Args:
        choice: The rule.
        objects: The objects.
        failures: Where to keep what the rule raises.
        path_of: The path of the file that an object is in.
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
        # An object that fails without the others is to blame; otherwise nobody knows.
        alone = isolate(check, files[path]).culprits
        at = alone[0][0].at if alone else None
        failures.add(raised, choice.rule, (path, at))
    if not isolated.culprits or not isolated.complete:
        failures.add(error, choice.rule)
    return isolated.result or ()
