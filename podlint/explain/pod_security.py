"""How a Pod stands against the Pod Security Standards: check by check, version by version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from podlint.field_path import field_text
from podlint.frozen import Frozen
from podlint.locate import region
from podlint.pod_security import place_in, pod_data
from podlint.pss import CHECKS, Level, Violation, checks, evaluate, versions
from podlint.workloads import PodTarget

LEVELS: tuple[Level, ...] = ("baseline", "restricted")


class FaultyField(Frozen):
    """A field that is wrong or missing.

    Attributes:
        field: The field as Kubernetes writes it, from the object's root.
        line: The 1-based line that it is on; for a missing one, that of what it belongs into.
    """

    field: str
    line: int


class CheckResult(Frozen):
    """One check of the standards at one version.

    Attributes:
        check: Upstream's id of the check.
        control: What the Kubernetes documentation calls it.
        allowed: For each of `LEVELS` whether it allows the Pod; None where the level does not run
            it.
        messages: What the API server would say of the Pod, of each level that refuses it, each
            message once.
        fields: The fields that are wrong or missing.
    """

    check: str
    control: str
    allowed: tuple[bool | None, ...]
    messages: tuple[str, ...]
    fields: tuple[FaultyField, ...]


class LevelResult(Frozen):
    """A level of the standards.

    Attributes:
        level: The level.
        allowed: Whether it allows the Pod at the version in question.
        history: From which policy version on the verdict is what, from `v1.0`: so the second entry
            has the first version at which it changes.
    """

    level: Level
    allowed: bool
    history: tuple[tuple[str, bool], ...]


class PodSecurity(Frozen):
    """How a Pod stands against the standards.

    Attributes:
        version: The version in question, as asked for.
        levels: The levels, in the order of `LEVELS`.
        checks: Every check that one of the levels runs at that version, in upstream's order.
        missing: What restricted demands, and the Pod does not meet.
    """

    version: str
    levels: tuple[LevelResult, ...]
    checks: tuple[CheckResult, ...]

    @property
    def missing(self) -> tuple[CheckResult, ...]:
        """The checks with which restricted refuses the Pod."""
        return tuple(each for each in self.checks if each.allowed[-1] is False)


def pod_security(pod: PodTarget, version: str = "latest") -> PodSecurity:
    """Hold a Pod to baseline and restricted, as an API server would after filling in defaults.

    Raises:
        PolicyError: The version is malformed.
    """
    violations = [_violations(pod, level, version) for level in LEVELS]
    run = [{check.id for check in checks(level, version)} for level in LEVELS]
    rows = []
    for check in CHECKS:
        if any(check.id in ids for ids in run):
            found = [next((v for v in them if v.check == check.id), None) for them in violations]
            rows.append(
                CheckResult(
                    check=check.id,
                    control=check.control,
                    allowed=tuple(
                        each is None if check.id in ids else None
                        for each, ids in zip(found, run, strict=True)
                    ),
                    messages=tuple(dict.fromkeys(str(each) for each in found if each)),
                    fields=tuple(_fields(pod, [each for each in found if each])),
                )
            )
    levels = tuple(
        LevelResult(level, not them, _history(pod, level))
        for level, them in zip(LEVELS, violations, strict=True)
    )
    return PodSecurity(version, levels, tuple(rows))


def _violations(pod: PodTarget, level: Level, version: str) -> list[Violation]:
    kind = "Pod" if pod.owner.kind == "Pod" else "PodTemplateSpec"
    return evaluate({"kind": kind, **pod_data(pod)}, level, version, with_defaults=True)


def _history(pod: PodTarget, level: Level) -> tuple[tuple[str, bool], ...]:
    verdicts = ((version, not _violations(pod, level, version)) for version in versions(level))
    return tuple(next(run) for _, run in groupby(verdicts, key=lambda each: each[1]))


def _fields(pod: PodTarget, violations: Sequence[Violation]) -> Iterator[FaultyField]:
    root = len(pod.owner.at.path)
    for path in dict.fromkeys(path for each in violations for path in each.paths):
        at = place_in(pod, path)
        yield FaultyField(field_text(at.path[root:]), region(at).start_line)
