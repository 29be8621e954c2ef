"""Writes fixed files, and says what was fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from podlint.cli.output import Output
from podlint.finding.report import Finding, ReadError
from podlint.fix import Fixed
from podlint.report.view import plural

__all__ = ["tell_fixes", "written"]


def written(results: Iterable[Fixed]) -> tuple[tuple[Fixed, ...], tuple[ReadError, ...]]:
    """Write the files that are fixed, each as a whole.

    Returns:
        The results without the files that cannot be written, and an error for each of these.
    """
    done: list[Fixed] = []
    failed: list[ReadError] = []
    for each in results:
        if each.after != each.before:
            from podlint.cli.whole_file import UnwrittenError, write_whole

            try:
                write_whole(Path(each.path), each.after, each.encoding)
            except UnwrittenError as error:
                failed.append(ReadError(each.path, f"cannot write this file: {error.reason}"))
                continue
        done.append(each)
    return tuple(done), tuple(failed)


def tell_fixes(results: Sequence[Fixed], stderr: Output, *, diff: bool, quiet: bool) -> None:
    """Say what was not fixed and why, and, unless quiet, what was fixed, by file and rule.

    Args:
        results: The files that had something to fix.
        stderr: The stream to write to.
        diff: Nothing was written.
        quiet: Say only what was not fixed.
    """
    for result in results:
        for each in result.unfixed:
            span = each.finding.location.span
            place = f"{result.path}:{span.start_line}:{span.start_column}" if span else result.path
            stderr.write_line(f"podlint: {place}: not fixed: {each.reason} [{each.finding.rule}]")
    if quiet:
        return
    fixed = [each for each in results if each.fixed]
    number = sum(len(each.fixed) for each in fixed)
    verb = "would fix" if diff else "fixed"
    for result in fixed:
        stderr.write_line(f"{verb} {result.path}: {_rules_of(result.fixed)}")
    stderr.write_line(f"{verb} {plural(number, 'problem')} in {plural(len(fixed), 'file')}")


def _rules_of(findings: Iterable[Finding]) -> str:
    """The rules of findings, with the number of findings of each if there are several."""
    numbers = sorted(Counter(each.rule for each in findings).items())
    return ", ".join(rule if number == 1 else f"{rule} ({number})" for rule, number in numbers)
