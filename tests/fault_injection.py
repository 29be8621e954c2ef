"""A rule that fails on one of a hundred files, seen through the command line.

The tests try a sample; all rules: python tests/fault_injection.py
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from podlint import check
from podlint.document import Document
from podlint.examples import read_example
from podlint.finding import JudgedComment
from podlint.objects import ObjectSet
from podlint.output import Output
from podlint.pack import BUILTIN, load_package
from podlint.rule import Rule
from podlint.static_pods import StaticPodFile

FILES = 100
_BESIDE = 10
"""So many of the others lie in the folder of the file that the rule fails on."""
_FINDING = re.compile(r"\S+:\d+:\d+ (?:error|warning|info): .*\]$")
_MARK = "# the rule fails here"
SECRET = "what an exception says, which may be a value of the manifest"


class Outcome(NamedTuple):
    """What a run of `podlint check` gave: exit code, text, JSON, SARIF, standard error."""

    code: int
    text: str
    json: dict[str, Any]
    sarif: dict[str, Any]
    told: str


def one_of_each_target() -> list[Rule]:
    """A rule for every type that rules visit."""
    return list({rule.target_name: rule for rule in load_package(BUILTIN)}.values())


def write_files(folder: Path, rule: Rule, count: int = FILES) -> Path:
    """Manifests, one of which is an example of the rule; the path of that."""
    others = (
        read_example(other.bad[0]).text
        for other in load_package(BUILTIN)
        if other.name != rule.name and "# file:" not in other.bad[0]
    )
    for number, text in zip(range(count - 1), others, strict=False):
        unit = folder / ("beside" if number < _BESIDE else f"unit-{number % 9}")
        unit.mkdir(parents=True, exist_ok=True)
        (unit / f"{number}.yaml").write_text(text)
    example = read_example(rule.bad[0])
    marked = None
    for name, ahead, text in example.files("target.yaml"):
        path = folder / "beside" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = range(ahead + 1, ahead + text.count("\n") + 1)
        if marked is None and any(each.line in lines for each in example.expected):
            marked = path
            path.write_text(f"{text}{_MARK}\n")
        else:
            path.write_text(text)
    assert marked
    return marked


def failing(rule: Rule, once: bool = False) -> Rule:
    """The rule, made to raise on what lies in the marked file: always, or the first time only."""
    state = {"raised": False}
    works = rule.check

    def fails(target: object, *options: object) -> Iterable[Any]:
        meant = any(_MARK in document.text for document in _documents(target))
        if meant and not (once and state["raised"]):
            state["raised"] = True
            raise ValueError(SECRET)
        return works(target, *options)

    fields = {name: getattr(rule, name) for name in Rule._fields}
    return Rule(**{**fields, "check": fails})


def _documents(target: Any) -> Iterator[Document]:
    if isinstance(target, ObjectSet):
        yield from (each.at.document for each in target.objects)
    elif isinstance(target, StaticPodFile):
        yield from target.documents
    elif isinstance(target, JudgedComment):
        yield target.comment.document
    elif isinstance(target, Document):
        yield target
    else:
        owner = getattr(target, "object", None) or getattr(target, "pod", None) or target
        yield owner.at.document


@contextmanager
def _rules(rules: Sequence[Rule]) -> Iterator[None]:
    original = check.installed_rules
    check.installed_rules = lambda _: tuple(rules)
    try:
        yield
    finally:
        check.installed_rules = original


def run(rules: Sequence[Rule], jobs: int) -> Outcome:
    """Check the working directory with everything on, in text, JSON and SARIF at once."""
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "report.json"), Path(folder, "report.sarif")
        request = check.Request(
            paths=(".",), form="text", outputs=(f"json={reports[0]}", f"sarif={reports[1]}"),
            settings={"profile": "strict", "preview": True, "fail-on": "never"},
            config=None, isolated=True, stdin_filename="-", force_exclude=False,
            require_objects=False, show_suppressed=True, fix=False, unsafe_fixes=False, diff=False,
            color=False, statistics=False, jobs=jobs,
        )  # fmt: skip
        out, err = io.StringIO(), io.StringIO()
        with _rules(rules):
            code = check.perform(request, io.StringIO(), Output(out), Output(err))
        as_json, as_sarif = (json.loads(path.read_text()) for path in reports)
    return Outcome(code, out.getvalue(), as_json, as_sarif, err.getvalue())


def faults(
    rule: Rule, marked: str, before: Outcome, after: Outcome, once: bool = False
) -> Iterator[str]:
    """What is wrong with a run in which the rule failed, compared with one in which it did not.

    Args:
        rule: The rule.
        marked: The path of the file that it fails on.
        before: The run without a failure.
        after: The run with one.
        once: It failed the first time only.
    """
    blamed = marked
    if once and rule.target_name.endswith(".ObjectSet"):
        # It did not fail when it ran again, so that nobody knows which object it was.
        blamed = marked.rpartition("/")[0]

    def elsewhere(finding: dict[str, Any]) -> bool:
        return not (finding["path"] == marked and finding["rule"] == rule.name)

    if before.code != 0 or after.code != 2:
        yield f"exit codes {before.code} and {after.code}"
    if list(filter(elsewhere, before.json["findings"])) != list(
        filter(elsewhere, after.json["findings"])
    ):
        yield "JSON has other findings"
    errors = {(each["rule"], each["path"], each["internal"]) for each in after.json["errors"]}
    if errors != {(rule.name, blamed, True)}:
        yield f"JSON has the errors {errors}"
    (one,), (other,) = before.sarif["runs"], after.sarif["runs"]
    if _results(one, rule.name, marked) != _results(other, rule.name, marked):
        yield "SARIF has other results"
    (invocation,) = other["invocations"]
    notes = [
        each.get("associatedRule", {}).get("id")
        for each in invocation["toolExecutionNotifications"]
        if each["level"] == "error"
    ]
    if invocation["executionSuccessful"] or set(notes) != {rule.name}:
        yield f"SARIF has the notifications {notes}"
    if _lines(before.text, rule.name, marked) - _lines(after.text, rule.name, marked):
        yield "the text lacks findings"
    if f"podlint: {blamed}: internal error in rule {rule.name}" not in after.told:
        yield f"standard error says {after.told!r}"
    if SECRET in f"{after}":
        yield "the words of the exception are shown"


def _results(sarif_run: dict[str, Any], rule: str, marked: str) -> list[tuple[Any, ...]]:
    return [
        (each["ruleId"], each["message"], each["locations"], each["partialFingerprints"])
        for each in sarif_run["results"]
        if not (
            each["ruleId"] == rule
            and each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == marked
        )
    ]


def _lines(text: str, rule: str, marked: str) -> set[str]:
    """The lines of findings; the lines shown below the first of a rule are not counted."""
    lines = (line.partition(" suppressed by")[0] for line in text.splitlines())
    return {
        line
        for line in lines
        if _FINDING.match(line) and not (line.startswith(f"{marked}:") and f"[{rule}]" in line)
    }


def examine(rule: Rule, folder: Path, report: Callable[[str], None], files: int = FILES) -> int:
    """Make a rule fail on one of some files, serially and in parallel; the number of faults."""
    marked = write_files(folder, rule, files).relative_to(folder).as_posix()
    here = Path.cwd()
    os.chdir(folder)
    count = 0
    try:
        rules = load_package(BUILTIN)
        before = run(rules, 1)
        for jobs, once in ((1, False), (2, False), (1, True)):
            spoilt = [failing(rule, once) if each.name == rule.name else each for each in rules]
            after = run(spoilt, jobs)
            for fault in faults(rule, marked, before, after, once):
                count += 1
                report(f"{rule.name}, {jobs} jobs{', once' if once else ''}: {fault}")
    finally:
        os.chdir(here)
    return count


def main() -> int:
    """Examine all rules, or those that are named; print what is wrong."""
    chosen = [
        rule for rule in load_package(BUILTIN) if not sys.argv[1:] or rule.name in sys.argv[1:]
    ]
    count = 0
    for rule in chosen:
        with tempfile.TemporaryDirectory() as folder:
            count += examine(rule, Path(folder), print)
    print(f"{len(chosen)} rules made to fail on one of {FILES} files: {count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
