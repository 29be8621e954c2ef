"""The end of a report for people: at most four lines that say what was found and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from podlint.config.layers import fail_on_differs, fails
from podlint.document.visible import visible
from podlint.finding.report import Finding, Report
from podlint.finding.severity import Profile, Severity
from podlint.finding.since import Since
from podlint.finding.suppression import SuppressionKind
from podlint.finding.unchecked import Unchecked
from podlint.report.text.style import CLEAN, FAILED, QUIET, SEVERITY, Line, Part
from podlint.report.unchecked import unchecked_words
from podlint.report.view import View, counts, plural

__all__ = ["summary_lines"]

_MOST = 4
_SHORT = 8
"""The digits of a commit that are shown."""
_NO_FILES = "no YAML or JSON files found"
_FAILING = {
    Severity.ERROR: "errors",
    Severity.WARNING: "warnings and errors",
    Severity.INFO: "all findings",
}


def summary_lines(report: Report, view: View) -> Iterator[Line]:
    """What was found, what fixes or suppressions there are, and what was not checked."""
    return islice(_lines(report, view), _MOST)


def _lines(report: Report, view: View) -> Iterator[Line]:
    findings = report.counted
    if not findings and view.quiet:
        return
    if not report.files:
        said = "nothing was checked (see standard error)" if report.errors else _NO_FILES
        yield [(said, FAILED if report.errors else "")]
        return
    if findings:
        yield list(_verdict(findings, report, view))
    else:
        yield [
            (_clean(report), "" if report.errors or not (report.pods or report.builds) else CLEAN)
        ]
    if report.since and (findings or report.since.older):
        yield [(_older(report.since), QUIET)]
    if unbuilt := _unbuilt(report, view):
        yield [unbuilt]
    if offers := ", ".join(_offers(report, view)):
        yield [(offers, QUIET)]
    if unchecked := list(_unchecked(report, view)):
        yield unchecked
    if findings and view.config.shown_profile is not Profile.STRICT:
        yield [("to also report missing recommended practices, use --profile strict", QUIET)]


def _older(since: Since) -> str:
    older = f"{plural(since.older, 'older finding')} not shown" if since.older else "none is older"
    return f"since {visible(since.revision)} ({since.commit[:_SHORT]}): {older}"


def _clean(report: Report) -> str:
    files = plural(report.files, "file")
    if not (report.pods or report.builds):
        return f"no Pods found in {files}, so nothing was checked"
    found = "no new problems found" if report.since and report.since.older else "no problems found"
    where = f"{plural(report.pods, 'Pod')} in {files}" if report.pods else files
    builds = f" and {plural(len(report.builds), 'build')}" if report.builds else ""
    return f"{found}: checked {where}{builds}"


def _verdict(findings: tuple[Finding, ...], report: Report, view: View) -> Iterator[Part]:
    found = {each: number for each, number in counts(findings).items() if number}
    for position, (severity, number) in enumerate(found.items()):
        if position:
            yield ", ", ""
        named = f"{number} info" if severity is Severity.INFO else plural(number, severity.value)
        yield named, SEVERITY[severity]
    files = len({each.location.path for each in findings})
    yield f" in {files} of {plural(report.files, 'file')}; {_outcome(findings, report, view)}", ""


def _outcome(findings: tuple[Finding, ...], report: Report, view: View) -> str:
    fail_on = view.config.fail_on
    if report.errors:
        return "failing because some files could not be checked"
    failing = sum(fails(view.config, each) for each in findings)
    if fail_on_differs(view.config):
        verb = f"failing on {plural(failing, 'finding')}" if failing else "not failing"
        return f"{verb} (the setting fail-on differs between parts)"
    if fail_on == "never":
        return "not failing (--fail-on never)"
    if failing:
        return f"failing on {_FAILING[Severity(fail_on)]} (--fail-on {fail_on})"
    return f"not failing (--fail-on {fail_on})"


def _offers(report: Report, view: View) -> Iterator[str]:
    fixes = [each.fix.fix for each in report.counted if each.fix]
    safe = sum(1 for fix in fixes if fix.safe)
    if safe:
        yield f"{safe} fixable with --fix"
    if len(fixes) > safe:
        more = "more" if safe else "fixable"
        unsafe = len(fixes) - safe
        yield f"{unsafe} {more} with --fix --unsafe-fixes (review {_them(unsafe)})"
    suppressed = report.count_suppressed()
    if suppressed:
        option = "" if view.show_suppressed else " (--show-suppressed)"
        yield f"{_by_kind(suppressed)}{option}"


def _by_kind(suppressed: Mapping[SuppressionKind, int]) -> str:
    """``2 suppressed by comment, 12 by baseline``."""
    (first, number), *others = suppressed.items()
    words = (f"{number} by {kind}" for kind, number in others)
    return ", ".join([f"{number} suppressed by {first}", *words])


def _them(number: int) -> str:
    return "it" if number == 1 else "them"


def _unbuilt(report: Report, view: View) -> Part | None:
    """The first kustomization that was not built, with the place and the cause."""
    found = [each for each in report.unjudged if each.cause is Unchecked.KUSTOMIZATION]
    if not found:
        return None
    first, *others = found
    more = f"; {len(others)} more (--show-files)" if others else ""
    fails = view.config.fails_unchecked({Unchecked.KUSTOMIZATION: len(found)})
    suffix = "; failing (--fail-on-unchecked)" if fails else ""
    place = f"{visible(first.path)}:{first.line or 0}"
    return f"{place}: {visible(first.reason)}{more}{suffix}", FAILED if fails else QUIET


def _unchecked(report: Report, view: View) -> Iterator[Part]:
    words = unchecked_words(report)
    if words:
        causes = {*report.count_unchecked()} - {Unchecked.KUSTOMIZATION}
        fails = view.config.fails_unchecked(causes)
        suffix = "; failing (--fail-on-unchecked)" if fails else ""
        yield f"not checked: {words} (--show-files){suffix}", FAILED if fails else QUIET
    if failed := {each.path for each in report.errors}:
        files = plural(len(failed), "file")
        separator = "; " if words else ""
        yield f"{separator}not fully checked: {files} (see standard error)", FAILED
