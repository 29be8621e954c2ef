"""How a Pod stands against the Pod Security Standards: check by check, version by version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from podlint.document.field_path import field_text
from podlint.engine.locate import region
from podlint.models.workloads import PodTarget
from podlint.pss import CHECKS, Level, Violation, checks, evaluate, versions
from podlint.startup.frozen import Frozen
from podlint.targets.judged_pod import place_in, pod_data
from podlint.targets.standards_asked import AskedStandard

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


class Asked(Frozen):
    """A standard that the Pod's Namespace asks for.

    Attributes:
        standard: The level and its version, as `baseline:v1.30`.
        mode: What happens to Pods that violate it: `enforce`, `warn` or `audit`.
        namespace: The Namespace.
        allowed: Whether the Pod meets it.
    """

    standard: str
    mode: str
    namespace: str
    allowed: bool


class PodSecurity(Frozen):
    """How a Pod stands against the standards.

    Attributes:
        version: The version in question, as asked for.
        levels: The levels, in the order of `LEVELS`.
        checks: Every check that one of the levels runs at that version, in upstream's order.
        asked: What the labels of the Pod's Namespace ask for, if it is among what was read.
        missing: What restricted demands, and the Pod does not meet.
    """

    version: str
    levels: tuple[LevelResult, ...]
    checks: tuple[CheckResult, ...]
    asked: tuple[Asked, ...]

    @property
    def missing(self) -> tuple[CheckResult, ...]:
        """The checks with which restricted refuses the Pod."""
        return tuple(each for each in self.checks if each.allowed[-1] is False)


def pod_security(
    pod: PodTarget, version: str = "latest", demands: Sequence[AskedStandard] = ()
) -> PodSecurity:
    """Hold a Pod to baseline and restricted, as an API server would after filling in defaults.

    Args:
        pod: The Pod or template.
        version: The version of the standards.
        demands: What is asked of the Pod; what no Namespace asks for is left out.

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
    asked = tuple(
        Asked(
            standard=str(each.standard),
            mode=each.mode,
            namespace=each.namespace,
            allowed=not _violations(pod, each.standard.level, each.standard.version),
        )
        for each in demands
        if each.namespace is not None
    )
    return PodSecurity(version, levels, tuple(rows), asked)


_CONSEQUENCES = {
    "enforce": "it is refused",
    "warn": "it is let in with a warning",
    "audit": "it is let in and noted in the audit log",
}


def asked_words(part: PodSecurity) -> Iterator[str]:
    """What becomes of the Pod in its Namespace, a sentence for each standard asked for there."""
    for each in part.asked:
        outcome = "the Pod meets it" if each.allowed else _CONSEQUENCES[each.mode]
        yield f"Namespace {each.namespace}, {each.mode} {each.standard}: {outcome}"


def _violations(pod: PodTarget, level: Level, version: str) -> list[Violation]:
    kind = "Pod" if pod.owner.qualified_kind == "Pod" else "PodTemplateSpec"
    return evaluate({"kind": kind, **pod_data(pod)}, level, version, with_defaults=True)


def _history(pod: PodTarget, level: Level) -> tuple[tuple[str, bool], ...]:
    verdicts = ((version, not _violations(pod, level, version)) for version in versions(level))
    return tuple(next(run) for _, run in groupby(verdicts, key=lambda each: each[1]))


def _fields(pod: PodTarget, violations: Sequence[Violation]) -> Iterator[FaultyField]:
    root = len(pod.owner.at.path)
    for path in dict.fromkeys(path for each in violations for path in each.paths):
        at = place_in(pod, path)
        yield FaultyField(field_text(at.path[root:]), region(at).start_line)
