"""Compares merged reports with older ones: what is new, closed and suppressed since then."""

from __future__ import annotations

from podlint.merging.merge import Merged, MergedFinding, Status

__all__ = ["compared"]


def compared(now: Merged, older: Merged) -> Merged:
    """The merged reports with what became of each finding since the older ones.

    A finding is closed only if its file was checked again: not if its repository has no report
    now, if that report has only findings since a commit, or if the file could not be read.
    """
    older = _with_names_of(now, older)
    before = {each.key for each in older.counted}
    keys = {each.key for each in now.findings}
    findings = [
        each.replace(status=Status.NEW)
        if each.status is Status.OPEN and each.key not in before
        else each
        for each in now.findings
    ]
    unread = {(each["repository"], each["path"]) for each in now.parts["errors"]}
    here = frozenset(now.repositories) - now.partial
    findings += [
        each.replace(status=Status.CLOSED)
        for each in older.counted
        if each.key not in keys
        and each.repository in here
        and (each.repository, each.finding.location.path) not in unread
    ]
    return now.replace(
        findings=tuple(sorted(findings, key=_order)),
        compared=True,
        not_compared=tuple(sorted(frozenset(older.repositories) - here)),
    )


def _order(each: MergedFinding) -> tuple[object, ...]:
    return (each.repository, each.finding.location.path, each.finding.location.span or ())


def _with_names_of(now: Merged, older: Merged) -> Merged:
    """The older reports; if both sides have a single repository, it is the same."""
    if len(now.repositories) != 1 or len(older.repositories) != 1:
        return older
    (name,) = now.repositories
    return older.replace(
        repositories=(name,),
        findings=tuple(each.replace(repository=name) for each in older.findings),
    )
