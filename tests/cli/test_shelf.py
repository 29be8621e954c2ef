"""The reports of units and builds in the cache folder: shared by commands, and trusted like runs."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.cli.arguments import run
from podlint.cli.run_cache import RunCache
from podlint.cli.shelf import ReportShelf
from podlint.engine import unit_report

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: nginx:1.27
      volumeMounts: [{name: data, mountPath: /data}]
"""
RULE = (
    "{summary: An image is nginx., documentation: It is., severity: warning, since: '0.1',"
    " symptom: none, target: Container, field: image,"
    " when: {matches: nginx}, message: nginx, bad: x, good: x}\n"
)
REPORTS = "*.podlint-reports"
LATER = 10**10

Ask = Callable[..., tuple[int, str, int]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two units; the working directory."""
    folder = tmp_path / "project"
    for name in ("app", "other"):
        (folder / name).mkdir(parents=True)
        (folder / name / "pod.yaml").write_text(POD)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "caches"


@pytest.fixture
def ask(kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs `podlint check`: the exit code, the output, and how many units were linted."""
    linted = []
    lint = unit_report.lint

    def linting(unit: Any, *rest: Any) -> Any:
        linted.append(unit)
        return lint(unit, *rest)

    monkeypatch.setattr(unit_report, "lint", linting)

    def ask(*arguments: str) -> tuple[int, str, int]:
        linted.clear()
        cache = RunCache(str(kept), [], time.time_ns() + LATER)
        code = run(["check", *arguments, "--jobs", "1"], cache)
        return code, capsys.readouterr().out, len(linted)

    return ask


def test_commands_share_reports(project: Path, ask: Ask) -> None:
    first = ask(".", "--format", "json")
    assert first[2] == 2
    assert ask(".", "--format", "json") == (*first[:2], 0)
    assert ask("app", "--format", "concise", "--statistics")[2] == 0
    assert ask(".", "--fail-on", "never")[2] == 2
    assert ask(".", "--profile", "strict")[2] == 2
    os.chdir("app")
    assert ask(".")[2] == 1


def test_without_the_cache_nothing_is_kept(project: Path, ask: Ask, kept: Path) -> None:
    assert ask(".", "--no-cache")[2] == 2
    assert not kept.exists()
    ask(".")
    assert ask(".", "--no-cache")[2] == 2


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_what_writes_uses_nothing_that_is_kept(
    project: Path, ask: Ask, kept: Path, option: str
) -> None:
    ask(".")
    (pack,) = kept.glob(REPORTS)
    before = pack.read_bytes()
    assert ask(".", option)[2] >= 2
    assert pack.read_bytes() == before


def test_the_rules_of_the_project_count(project: Path, ask: Ask) -> None:
    rule = project / "lint/images/nginx_image.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text(RULE)
    (project / "settings.yaml").write_text("rules: [lint]\n")
    arguments = ("app", "--config", "settings.yaml")
    assert "nginx-image" in ask(*arguments)[1]
    assert ask(*arguments)[2] == 0
    rule.write_text(RULE.replace("matches: nginx", "matches: httpd"))
    again = ask(*arguments)
    assert again[2] == 1
    assert "nginx-image" not in again[1]


def test_an_exception_is_judged_with_kept_reports(project: Path, ask: Ask) -> None:
    entry = "- {rule: undefined-volume, path: app/, reason: known}\n"
    (project / "exceptions.yaml").write_text(entry)
    (project / ".podlint.yaml").write_text("exceptions: exceptions.yaml\n")
    first = ask(".")
    assert ask(".") == (*first[:2], 0)
    (project / "exceptions.yaml").write_text(entry.replace("app/", "other/"))
    again = ask(".")
    assert again[1] != first[1]
    assert again[2] > 0


def shelf_in(folder: Path) -> ReportShelf:
    return ReportShelf(str(folder), "versions", time.time_ns())


def fill(folder: Path) -> Path:
    """Keep some bytes in a folder; their file."""
    folder.mkdir(mode=0o700, exist_ok=True)
    shelf_in(folder).save("question", b"answer")
    assert shelf_in(folder).load("question") == b"answer"
    return folder / "question.podlint-reports"


@given(
    file=st.sampled_from(["question", "key"]), place=st.integers(0), damage=st.binary(max_size=3)
)
def test_damage_is_no_answer(
    tmp_path_factory: pytest.TempPathFactory, file: str, place: int, damage: bytes
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    pack = fill(folder)
    damaged = pack if file == "question" else folder / "key"
    whole = damaged.read_bytes()
    place %= len(whole)
    damaged.write_bytes(whole[:place] + damage + whole[place + max(len(damage), 1) :])
    wanted = b"answer" if damaged.read_bytes() == whole else None
    assert shelf_in(folder).load("question") == wanted
    fill(folder)


def test_what_is_signed_with_another_key_is_forged(tmp_path: Path) -> None:
    pack = fill(tmp_path / "kept")
    data = b"question\0answer"
    signature = hashlib.blake2b(data, key=b"k" * 32, digest_size=16).hexdigest().encode()
    pack.write_bytes(b"\0".join((b"podlint-reports/2", signature, b"answer")))
    assert shelf_in(tmp_path / "kept").load("question") is None


def test_the_answer_to_another_question_is_none(tmp_path: Path) -> None:
    pack = fill(tmp_path / "kept")
    shutil.copy(pack, pack.with_name("other.podlint-reports"))
    assert shelf_in(tmp_path / "kept").load("other") is None


def test_only_the_user_can_read_what_is_kept(tmp_path: Path) -> None:
    pack = fill(tmp_path / "kept")
    assert pack.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "kept"
    pack = fill(folder)
    folder.chmod(mode)
    assert shelf_in(folder).load("question") is None
    pack.unlink()
    shelf_in(folder).save("question", b"answer")
    assert not pack.exists()


def test_the_oldest_are_forgotten(tmp_path: Path) -> None:
    first = fill(tmp_path)
    os.utime(first, (0, 0))
    for number in range(20):
        shelf_in(tmp_path).save(str(number), b"answer")
    assert not first.exists()
    assert len([*tmp_path.glob(REPORTS)]) == 20


def test_what_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podlint.cli.shelf._MOST_BYTES", 300)
    shelf_in(tmp_path).save("question", b"x" * 200)
    assert [*tmp_path.glob(REPORTS)] == []


def test_what_was_just_installed_is_not_relied_upon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packages" / "new-1.0.dist-info").mkdir(parents=True)
    changed = (tmp_path / "packages").stat().st_ctime_ns
    monkeypatch.setattr("sys.path", [str(tmp_path / "packages")])
    monkeypatch.setattr("podlint.cli.shelf.PACKAGE", str(tmp_path / "packages"))
    assert ReportShelf.of_run(RunCache(str(tmp_path), [], changed), []) is None
    found = ReportShelf.of_run(RunCache(str(tmp_path), [], changed + LATER), [])
    assert found is not None
    (tmp_path / "packages" / "new-1.0.dist-info").rename(tmp_path / "packages/new-1.1.dist-info")
    later = ReportShelf.of_run(RunCache(str(tmp_path), [], changed + 2 * LATER), [])
    assert later is not None
    assert later.question != found.question
