"""Proof that a rule does what its examples say, for podlint's own rules and those of other packs.

In a pack's tests:

    @pytest.mark.parametrize("rule", load_package("my_pack"), ids=lambda rule: rule.name)
    def test_rule(rule):
        prove(rule)
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from podlint.config.config import Config
from podlint.engine.dispatch import Dispatches
from podlint.engine.run import lint
from podlint.finding.problem import Problem
from podlint.finding.report import Finding
from podlint.fix import fix_text
from podlint.reading.file import ReadFile, read_text
from podlint.reading.file_names import KUSTOMIZATIONS
from podlint.reading.fragments import fragments_in
from podlint.reading.kustomization import Patch, patched_by, read_kustomization
from podlint.reading.repository_index import RepositoryIndex
from podlint.reading.unit import Unit, object_set
from podlint.relations.object_set import ObjectSet
from podlint.rule.examples import Example, Expected, read_example
from podlint.rule.rule import Rule

_NAME = "example.yaml"
_MESSAGE_LENGTH = 300


def prove(rule: Rule) -> None:
    """Check a rule against its own examples.

    Every ``bad`` example must have marks, and findings exactly there; at least one mark says the
    columns; every ``good`` example must have no finding; messages are at most 300 characters long;
    no problem weighs more than `Rule.at_most`, and none has an empty `why` or `help`.
    The rule's fixes, unsafe ones too, must make of the first ``bad`` examples what ``fixed`` says,
    byte for byte; a rule without ``fixed`` must offer no fix.

    Raises:
        AssertionError: With the example's text and what was expected and found.
    """
    assert rule.bad, f"{rule.name}: give a bad example"
    assert rule.good, f"{rule.name}: give a good example"
    bad = [read_example(text) for text in rule.bad]
    assert any(each.start_column for example in bad for each in example.expected), (
        f"{rule.name}: no bad example says the columns; add a comment line of carets"
    )
    for example in bad:
        assert example.expected, f"{rule.name}: mark what is bad with `# finding`:\n{example.text}"
        _prove_example(rule, example)
    _prove_fixes(rule, bad)
    for text in rule.good:
        example = read_example(text)
        assert not example.expected, f"{rule.name}: a good example has a mark:\n{example.text}"
        _prove_example(rule, example)


def findings_of(rule: Rule, text: str) -> tuple[Finding, ...]:
    """What one rule finds in a text that is taken for a whole unit.

        Where the text names files (see `podlint.rule.examples.Example.files`), lines count from the
    start of each of them.

    Raises:
        AssertionError: The rule fails on the text; the message holds the traceback.
    """
    return tuple(finding for finding, _ in _findings_and_lines(rule, Example(text, ())))


def _findings_and_lines(rule: Rule, example: Example) -> Iterator[tuple[Finding, int]]:
    """The findings in the files of an example, each with the number of lines ahead of its file."""
    named = example.files(_NAME)
    files = tuple(read_text(path, text) for path, _, text in named)
    objects = _objects(files)
    config = Config(select=(rule.name,), kubernetes_version=example.kubernetes_version)
    dispatches = Dispatches([rule], config)
    ahead = {path: lines for path, lines, _ in named}
    report = lint(Unit(files, files, objects), dispatches)
    failures = "\n".join(getattr(each, "trace", "") or each.message for each in report.errors)
    assert not report.errors, f"{rule.name} fails on\n{_numbered(example.text)}\n{failures}"
    for finding in report.findings:
        yield finding, ahead[finding.location.path]


def _objects(files: tuple[ReadFile, ...]) -> ObjectSet:
    """The objects of a whole unit that is a repository of its own."""
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
    """The same rule, whose problems are looked at before the engine makes findings of them."""

    def check(*given: Any) -> Iterator[Problem]:
        for problem in rule.check(*given):
            weight = problem.severity or rule.severity
            if weight.rank > rule.at_most.rank:
                faults.append(f"a problem is of severity {weight}; say so with at_most")
            faults.extend(
                f"{part} is empty; leave it out"
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
        length = len(finding.message)
        assert length <= _MESSAGE_LENGTH, f"{rule.name}: {length} characters: {finding.message}"
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
            f"{rule.name}: it offers a fix; say under fixed what that makes of\n{example.text}"
        )
    for example, marked in zip(bad, rule.fixed, strict=False):
        wanted = read_example(marked).text
        result = fix_text(_NAME, example.text, lambda text: findings_of(rule, text), unsafe=True)
        assert result.after == wanted, (
            f"{rule.name}: fixed should be\n{wanted}\nand is\n{result.after}\n"
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
