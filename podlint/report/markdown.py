"""Markdown for the summary of a CI job, or for a comment on a pull or merge request.

GitHub accepts up to 65,536 characters in a comment, so the list ends before that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from podlint.finding.report import Finding, Report
from podlint.finding.severity import Severity
from podlint.report.builds import sentence_on_builds
from podlint.report.named_files import in_repository
from podlint.report.unchecked import unchecked_words
from podlint.report.view import NOUNS, View, counts, plural

_LONGEST = 60_000
_SPECIAL = re.compile(r"[\\*_\[\]|~$#]")
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
_IN_TEXT = str.maketrans(_REFERENCES)
_IN_CODE = str.maketrans(_REFERENCES | {each: f"&#{ord(each)};" for each in "`*_[]~\\$!|#"})
"""Markdown would see its own marks in a tag, too, and a mention in ``@name``."""
_MARKS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}  # noqa: RUF001


def render(report: Report, view: View) -> str:
    """The totals, the findings by file, and what could not be checked."""
    findings = view.shown(report)
    parts = [f"## podlint: {_totals(report)}\n"]
    room = _LONGEST
    for number, part in enumerate(_by_file(findings, view)):
        if len(part) > room:
            parts.append(f"\nThe report is too long: {_left(findings, number)} not shown.\n")
            break
        parts.append(part)
        room -= len(part)
    parts += [f"\n- ❌ {_escaped(each.path)}: {_text(each.message)}\n" for each in report.errors]
    if left := unchecked_words(report):
        parts.append(f"\nNot checked: {_text(left)}.\n")
    return "".join(parts)


def _totals(report: Report) -> str:
    found = [
        plural(number, NOUNS[severity])
        for severity, number in counts(report.counted).items()
        if number
    ]
    checked = f"{plural(report.pods, 'Pod')} in {plural(report.files, 'file')}"
    return f"{', '.join(found) if found else 'no problems'} in {checked}"


def _by_file(findings: Iterable[Finding], view: View) -> Iterator[str]:
    path = None
    for finding in findings:
        heading = ""
        if finding.location.path != path:
            path = finding.location.path
            heading = f"\n### {_code(in_repository(path, view.repository))}\n\n"
        yield heading + _item(finding, view)


def _item(finding: Finding, view: View) -> str:
    span = finding.location.span
    place = f"line {span.start_line}" if span else _code(finding.field)
    link = f"[{finding.rule}]({view.link_to(finding.rule)})"
    mark = f" (suppressed by {_text(str(finding.suppressed))})" if finding.suppressed else ""
    lines = [f"- {_MARKS[finding.severity]} {place}: **{_text(finding.message)}** {link}{mark}"]
    others = (finding.help, finding.why, sentence_on_builds(finding))
    lines += [f"  <br>{_text(text)}" for text in others if text]
    return "\n".join(lines) + "\n"


def _left(findings: tuple[Finding, ...], shown: int) -> str:
    number = len(findings) - shown
    return f"{plural(number, 'finding')} {'is' if number == 1 else 'are'}"


def _text(text: str) -> str:
    """A text in which only what stands between backquotes is code, and nothing is markup."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _escaped(text.replace("`", "'"))
    return "".join(_code(each) if index % 2 else _escaped(each) for index, each in enumerate(parts))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text.replace("`", "'")).translate(_IN_TEXT)


def _code(text: str) -> str:
    """Code as a tag: a code span of Markdown breaks tables and cannot hold backquotes."""
    return f"<code>{text.translate(_IN_CODE)}</code>"
