"""A rule that fails on one of a hundred files, seen through the command line.

The tests try a sample. ``make injection`` tries all rules, or those that ARGS names.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import podlint.engine.search_report
from podlint.cli import check, project
from podlint.cli.output import Output
from podlint.document import Document
from podlint.relations.object_set import ObjectSet
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule
from podlint.targets.judged_suppression import DeadBaselineEntry, JudgedSuppression
from podlint.targets.static_pod_file import StaticPodFile

FILES = 100
_BESIDE = 10
"""So many of the others lie in the folder of the file that the rule fails on."""
_FINDING = re.compile(r"\S+:\d+:\d+ (?:error|warning|info): .*\]$")
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
            # Behind the line that parts two files of an example, it would be another document.
            path.write_text(text.removesuffix("---\n") + f"{_mark(rule)}\n")
        else:
            path.write_text(text)
    assert marked
    return marked


def write_together(folder: Path, rules: Sequence[Rule]) -> dict[str, Path]:
    """A hundred examples, ten in a folder; the paths by the names of their rules.

    Args:
        folder: Where to write them.
        rules: The rules whose examples are among them.
    """
    names = {rule.name for rule in rules}
    others = [
        rule
        for rule in load_package(BUILTIN)
        if rule.name not in names and "# file:" not in rule.bad[0]
    ]
    paths = {}
    for number, rule in enumerate([*rules, *others][:FILES]):
        path = folder / f"unit-{number // 10}" / f"{rule.name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{read_example(rule.bad[0]).text}{_mark(rule)}\n")
        paths[rule.name] = path
    return paths


def _mark(rule: Rule) -> str:
    return f"# the rule {rule.name} fails here"


def failing(rule: Rule, once: bool = False) -> Rule:
    """The rule, made to raise on what lies in the marked file: always, or the first time only."""
    state = {"raised": False}
    works, mark = rule.check, _mark(rule)

    def fails(target: object, *options: object) -> Iterable[Any]:
        meant = any(mark in document.text for document in _documents(target))
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
    elif isinstance(target, JudgedSuppression | DeadBaselineEntry):
        yield target.at.document
    elif isinstance(target, Document):
        yield target
    else:
        owner = getattr(target, "object", None) or getattr(target, "pod", None) or target
        yield owner.at.document


@contextmanager
def _rules(rules: Sequence[Rule]) -> Iterator[None]:
    original = project.installed_rules
    project.installed_rules = lambda *_: tuple(rules)
    try:
        yield
    finally:
        project.installed_rules = original


def run(rules: Sequence[Rule], jobs: int) -> Outcome:
    """Check the working directory with everything on, in text, JSON and SARIF at once."""
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "report.json"), Path(folder, "report.sarif")
        request = check.Request(
            paths=(".",), isolated=True,
            settings={
                "profile": "strict", "preview": True, "fail-on": "never", "jobs": jobs,
                "output": [f"json={reports[0]}", f"sarif={reports[1]}"],
                "show-suppressed": True, "color": "never",
            },
        )  # fmt: skip
        out, err = io.StringIO(), io.StringIO()
        with _rules(rules):
            code = check.perform(request, io.StringIO(), Output(out), Output(err))
        as_json, as_sarif = (json.loads(path.read_text()) for path in reports)
    return Outcome(code, out.getvalue(), as_json, as_sarif, err.getvalue())


def faults(
    failed: Mapping[Rule, str], before: Outcome, after: Outcome, once: bool = False
) -> Iterator[str]:
    """What is wrong with a run in which rules failed, compared with one in which none did.

    Args:
        failed: The rules, and the path of the file that each fails on.
        before: The run without a failure.
        after: The run with one.
        once: Each failed the first time only.
    """
    missing = _missing({rule.name: path for rule, path in failed.items()}, before)
    # A rule that does not fail when it runs again over a unit leaves open which object it was.
    blamed = {
        (path.rpartition("/")[0], rule.name)
        if once and rule.target_name.endswith(".ObjectSet")
        else (path, rule.name)
        for rule, path in failed.items()
    }

    def elsewhere(finding: dict[str, Any]) -> bool:
        return (finding["path"], finding["rule"]) not in missing

    if before.code != 0 or after.code != 2:
        yield f"exit codes {before.code} and {after.code}"
    if list(filter(elsewhere, before.json["findings"])) != list(
        filter(elsewhere, after.json["findings"])
    ):
        yield "JSON has other findings"
    errors = {(each["path"], each["rule"]) for each in after.json["errors"]}
    if errors != blamed or not all(each["internal"] for each in after.json["errors"]):
        yield f"JSON has the errors {errors}"
    (one,), (other,) = before.sarif["runs"], after.sarif["runs"]
    if _results(one, missing) != _results(other, missing):
        yield "SARIF has other results"
    (invocation,) = other["invocations"]
    notes = {
        each.get("associatedRule", {}).get("id")
        for each in invocation["toolExecutionNotifications"]
        if each["level"] == "error"
    }
    if invocation["executionSuccessful"] or notes != {rule for _, rule in blamed}:
        yield f"SARIF has the notifications {notes}"
    if _lines(before.text, missing) - _lines(after.text, missing):
        yield "the text lacks findings"
    for path, rule in blamed:
        if f"podlint: {path}: internal error in rule {rule}" not in after.told:
            yield f"standard error says {after.told!r}"
    if SECRET in f"{after}":
        yield "the words of the exception are shown"


def _missing(failed: Mapping[str, str], before: Outcome) -> set[tuple[str, str]]:
    """The files, and the rules that cannot find everything in them.

    What a rule finds in one file because of another, it does not find if it fails on either.
    """
    return {(path, rule) for rule, path in failed.items()} | {
        (finding["path"], finding["rule"])
        for finding in before.json["findings"]
        for place in finding["related"]
        if failed.get(finding["rule"]) == place["path"]
    }


def _results(sarif_run: dict[str, Any], missing: set[tuple[str, str]]) -> list[tuple[Any, ...]]:
    return [
        (each["ruleId"], each["message"], each["locations"], each["partialFingerprints"])
        for each in sarif_run["results"]
        if (each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], each["ruleId"])
        not in missing
    ]


def _lines(text: str, missing: set[tuple[str, str]]) -> set[str]:
    """The lines of findings; the lines shown below the first of a rule are not counted."""
    lines = (line.partition(" suppressed by")[0] for line in text.splitlines())
    return {
        line
        for line in lines
        if _FINDING.match(line)
        and not any(line.startswith(f"{path}:") and f"[{rule}]" in line for path, rule in missing)
    }


def examine(rule: Rule, folder: Path, report: Callable[[str], None], files: int = FILES) -> int:
    """Make a rule fail on one of some files, serially and in parallel; the number of faults."""
    return _examine(folder, [rule], {rule.name: write_files(folder, rule, files)}, report)


def _examine(
    folder: Path,
    chosen: Sequence[Rule],
    marked: Mapping[str, Path],
    report: Callable[[str], None],
    at_once: int = 1,
) -> int:
    here = Path.cwd()
    os.chdir(folder)
    count = 0
    try:
        rules = load_package(BUILTIN)
        before = run(rules, 1)
        for start in range(0, len(chosen), at_once):
            failed = {
                rule: marked[rule.name].relative_to(folder).as_posix()
                for rule in chosen[start : start + at_once]
            }
            names = {rule.name for rule in failed}
            for jobs, once in ((1, False), (2, False), (1, True)):
                spoilt = [failing(each, once) if each.name in names else each for each in rules]
                for fault in faults(failed, before, run(spoilt, jobs), once):
                    count += 1
                    report(f"{', '.join(names)}; {jobs} jobs{', once' if once else ''}: {fault}")
    finally:
        os.chdir(here)
    return count


def _groups(chosen: Sequence[Rule]) -> Iterator[Sequence[Rule]]:
    """As many rules as fit into a folder of a hundred files; alone if an example has several."""
    single = [rule for rule in chosen if "# file:" not in rule.bad[0]]
    if len(single) >= FILES:
        count = -(-len(single) // FILES)
        yield from (single[start::count] for start in range(count))
    else:
        yield from ([rule] for rule in single)
    yield from ([rule] for rule in chosen if rule not in single)


def _examine_group(group: Sequence[Rule], at_once: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        if len(group) == 1:
            return examine(group[0], folder, print)
        return _examine(folder, group, write_together(folder, group), print, at_once)


def main() -> int:
    """Examine rules; print what is wrong."""
    parser = argparse.ArgumentParser("make injection")
    parser.add_argument("rules", nargs="*", help="all by default")
    parser.add_argument("--at-once", type=int, default=1, help="rules that fail in the same run")
    arguments = parser.parse_args()
    podlint.engine.search_report._WORTH_A_PROCESS = 1_000
    chosen = [
        rule
        for rule in load_package(BUILTIN)
        if not arguments.rules or rule.name in arguments.rules
    ]
    count = done = 0
    for group in _groups(chosen):
        count += _examine_group(group, arguments.at_once)
        done += len(group)
        print(f"{done} rules made to fail on one of {FILES} files: {count} faults", flush=True)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
