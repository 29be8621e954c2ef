"""Rules about the objects of a unit together, run again around what one of them fails on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from podlint.failures import Failures
from podlint.finding import Problem
from podlint.isolation import isolate
from podlint.models import KubernetesObject
from podlint.objects import ObjectSet
from podlint.ruleset import ChosenRule, Problems, Ruleset

_PathOf = Callable[[KubernetesObject], str]


def problems_of_set(
    objects: ObjectSet, ruleset: Ruleset, failures: Failures, path_of: _PathOf
) -> Problems:
    """The problems that rules find in the objects of a unit together.

    A rule that fails runs again without the files that it fails on. It concludes nothing from
    absence then: what it would miss may be among them.

    Args:
        objects: The objects.
        ruleset: The rules.
        failures: Where to keep what rules raise; it has begun with the unit.
        path_of: The path of the file that an object is in.
    """
    raised: dict[str, tuple[ChosenRule, Exception]] = {}

    def failed(chosen: ChosenRule, error: Exception) -> None:
        raised[chosen.rule.name] = chosen, error

    written = failures.attempt(lambda: objects.written)
    narrowed = ruleset if written is None else ruleset.about(written)
    found = list(narrowed.run(objects, failed))
    yield from (each for each in found if each[0].rule.name not in raised)
    for chosen, error in raised.values():
        if chosen.shown:
            found_again = _again(chosen, error, objects, failures, path_of)
            yield from ((chosen, problem) for problem in found_again)


def _again(
    chosen: ChosenRule, error: Exception, objects: ObjectSet, failures: Failures, path_of: _PathOf
) -> Sequence[Problem]:
    def check(some: Iterable[KubernetesObject]) -> list[Problem]:
        return list(chosen.check(objects.replace(objects=tuple(some), complete=False)))

    def check_files(paths: Sequence[str]) -> list[Problem]:
        return check(obj for path in paths for obj in files[path])

    files: dict[str, list[KubernetesObject]] = {}
    for obj in objects.objects:
        files.setdefault(path_of(obj), []).append(obj)
    failures.distrust(chosen.rule)
    isolated = isolate(check_files, list(files))
    for path, raised in isolated.culprits:
        # An object that fails without the others is to blame; else nobody knows.
        alone = isolate(check, files[path]).culprits
        at = alone[0][0].at if alone else None
        failures.add(raised, chosen.rule, (path, at))
    if not isolated.culprits or not isolated.complete:
        failures.add(error, chosen.rule)
    return isolated.result or ()
