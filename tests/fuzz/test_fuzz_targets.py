"""The targets of fuzzing, without atheris: they find nothing, and would find a fault."""

from __future__ import annotations

import importlib
import random
import time
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import generated_documents
import mutated_files
import pytest
import seeds
from choices import Choices
from findings import Findings, outcome
from limits import OverLimitError, limited
from run import GUIDED

from podlint import Report
from podlint.finding.internal_error import internal_error
from podlint.finding.report import ReadError


@pytest.fixture(params=GUIDED)
def target(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(f"target_{request.param}")


def test_a_target_finds_nothing(target: ModuleType) -> None:
    draw = random.Random(7)
    starts = list(target.starts())
    assert len(starts) > 50
    for data in draw.sample(starts, 8):
        changed = target.changed(data, draw.randrange(1 << 30))
        for each in (data, changed, draw.randbytes(20)):
            error = outcome(target, each)
            assert error is None, (target.made(each), error)


def test_an_exception_is_a_finding(
    target: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise ZeroDivisionError

    data = next(iter(target.starts()))
    for place in ("load", "lint_text", "lint_objects", "read_config"):
        if hasattr(target, place):
            monkeypatch.setattr(target, place, fail)
    error = outcome(target, data)
    assert isinstance(error, ZeroDivisionError)
    findings = Findings(tmp_path, target)
    findings.add(data, error)
    findings.add(data, error)
    (kept,) = tmp_path.glob("*.input")
    assert kept.read_bytes() == data
    assert "ZeroDivisionError" in kept.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.internal_errors
def test_what_podlint_says_of_itself_is_a_finding() -> None:
    target = importlib.import_module("target_document")
    error = internal_error(ZeroDivisionError(), "a.yaml")
    about_text = ReadError("b.yaml", "not UTF-8 text")
    assert target.internal(Report((), errors=(about_text, error))) == [error]


def spin() -> NoReturn:
    while True:
        time.process_time()


def test_too_much_time_is_a_finding() -> None:
    with pytest.raises(OverLimitError, match=r"more than 0\.05 s"), limited(0.05):
        spin()


def test_used_up_choices_choose_the_first() -> None:
    choices = Choices(b"\x05")
    assert choices.one_of("abc") == "c"
    assert not choices.left
    assert choices.one_of("abc") == "a"
    assert choices.text(10) == ""


def test_every_mutated_file_is_accounted_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutated_files, "_TOGETHER", 20)
    assert mutated_files.run(tmp_path, seeds.FIXTURES, 40, 5) == 0
    assert "40 files" in capsys.readouterr().out


def test_a_lost_file_is_a_finding() -> None:
    file = mutated_files.File("a.yaml", b"a: 1\n")
    result = mutated_files._checked([file])
    assert list(mutated_files._faults(result, [file])) == []
    assert list(mutated_files._faults(result, [file] * 2)) == ["1 of 2 files are accounted for"]
    assert list(mutated_files._faults(result._replace(code=-9), [file]))
    assert list(mutated_files._faults(result._replace(stdout=b"{"), [file]))


def test_a_slow_file_is_found_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [mutated_files.File(f"{number}.yaml", b"") for number in range(30)]

    def checked(some: list[mutated_files.File]) -> mutated_files.Run:
        return mutated_files.Run(0, b"", b"", 9.0 if files[17] in some else 0.1, 1 << 20)

    monkeypatch.setattr(mutated_files, "_checked", checked)
    (fault,) = mutated_files._culprits(checked(files), files)
    assert fault == ("9.0 s, 1 MB", [files[17]])


def test_generated_documents_depend_on_their_seed_alone(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generated_documents.write(tmp_path / name, 30, seed)
    first, again, other = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*.*")}
        for root in (tmp_path / "a", tmp_path / "b", tmp_path / "c")
    )
    assert first == again != other
    assert len({path.parent for path in first}) > 3


def test_what_differs_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = seeds.FIXTURES / "crlf"
    run = generated_documents.Run(0, b"a", b"", 0, 0)
    monkeypatch.setattr(generated_documents, "check", lambda *_: run)
    assert generated_documents.run(tmp_path, corpus, 0, 1) == 0
    answers = iter([run, run._replace(stdout=b"b"), *[run] * 7])
    monkeypatch.setattr(generated_documents, "check", lambda *_: next(answers))
    assert generated_documents.run(tmp_path, corpus, 0, 1) == 1
    kept = sorted(tmp_path.rglob("*.stdout"))
    assert [path.read_bytes() for path in kept] == [b"a", b"b"]


def test_several_processes_print_what_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generated_documents, "_LONGEST_WAIT", 0.0)
    monkeypatch.setattr(generated_documents, "_FORMATS", ("sarif",))
    assert generated_documents.run(tmp_path, seeds.FIXTURES / "crlf", 200, 3) == 0
    out = capsys.readouterr().out
    assert out.count(": same") == 4
    assert ", 0 workers killed" not in out
