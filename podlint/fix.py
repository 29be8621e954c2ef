"""Applies fixes to texts, keeps their comments, and lints the new texts to verify the fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from podlint.document import EditRefused, apply_edits, conflict
from podlint.document.encoding import UTF8
from podlint.document.redaction import Source
from podlint.finding.internal_error import InternalError, internal_error
from podlint.finding.report import Finding, LocatedFix, ReadError, Report
from podlint.finding.severity import Severity
from podlint.startup.frozen import Frozen

__all__ = ["Fixed", "UncheckedError", "Unfixed", "compatible", "fix_files", "fix_text", "fixable"]

_MOST_ROUNDS = 20


class UncheckedError(Exception):
    """A changed text cannot be checked."""


class Unfixed(Frozen):
    """A finding whose fix was not made, and the reason."""

    finding: Finding
    reason: str


class Fixed(Frozen):
    """A file after its fixes.

    Attributes:
        path: The file.
        before: The original text.
        after: The text with the fixes; the same as `before` if no fix was made.
        fixed: The findings that are fixed.
        unfixed: The findings whose fixes could not be made.
        encoding: The encoding of the file, as in `podlint.document.encoding.Decoded`.
        secrets: The parts of the texts that must not be shown, in addition to the secrets that
            podlint finds itself.
    """

    path: str
    before: str
    after: str
    fixed: tuple[Finding, ...]
    unfixed: tuple[Unfixed, ...]
    encoding: str = UTF8
    secrets: tuple[str, ...] = ()


def fix_files(
    before: Report,
    lint: Callable[[Mapping[str, str]], Report],
    left_alone: Callable[[str], str | None] = lambda _: None,
    *,
    unsafe: bool = False,
    most_rounds: int = _MOST_ROUNDS,
) -> tuple[tuple[Fixed, ...], Report]:
    """Apply fixes to several files until nothing is left to fix.

    Each round applies all fixes that do not overlap, and lints all files once. If the new text of a
    file cannot be read, still has the findings or has a new error, the earlier text is restored.
    From then on, the fixes of this file are tried one by one.

    Args:
        before: The report on the files before the fixes.
        lint: Returns the report on the same files, some of them with new texts, by path.
        left_alone: Returns the reason why a file must not be changed; None if it may be.
        unsafe: Also make unsafe fixes.
        most_rounds: The maximum number of rounds.

    Returns:
        The files that have fixes, and the report on all files after the fixes.
    """
    known: dict[str, _File] = {}
    report = before
    for _ in range(most_rounds):
        # A fix in one file can reveal findings in others, such as what kustomize once built of it.
        paths = {each.location.path for each in report.findings if each.fix} - known.keys()
        new = (source for source in report.sources if source.path in paths)
        known |= {source.path: _File(source, before) for source in new}
        files = tuple(known.values())
        tried = [file for file in files if file.propose(report, unsafe, left_alone)]
        if not tried:
            break
        after = lint({file.path: file.proposed for file in files})
        settled = [file.settle(report, after) for file in tried]
        report = after if all(settled) else lint({file.path: file.text for file in files})
    failed = [file.failure for file in known.values() if file.failure]
    fixed = tuple(file.result() for file in known.values() if not file.failure)
    return fixed, report.replace(errors=(*report.errors, *failed))


def fix_text(
    path: str,
    text: str,
    lint: Callable[[str], Sequence[Finding]],
    *,
    unsafe: bool = False,
    most_rounds: int = _MOST_ROUNDS,
) -> Fixed:
    """Apply fixes to one text; see `fix_files`.

    Args:
        path: The name of the file.
        text: Its text.
        lint: Returns the findings of a text. It raises `UncheckedError` if podlint fails on it.
        unsafe: Also make unsafe fixes.
        most_rounds: The maximum number of rounds.
    """

    def lint_texts(texts: Mapping[str, str]) -> Report:
        try:
            findings = tuple(
                each.replace(location=each.location.replace(path=path))
                for each in lint(texts[path])
            )
        except UncheckedError:
            return Report(
                (), errors=(ReadError(path, "podlint cannot check the text with the fix"),)
            )
        return Report(findings, sources=(Source(path, texts[path]),))

    fixed, _ = fix_files(
        lint_texts({path: text}), lint_texts, unsafe=unsafe, most_rounds=most_rounds
    )
    return fixed[0] if fixed else Fixed(path, text, text, (), ())


class _File:
    """The state of a file during the rounds.

    Attributes:
        path: The file.
        text: The text with all verified fixes.
        proposed: The text with the fixes of this round.
        failure: The error of podlint on this file, which then keeps its text.
    """

    def __init__(self, source: Source, before: Report) -> None:
        self.path = source.path
        self._encoding = source.encoding
        self._secrets = source.redaction.words
        self.text = self.proposed = self._before = source.text
        self.failure: InternalError | None = None
        self._batch: list[Finding] = []
        self._fixed: list[Finding] = []
        self._unfixed: dict[str, Unfixed] = {}
        self._one_at_a_time = False
        self._known_errors = {each.message for each in before.errors if each.path == self.path}

    def propose(
        self, report: Report, unsafe: bool, left_alone: Callable[[str], str | None]
    ) -> bool:
        """Make the next text to try; return False if nothing is left to fix."""
        self.proposed = self.text
        if self.failure:
            return False
        try:
            if reason := left_alone(self.path):
                found = [each for each in report.findings if each.location.path == self.path]
                self._unfixed = {
                    each.identity: Unfixed(each, reason) for each in fixable(found, unsafe)
                }
                return False
            return self._propose(report, unsafe)
        except Exception as error:
            self.text = self.proposed = self._before
            self.failure = internal_error(error, self.path)
            return False

    def _propose(self, report: Report, unsafe: bool) -> bool:
        found = [each for each in report.findings if each.location.path == self.path]
        wanted = [each for each in fixable(found, unsafe) if each.identity not in self._unfixed]
        while wanted:
            self._batch = wanted[:1] if self._one_at_a_time else compatible(wanted)
            edited = apply_edits(
                self.text,
                [
                    (each.fix.document, edit)
                    for each in self._batch
                    if each.fix
                    for edit in each.fix.fix.edits
                ],
            )
            if not isinstance(edited, EditRefused):
                self.proposed = edited.text
                return True
            if len(self._batch) == 1:
                self._refuse(edited.reason)
                wanted = wanted[1:]
            self._one_at_a_time = True
        return False

    def settle(self, before: Report, after: Report) -> bool:
        """Accept the proposed text or reject it; return whether it is accepted."""
        reason = self._fault_of(before, after)
        if reason is None:
            self.text = self.proposed
            self._fixed += self._batch
            self._unfixed.clear()
            self._one_at_a_time = False
            return True
        if len(self._batch) == 1:
            self._refuse(reason)
        self._one_at_a_time = len(self._batch) > 1
        self.proposed = self.text
        return False

    def _refuse(self, reason: str) -> None:
        self._unfixed[self._batch[0].identity] = Unfixed(self._batch[0], reason)

    def _fault_of(self, before: Report, after: Report) -> str | None:
        """Why the proposed text is rejected; None if it is accepted."""
        if any(
            each.path == self.path and each.message not in self._known_errors
            for each in after.errors
        ):
            return "podlint cannot check the text with the fix"
        found = [each for each in after.findings if each.location.path == self.path]
        # Findings without a field, such as those about syntax, can have the same identity.
        left = self._numbers(before) - Counter(each.identity for each in self._batch)
        numbers = self._numbers(after)
        if any(numbers[each.identity] > left[each.identity] for each in self._batch):
            return "the fix does not remove the finding"
        known = {each.identity for each in before.findings}
        revealed = {_object(each) for each in self._batch if each.fix and each.fix.fix.reveals}
        for each in found:
            is_new = each.severity is Severity.ERROR and each.identity not in known
            if is_new and _object(each) not in revealed:
                return f"the fix causes another error: {each.message}"
        return None

    def _numbers(self, report: Report) -> Counter[str]:
        """How many findings of the file have each identity."""
        return Counter(each.identity for each in report.findings if each.location.path == self.path)

    def result(self) -> Fixed:
        """The result for the file."""
        unfixed = tuple(self._unfixed.values())
        return Fixed(
            self.path,
            self._before,
            self.text,
            tuple(self._fixed),
            unfixed,
            self._encoding,
            self._secrets,
        )


def _object(finding: Finding) -> tuple[str | None, ...] | None:
    """The object of a finding, whatever its API version is."""
    found = finding.object
    return (found.kind, found.namespace, found.name) if found else None


def fixable(findings: Iterable[Finding], unsafe: bool) -> list[Finding]:
    """The findings that have a fix to make; unsafe ones are left out unless `unsafe`."""
    return [
        each
        for each in findings
        if each.fix and each.suppressed is None and (unsafe or each.fix.fix.safe)
    ]


def compatible(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose fixes do not overlap; earlier ones take precedence."""
    chosen: list[Finding] = []
    for finding in findings:
        if not any(_meet(finding.fix, other.fix) for other in chosen):
            chosen.append(finding)
    return chosen


def _meet(one: LocatedFix | None, other: LocatedFix | None) -> bool:
    if one is None or other is None or one.document != other.document:
        return False
    return any(conflict(edit, against) for edit in one.fix.edits for against in other.fix.edits)
