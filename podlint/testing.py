"""Tests rules with their own examples, both podlint's rules and those in other packages.

In the tests of a package of rules:

    @pytest.mark.parametrize("rule", load_package("my_pack"), ids=lambda rule: rule.name)
    def test_rule(rule):
        prove(rule)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any

from podlint.config.config import Config, parse_config
from podlint.document import load
from podlint.engine.dispatch import Dispatches
from podlint.engine.run import lint
from podlint.engine.whole_run import about_baseline
from podlint.finding.problem import Problem
from podlint.finding.report import Finding, Report
from podlint.fix import fix_text
from podlint.reading.file import ReadFile, read_text
from podlint.reading.file_names import KUSTOMIZATIONS
from podlint.reading.fragments import fragments_in
from podlint.reading.inputs import Inputs
from podlint.reading.kustomization import Patch, patched_by, read_kustomization
from podlint.reading.repository_index import RepositoryIndex
from podlint.reading.unit import Unit, object_set
from podlint.relations.object_set import ObjectSet
from podlint.rule.examples import Example, Expected, read_example
from podlint.rule.rule import Rule
from podlint.suppression.baseline import baseline_of
from podlint.suppression.matching import BaselineState, Matcher
from podlint.suppression.own_file import OwnFile
from podlint.suppression.project import Suppressions

_NAME = "example.yaml"
_BASELINE = '"podlint-baseline/'
_LENGTHS = {"message": 120, "why": 160, "help": 160}


def prove(rule: Rule) -> None:
    """Test a rule with its own examples.

    - Every ``bad`` example must have marks, and the rule must have findings at exactly these marks.
      At least one mark must have columns.
    - The rule must have no finding in the ``good`` examples.
    - A message must have at most 120 characters, and `why` and `help` at most 160. `why` and `help`
      must not be empty strings.
    - No problem may have a severity above `Rule.at_most`.
    - The rule's fixes, including unsafe ones, must change the first ``bad`` examples to the texts
      in ``fixed``, byte for byte. A rule without ``fixed`` must have no fixes.

    Raises:
        AssertionError: The rule fails the test. The message contains the example, the expected
            findings and the actual findings.
    """
    assert rule.bad, f"{rule.name}: the rule needs a bad example"
    assert rule.good, f"{rule.name}: the rule needs a good example"
    bad = [read_example(text) for text in rule.bad]
    assert any(each.start_column for example in bad for each in example.expected), (
        f"{rule.name}: no bad example marks columns; add a comment line with carets"
    )
    for example in bad:
        assert example.expected, (
            f"{rule.name}: mark the findings with `# finding` in\n{example.text}"
        )
        _prove_example(rule, example)
    _prove_fixes(rule, bad)
    for text in rule.good:
        example = read_example(text)
        assert not example.expected, (
            f"{rule.name}: remove the marks from this good example:\n{example.text}"
        )
        _prove_example(rule, example)


def findings_of(rule: Rule, text: str) -> tuple[Finding, ...]:
    """The findings of one rule in a text that contains all objects that are applied together.

    If the text consists of several files (see `podlint.rule.examples.Example.files`), line numbers
    start again in each file.

    Raises:
        AssertionError: The rule raises an exception. The message contains the traceback.
    """
    return tuple(finding for finding, _ in _findings_and_lines(rule, Example(text, ())))


def _findings_and_lines(rule: Rule, example: Example) -> Iterator[tuple[Finding, int]]:
    """The findings in the files of an example, each with the number of lines before its file."""
    named = example.files(_NAME)
    files = tuple(read_text(path, text) for path, _, text in named)
    objects = _objects(files)
    config = _config(rule, example)
    dispatches = Dispatches([rule], config)
    ahead = {path: lines for path, lines, _ in named}
    suppressions = Suppressions(config, dispatches.names, Inputs())
    report = lint(Unit(files, files, objects), dispatches, suppressions)
    for file in files:
        if _BASELINE in file.text:
            report = Report.joined([report, _on_baseline(file, report.findings, dispatches)])
    failures = "\n".join(getattr(each, "trace", "") or each.message for each in report.errors)
    assert not report.errors, f"{rule.name} fails on\n{_numbered(example.text)}\n{failures}"
    for finding in report.findings:
        yield finding, ahead[finding.location.path]


def _config(rule: Rule, example: Example) -> Config:
    """The configuration of an example, in which only its rule runs."""
    written = load(example.settings)
    given: Any = written[0].data if written else {}
    version = {"kubernetes-version": each} if (each := example.kubernetes_version) else {}
    return parse_config({**given, **version, "select": [rule.name]})


def _on_baseline(file: ReadFile, findings: Sequence[Finding], dispatches: Dispatches) -> Report:
    """The report on a baseline in an example whose rules ran in all files."""
    baseline = baseline_of(OwnFile(file, file.documents[0]), Path(file.path))
    matched = Matcher(baseline, dispatches.names).matched(findings)
    everything = frozenset(range(len(baseline.entries)))
    return about_baseline(BaselineState(baseline, (), matched, everything), dispatches)


def _objects(files: tuple[ReadFile, ...]) -> ObjectSet:
    """The objects of a whole unit that is its own repository."""
    by_path = {file.path: file for file in files}
    kustomizations = {
        PurePath(path).parent.as_posix(): read_kustomization(file.documents)
        for path, file in by_path.items()
        if PurePath(path).name in KUSTOMIZATIONS
    }
    if not kustomizations:
        return object_set(files, complete=True)
    index = RepositoryIndex.of(kustomizations)

    def patches(path: str) -> Iterator[Patch]:
        return patched_by(by_path[path].documents) if path in by_path else iter(())

    inclusions = {file: index.inclusion(file.path, patches) for file in files}
    (first, *_) = kustomizations.values()
    return object_set(files, fragments_in(files, inclusions), first, complete=True)


def _watched(rule: Rule, faults: list[str]) -> Rule:
    """The same rule, but its problems are checked before the engine makes findings of them."""

    def check(*given: Any) -> Iterator[Problem]:
        for problem in rule.check(*given):
            weight = problem.severity or rule.severity
            if weight.rank > rule.at_most.rank:
                faults.append(f"a problem has the severity {weight}; set at_most to it")
            faults.extend(
                f"{part} is empty; remove it"
                for part in ("why", "help")
                if getattr(problem, part) == ""
            )
            yield problem

    return rule.replace(check=check)


def _prove_example(rule: Rule, example: Example) -> None:
    faults: list[str] = []
    placed = list(_findings_and_lines(_watched(rule, faults), example))
    assert not faults, f"{rule.name}: {faults[0]}"
    findings = [finding for finding, _ in placed]
    for finding in findings:
        for part, most in _LENGTHS.items():
            text = getattr(finding, part) or ""
            assert len(text) <= most, (
                f"{rule.name}: {part} has {len(text)} characters, at most {most}: {text}"
            )
    found = [_place_of(finding, lines) for finding, lines in placed]
    agree = len(found) == len(example.expected) and all(
        _meets(one, other) for one, other in zip(found, example.expected, strict=True)
    )
    assert agree, (
        f"{rule.name}: expected {_list(example.expected)}, found {_list(found)} in\n"
        f"{_numbered(example.text)}\n" + "\n".join(finding.message for finding in findings)
    )


def _prove_fixes(rule: Rule, bad: list[Example]) -> None:
    for example in () if rule.fixed else bad:
        assert not any(each.fix for each in findings_of(rule, example.text)), (
            f"{rule.name}: the rule has a fix; add fixed with the result for\n{example.text}"
        )
    for example, marked in zip(bad, rule.fixed, strict=False):
        wanted = read_example(marked).text
        result = fix_text(_NAME, example.text, lambda text: findings_of(rule, text), unsafe=True)
        assert result.after == wanted, (
            f"{rule.name}: expected the fixed text\n{wanted}\nbut found\n{result.after}\n"
            + "\n".join(each.reason for each in result.unfixed)
        )


def _place_of(finding: Finding, ahead: int) -> Expected:
    span = finding.location.span
    assert span is not None
    return Expected(ahead + span.start_line, span.start_column, span.end_column)


def _meets(found: Expected, expected: Expected) -> bool:
    if expected.start_column is None:
        return found.line == expected.line
    return found == expected


def _list(places: tuple[Expected, ...] | list[Expected]) -> str:
    return (
        ", ".join(
            f"{each.line}:{each.start_column}-{each.end_column}"
            if each.start_column
            else f"{each.line}"
            for each in places
        )
        or "none"
    )


def _numbered(text: str) -> str:
    return "\n".join(f"{number:4} {line}" for number, line in enumerate(text.splitlines(), 1))
