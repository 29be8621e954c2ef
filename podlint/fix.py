"""Findings to edited text: comments kept, read again and linted again to prove it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from podlint.document import EditRefused, apply_edits, conflict
from podlint.encoding import UTF8
from podlint.finding import Finding, LocatedFix, ReadError, Report, Severity
from podlint.frozen import Frozen
from podlint.internal_error import internal_error
from podlint.redaction import Source

_MOST_ROUNDS = 10

Lint = Callable[[str], Sequence[Finding]]
"""Lints the text of the file that is being fixed and gives its findings.

It raises `UncheckedError` if podlint fails on that text.
"""


class UncheckedError(Exception):
    """A changed text cannot be checked."""


class Unfixed(Frozen):
    """A finding whose fix was not made, and why."""

    finding: Finding
    reason: str


class Fixed(Frozen):
    """A file after its fixes.

    Attributes:
        path: The file.
        before: Its text as it was.
        after: Its text with the fixes; the same if none was made.
        fixed: The findings that are mended.
        unfixed: The findings whose fixes could not be made.
        secrets: What must not be shown of the texts, beside the secrets that one sees in them.
        encoding: How the file is written, as in `podlint.encoding.Decoded`.
    """

    path: str
    before: str
    after: str
    fixed: tuple[Finding, ...]
    unfixed: tuple[Unfixed, ...]
    secrets: tuple[str, ...] = ()
    encoding: str = UTF8


def fix_text(
    path: str, text: str, lint: Lint, *, unsafe: bool = False, most_rounds: int = _MOST_ROUNDS
) -> Fixed:
    """Make the fixes of a file until there is nothing left to fix.

    Fixes that meet each other wait for the next round. A round is taken back, and its fixes are
    tried one at a time, if the text it makes cannot be read, still has what was fixed, or has an
    error that was not there.

    Args:
        path: What the file is called.
        text: Its text.
        lint: Gives the findings of a changed text.
        unsafe: Make fixes that are not safe, too.
        most_rounds: Stop after so many rounds, whatever is left.
    """
    before, fixed, refused = text, list[Finding](), dict[str, Unfixed]()
    findings = lint(text)
    for _ in range(most_rounds):
        wanted = [each for each in _fixable(findings, unsafe) if each.identity not in refused]
        if not wanted:
            break
        batch = _compatible(wanted)
        outcome = _attempt(text, findings, batch, lint)
        if isinstance(outcome, str) and len(batch) > 1:
            batch = batch[:1]
            outcome = _attempt(text, findings, batch, lint)
        if isinstance(outcome, str):
            refused[batch[0].identity] = Unfixed(batch[0], outcome)
            continue
        text, findings = outcome
        fixed += batch
        refused.clear()
    return Fixed(path, before, text, tuple(fixed), tuple(refused.values()))


def left_alone(
    source: Source, link: str, findings: Iterable[Finding], *, unsafe: bool = False
) -> Fixed:
    """A file to which a symbolic link leads: none of its fixes is made.

    Args:
        source: The file.
        link: The path of the link.
        findings: The findings of this file and of others.
        unsafe: Fixes that are not safe are asked for, too.
    """
    reason = f"`{link}` is a symbolic link, and podlint writes through none"
    own = (each for each in findings if each.location.path == source.path)
    unfixed = tuple(Unfixed(each, reason) for each in _fixable(own, unsafe))
    return Fixed(source.path, source.text, source.text, (), unfixed)


def fix_file(
    source: Source,
    report: Callable[[list[str]], Report],
    texts: dict[str, str],
    known: Collection[str],
    unsafe: bool,
) -> Fixed | ReadError:
    """Make the fixes of a file that is linted together with others.

    Args:
        source: The file.
        report: Lints files by their paths.
        texts: The texts that files have by now, by absolute path; the file's is put there.
        known: The messages of the errors that there are without any fix.
        unsafe: Make fixes that are not safe, too.

    Returns:
        The file after its fixes; an error, and the file as it was, if podlint fails.
    """
    absolute = str(Path(source.path).absolute())

    def lint_again(text: str) -> Sequence[Finding]:
        texts[absolute] = text
        after = report([source.path])
        if any(each.message not in known for each in after.errors):
            raise UncheckedError
        return after.findings

    try:
        result = fix_text(source.path, source.text, lint_again, unsafe=unsafe)
    except Exception as error:
        texts[absolute] = source.text
        return internal_error(error, source.path)
    texts[absolute] = result.after
    return result.replace(secrets=source.redaction.words, encoding=source.encoding)


def _fixable(findings: Iterable[Finding], unsafe: bool) -> list[Finding]:
    return [
        each
        for each in findings
        if each.fix and each.suppressed is None and (unsafe or each.fix.fix.safe)
    ]


def _compatible(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose fixes can be made together, first come first served."""
    chosen: list[Finding] = []
    for finding in findings:
        if not any(_meet(finding.fix, other.fix) for other in chosen):
            chosen.append(finding)
    return chosen


def _meet(one: LocatedFix | None, other: LocatedFix | None) -> bool:
    if one is None or other is None or one.document != other.document:
        return False
    return any(conflict(edit, against) for edit in one.fix.edits for against in other.fix.edits)


def _attempt(
    text: str, findings: Sequence[Finding], batch: Sequence[Finding], lint: Lint
) -> tuple[str, Sequence[Finding]] | str:
    """The text after a batch of fixes with its findings, or why it is not to be had."""
    edits = [(each.fix.document, edit) for each in batch if each.fix for edit in each.fix.fix.edits]
    edited = apply_edits(text, edits)
    if isinstance(edited, EditRefused):
        return edited.reason
    try:
        after = lint(edited.text)
    except UncheckedError:
        return "podlint fails on the text that the fix would make"
    mended = {each.identity for each in batch}
    if any(each.identity in mended for each in after):
        return "the finding is still there after the fix"
    known = {each.identity for each in findings}
    for each in after:
        if each.severity is Severity.ERROR and each.identity not in known:
            return f"the fix would bring another fault: {each.message}"
    return edited.text, after
