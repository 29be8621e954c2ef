"""Findings for people: excerpts where they help, one line where they repeat, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from podlint.finding.report import Finding, Report
from podlint.finding.severity import Profile, Severity
from podlint.report.concise import place
from podlint.report.unchecked import file_lines, unchecked_words
from podlint.report.view import View, counts, plural

Part = tuple[str, str]
"""A piece of text and its style, in rich's words; an empty style is plain."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(report: Report, view: View) -> str:
    """The findings in order of file and line, and a summary.

    Errors and the first finding of each rule show the line they speak of. What to write follows
    each finding, why it matters the first of each rule.
    """
    lines: list[list[Part]] = []
    if view.statistics:
        lines += _statistics(view.shown(report))
    else:
        lines += _findings(view.shown(report))
    if view.files:
        lines += file_lines(report)
    lines += _summary(report, view)
    return _colored(lines, view) if view.color else _plain(lines)


def _findings(findings: tuple[Finding, ...]) -> Iterator[list[Part]]:
    seen: set[str] = set()
    for finding in findings:
        style = _STYLES[finding.severity]
        yield [
            (place(finding), "bold"),
            (" ", ""),
            (finding.severity.value, style),
            (f": {finding.message} ", ""),
            (f"[{finding.rule}]", "dim"),
            *_suppression(finding),
        ]
        if finding.severity is Severity.ERROR or finding.rule not in seen:
            yield from _excerpt(finding, style)
        if finding.help:
            yield [("  help: ", "blue"), (finding.help, "")]
        if finding.why and finding.rule not in seen:
            yield [("  why: ", "blue"), (finding.why, "")]
        seen.add(finding.rule)


def _suppression(finding: Finding) -> list[Part]:
    if finding.suppressed is None:
        return []
    reason = f": {finding.suppressed.reason}" if finding.suppressed.reason else ""
    return [(f" suppressed by {finding.suppressed.kind}{reason}", "dim")]


def _excerpt(finding: Finding, style: str) -> Iterator[list[Part]]:
    span, excerpt = finding.location.span, finding.excerpt
    if span is None or excerpt is None:
        return
    number = str(span.start_line)
    before = "".join("\t" if each == "\t" else " " * _columns(each) for each in excerpt.before)
    carets = "^" * max(1, sum(map(_columns, excerpt.marked)))
    gutter = " " * len(number)
    yield [(f"  {number} | ", "blue"), (str(excerpt), "")]
    yield [(f"  {gutter} | ", "blue"), (before + carets, style)]
    for related in finding.related:
        where = related.location
        line = f":{where.span.start_line}:{where.span.start_column}" if where.span else ""
        yield [(f"  {gutter} = ", "blue"), (f"{where.path}{line}: {related.message}", "")]


def _columns(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if character.isascii():
        return 1
    from unicodedata import combining, east_asian_width

    return 0 if combining(character) else 2 if east_asian_width(character) in "FW" else 1


def _statistics(findings: tuple[Finding, ...]) -> Iterator[list[Part]]:
    for rule, number in sorted(
        Counter(each.rule for each in findings).items(), key=lambda item: (-item[1], item[0])
    ):
        yield [(f"{number:6} ", "bold"), (rule, "")]


def _summary(report: Report, view: View) -> Iterator[list[Part]]:
    findings = report.counted
    if not findings and view.quiet:
        return
    if not report.files and not report.errors:
        yield [("no YAML or JSON files found", "")]
        return
    checked = f"{plural(report.pods, 'Pod')} in {plural(report.files, 'file')}"
    if not findings:
        yield [(_clean(report, checked), "" if report.errors else "green")]
    else:
        yield [("", "")]
        yield list(_verdict(findings, report, view))
    yield from _notes(report, view)
    if findings and view.config.shown_profile is not Profile.STRICT:
        yield [("--profile strict also shows missing practices", "dim")]


def _clean(report: Report, checked: str) -> str:
    if not report.pods:
        return f"no Pods found in {plural(report.files, 'file')}; nothing was checked"
    return f"no problems: checked {checked}"


def _verdict(findings: tuple[Finding, ...], report: Report, view: View) -> Iterator[Part]:
    found = {each: number for each, number in counts(findings).items() if number}
    for position, (severity, number) in enumerate(found.items()):
        if position:
            yield ", ", ""
        noun = "note" if severity is Severity.INFO else severity.value
        yield plural(number, noun), _STYLES[severity]
    files = len({each.location.path for each in findings})
    yield f" in {files} of {plural(report.files, 'file')}", ""
    if report.errors:
        yield "; fails because not everything could be checked", ""
    elif view.config.fail_on == "never":
        yield "; --fail-on never: they do not fail the run", ""
    elif any(view.config.fails(each.severity) for each in findings):
        yield f"; fails because some are {_or_worse(view.config.fail_on)} (--fail-on)", ""
    else:
        yield f"; does not fail: none is {_or_worse(view.config.fail_on)} (--fail-on)", ""


def _or_worse(severity: str) -> str:
    return (
        "an error"
        if severity == "error"
        else f"{'a warning' if severity == 'warning' else 'a note'} or worse"
    )


def _notes(report: Report, view: View) -> Iterator[list[Part]]:
    suppressed = len(report.findings) - len(report.counted)
    if suppressed:
        yield [(f"{suppressed} suppressed (--show-suppressed)", "dim")]
    if fixes := [each.fix.fix for each in report.counted if each.fix]:
        unsafe = sum(1 for fix in fixes if not fix.safe)
        parts = [f"{len(fixes) - unsafe} fixable (--fix)"] if len(fixes) > unsafe else []
        parts += [f"{unsafe} fixable with a look (--fix --unsafe-fixes)"] if unsafe else []
        yield [(", ".join(parts), "dim")]
    if unchecked := unchecked_words(report):
        fails = view.config.fails_unchecked(report.count_unchecked())
        suffix = "; fails (--fail-on-unchecked)" if fails else ""
        yield [(f"not checked: {unchecked} (--show-files){suffix}", "red" if fails else "dim")]
    if failed := {each.path for each in report.errors}:
        yield [(f"not checked in full: {plural(len(failed), 'file')} (see standard error)", "red")]


def _plain(lines: list[list[Part]]) -> str:
    return "".join("".join(text for text, _ in line) + "\n" for line in lines)


def _colored(lines: list[list[Part]], view: View) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    buffer = StringIO()
    console = Console(
        file=buffer,
        force_terminal=True,
        color_system="standard",
        width=view.width,
        legacy_windows=False,
    )
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    return buffer.getvalue()
