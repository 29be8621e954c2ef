"""A report with everything that it depends on, as a process returns it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Generic, TypeVar

from podlint.engine.judged_builds import Builds, digests_in
from podlint.engine.kept.codec import JSONValue
from podlint.engine.kept.dependencies import Dependencies
from podlint.engine.kept.digests import digest_of
from podlint.reading.file_names import KUSTOMIZATIONS
from podlint.reading.inputs import Inputs
from podlint.reading.unit import Unit
from podlint.startup.frozen import Frozen

__all__ = ["Made", "context_of", "is_same_context"]

AnyReport = TypeVar("AnyReport")


class Made(Frozen, Generic[AnyReport]):
    """A report that has been made.

    Attributes:
        report: The report.
        dependencies: What was asked for it; None if it must not be kept.
        context: What else it depends on, as JSON.
    """

    report: AnyReport
    dependencies: Dependencies | None = None
    context: JSONValue = None


def context_of(unit: Unit, builds: Builds, inputs: Inputs) -> JSONValue:
    """What else the report on a unit depends on: the builds of its files.

    Args:
        unit: The unit.
        builds: What kustomizations build of these and other files.
        inputs: The file system.
    """
    paths = frozenset(file.path for file in unit.reported)
    written: JSONValue = None
    if builds.reports:
        written = {}
        for file in unit.reported:
            is_kustomization = PurePath(file.path).name in KUSTOMIZATIONS
            if not is_kustomization and inputs.real(file.path) not in builds.judged:
                found = digests_in(file)
                written[file.path] = found and [each.hex() for each in found]
    return [sorted(paths), sorted(unit.built), _used_in(paths, builds), written]


def is_same_context(context: JSONValue, builds: Builds, inputs: Inputs) -> bool:
    """Whether a unit would have the same context.

    Args:
        context: What `context_of` returned for it.
        builds: What kustomizations build now.
        inputs: The file system.
    """
    paths, built, used, written = context
    if _used_in(frozenset(paths), builds) != used:
        return False
    if not builds.reports:
        return not built
    if written is None:
        return False
    now = [path for path in paths if _is_built(path, written, builds, inputs)]
    return bool(now == built)


def _is_built(path: str, written: JSONValue, builds: Builds, inputs: Inputs) -> bool:
    """Whether builds judge a file.

    Raises:
        LookupError: It is not known what is written in the file.
    """
    if PurePath(path).name in KUSTOMIZATIONS:
        return False
    if inputs.real(path) in builds.judged:
        return True
    digests = written[path]
    return builds.has_built(digests and [bytes.fromhex(each) for each in digests])


def _used_in(paths: frozenset[str], builds: Builds) -> str:
    """A digest of the suppressions in some files that suppress findings in builds."""
    found = frozenset(use for use in builds.used if use[0] in paths)
    return digest_of(found) if found else ""
