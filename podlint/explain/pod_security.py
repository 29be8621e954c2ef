"""Which Pod Security Standards a Pod meets: for each check, and for each version."""

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

NOT_CHECKED = "- not part of this level"


class FaultyField(Frozen):
    """A field that is wrong or missing.

    Attributes:
        field: The path of the field from the root of the object, as Kubernetes writes it.
        line: Its 1-based line; for a missing field, the line of the field or list item that it
            belongs to.
    """

    field: str
    line: int


class CheckResult(Frozen):
    """One check of the standards at one version.

    Attributes:
        check: The id of the check in Kubernetes.
        control: Its name in the Kubernetes documentation.
        allowed: For each of `LEVELS`, whether the Pod passes the check; None if it is not part of
            the level.
        messages: The messages of the API server, each once.
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
        allowed: Whether the Pod meets it in the chosen version.
        history: The verdicts, each with its first version. The first entry is `v1.0`, so the second
            one, if any, is the first version with another verdict.
    """

    level: Level
    allowed: bool
    history: tuple[tuple[str, bool], ...]


class Asked(Frozen):
    """A standard that is set for the Pod.

    Attributes:
        standard: The level and its version, such as `baseline:v1.30`.
        mode: What happens to Pods that violate it: `enforce`, `warn` or `audit`; or which setting
            of podlint requires it: `configuration` or `command line`.
        namespace: The Namespace whose labels set it; None for a setting of podlint.
        allowed: Whether the Pod meets it.
    """

    standard: str
    mode: str
    namespace: str | None
    allowed: bool


class PodSecurity(Frozen):
    """Which of the standards a Pod meets.

    Attributes:
        version: The chosen version.
        levels: The levels, in the order of `LEVELS`.
        checks: The checks of these levels in that version, in the order of Kubernetes.
        asked: The standards that are set for the Pod, by the labels of its Namespace if that was
            read, or by podlint's settings.
    """

    version: str
    levels: tuple[LevelResult, ...]
    checks: tuple[CheckResult, ...]
    asked: tuple[Asked, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the Namespace enforces a standard that the Pod does not meet."""
        return any(each.mode == "enforce" and not each.allowed for each in self.asked)

    @property
    def missing(self) -> tuple[CheckResult, ...]:
        """The checks of restricted that the Pod does not pass."""
        return tuple(each for each in self.checks if each.allowed[-1] is False)

    @property
    def by_control(self) -> dict[str, list[bool | None]]:
        """The results by the names in the documentation, as `CheckResult.allowed`.

        Some names stand for several checks, one for each level.
        """
        rows: dict[str, list[bool | None]] = {}
        for each in self.checks:
            row = rows.setdefault(each.control, [None] * len(LEVELS))
            row[:] = [
                new if old is None else old for old, new in zip(row, each.allowed, strict=True)
            ]
        return rows


def pod_security(
    pod: PodTarget, version: str = "latest", demands: Sequence[AskedStandard] = ()
) -> PodSecurity:
    """Check a Pod against baseline and restricted, as the API server does after setting defaults.

    Args:
        pod: The Pod or template.
        version: The version of the standards.
        demands: The standards that are set for the Pod. The default of podlint is left out.

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
        if each.mode != "default"
    )
    return PodSecurity(version, levels, tuple(rows), asked)


_CONSEQUENCES = {
    "enforce": "the API server rejects the Pod",
    "warn": "the API server accepts the Pod with a warning",
    "audit": "the API server accepts the Pod and adds the violation to the audit log",
}
_MODES = {"enforce": "enforces", "warn": "warns about", "audit": "audits"}
_SETTINGS = {
    "configuration": "The configuration of podlint",
    "command line": "The command line",
}


def asked_words(part: PodSecurity) -> Iterator[str]:
    """A sentence for each standard that is set for the Pod, with the consequence."""
    for each in part.asked:
        if each.namespace is None:
            outcome = "the Pod meets it" if each.allowed else "the Pod violates it"
            yield f"{_SETTINGS[each.mode]} requires {each.standard}: {outcome}."
        else:
            outcome = "the Pod meets it" if each.allowed else _CONSEQUENCES[each.mode]
            yield f"Namespace `{each.namespace}` {_MODES[each.mode]} {each.standard}: {outcome}."


def history_words(level: LevelResult) -> str:
    """The verdicts by version: `allowed before v1.34, rejected from v1.34`."""
    (_, first), *changes = level.history
    if not changes:
        return f"{verdict_word(first)} in every version"
    words = [f"{verdict_word(first)} before {changes[0][0]}"]
    words += [f"{verdict_word(allowed)} from {version}" for version, allowed in changes]
    return ", ".join(words)


def check_word(allowed: bool | None) -> str:
    """The result of a check."""
    return "-" if allowed is None else "ok" if allowed else "violated"


def verdict_word(allowed: bool) -> str:
    """The verdict of a level."""
    return "allowed" if allowed else "rejected"


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
