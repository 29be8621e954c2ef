"""Fixes: made in the text, proved by reading and linting again."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import podlint.cli.whole_file
from podlint import lint_objects, lint_text
from podlint.cli.arguments import run
from podlint.cli.whole_file import UnwrittenError
from podlint.document import SetValue, load
from podlint.finding.problem import Fix
from podlint.finding.report import Finding, LocatedFix, Location
from podlint.finding.severity import Severity
from podlint.fix import UncheckedError, fix_text
from podlint.report.text_diff import unified_diff

POD = """\
# The web server.
apiVersion: v1
kind: Pod
metadata:
  name: "web"   # quoted
spec:
  volumes:
    - {name: scripts, configMap: {name: scripts, defaultMode: 755}}  # rwxr-xr-x
  containers:
    - name: app
      image: app:1
      volumeMounts: [{name: scripts, mountPath: /scripts}]
  ephemeralContainers:
    - name: debug
      image: busybox
"""
FIXED = """\
# The web server.
apiVersion: v1
kind: Pod
metadata:
  name: "web"   # quoted
spec:
  volumes:
    - {name: scripts, configMap: {name: scripts, defaultMode: 0755}}  # rwxr-xr-x
  containers:
    - name: app
      image: app:1
      volumeMounts: [{name: scripts, mountPath: /scripts}]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_fixes_are_written_and_nothing_else_changes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "pod.yaml"
    path.write_text(POD)
    path.chmod(0o640)
    assert run(["check", "--fix"]) == 0
    assert path.read_text() == FIXED
    assert path.stat().st_mode & 0o777 == 0o640
    assert capsys.readouterr().err == (
        "fixed pod.yaml: decimal-file-mode, ephemeral-containers-in-manifest\n"
        "fixed 2 problems in 1 file\n"
    )
    assert [each.name for each in folder.iterdir()] == ["pod.yaml"]
    assert run(["check", "--fix"]) == 0
    assert path.read_text() == FIXED


@pytest.mark.parametrize("absolute", [True, False])
def test_files_outside_of_the_working_directory_are_fixed(
    absolute: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "pods" / "pod.yaml"
    path.parent.mkdir()
    (folder / "here").mkdir()
    path.write_text(POD)
    monkeypatch.chdir("here")
    assert run(["check", "--fix", str(path.parent) if absolute else "../pods"]) == 0
    assert path.read_text() == FIXED


def test_line_ends_are_kept(folder: Path) -> None:
    (folder / "pod.yaml").write_bytes(POD.replace("\n", "\r\n").encode())
    run(["check", "--fix"])
    assert (folder / "pod.yaml").read_bytes() == FIXED.replace("\n", "\r\n").encode()


def test_a_diff_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "pod.yaml").write_text(POD)
    assert run(["check", "--diff"]) == 1
    captured = capsys.readouterr()
    assert "--- a/pod.yaml\n+++ b/pod.yaml\n" in captured.out
    assert "-  ephemeralContainers:\n" in captured.out
    assert captured.err == (
        "would fix pod.yaml: decimal-file-mode, ephemeral-containers-in-manifest\n"
        "would fix 2 problems in 1 file\n"
    )
    assert (folder / "pod.yaml").read_text() == POD
    (folder / "pod.yaml").write_text(FIXED)
    assert run(["check", "--diff"]) == 0


def test_suppressed_and_unsafe_findings_are_left_alone(folder: Path) -> None:
    text = (
        FIXED.replace(
            "      image: app:1\n",
            "      image: app:1\n      livenessProbe: {tcpSocket: {port: 80}, timeoutSeconds: 30}\n",
        )
        .replace("0755", "755")
        .replace("rwxr-xr-x", "podlint: ignore[decimal-file-mode] old")
    )
    (folder / "pod.yaml").write_text(text)
    assert run(["check", "--fix"]) == 1
    assert (folder / "pod.yaml").read_text() == text
    assert run(["check", "--fix", "--unsafe-fixes"]) == 0
    assert (folder / "pod.yaml").read_text() == text.replace(
        "timeoutSeconds: 30", "timeoutSeconds: 10"
    )


def test_a_fix_through_an_alias_is_refused_with_the_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = FIXED.replace("{name: scripts, defaultMode: 0755}", "&map {name: s, defaultMode: 755}")
    text = text.replace("  containers:", "    - {name: more, configMap: *map}\n  containers:")
    text = text.replace("[{name: scripts", "[{name: more, mountPath: /more}, {name: scripts")
    (folder / "pod.yaml").write_text(text)
    assert run(["check", "--fix"]) == 1
    assert (folder / "pod.yaml").read_text() == text
    assert (
        "pod.yaml:8:62: not fixed: spec.volumes[0].configMap.defaultMode "
        in capsys.readouterr().err
    )


def test_what_one_fix_frees_the_next_round_mends(folder: Path) -> None:
    text = FIXED.replace("defaultMode: 0755", "defaultMode: &mode 755")
    more = "    - {name: more, secret: {secretName: s, defaultMode: *mode}}\n  containers:"
    text = text.replace("  containers:", more)
    text = text.replace("[{name: scripts", "[{name: more, mountPath: /more}, {name: scripts")
    (folder / "pod.yaml").write_text(text)
    assert run(["check", "--fix"]) == 0
    assert (folder / "pod.yaml").read_text() == text.replace("&mode 755", "0755").replace(
        "*mode", "0755"
    )


def test_standard_input_is_not_fixed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(POD.encode())))
    assert run(["check", "-", "--fix"]) == 2
    assert "--fix and --diff cannot be used with standard input" in capsys.readouterr().err


def test_fixes_are_in_the_json_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "pod.yaml").write_text(POD)
    run(["check", "-f", "json"])
    mode, ephemeral = json.loads(capsys.readouterr().out)["findings"]
    assert mode["fix"] == {
        "title": "write mode 0755",
        "safe": True,
        "edits": [{"line": 8, "column": 63, "end_line": 8, "end_column": 66, "text": "0755"}],
        "json_patch": [
            {"op": "replace", "path": "/spec/volumes/0/configMap/defaultMode", "value": 493}
        ],
    }
    assert ephemeral["fix"]["json_patch"] == [{"op": "remove", "path": "/spec/ephemeralContainers"}]


def test_objects_have_patches() -> None:
    data = load(POD)[0].data
    assert isinstance(data, dict)
    patches = [each.fix.json_patch for each in lint_objects([data]).findings if each.fix]
    assert patches == [each.fix.json_patch for each in lint_text(POD).findings if each.fix]
    assert len(patches) == 2


def finding(identity: str, value: str, severity: Severity = Severity.WARNING) -> Finding:
    fix = Fix(f"write {value}", (SetValue(("a",), value),))
    return Finding(
        "r", severity, identity, Location("f", None), fix=LocatedFix(fix, 0, ()), identity=identity
    )


def test_a_fix_that_does_not_mend_is_taken_back() -> None:
    result = fix_text("f", "a: 1\n", lambda _: [finding("stays", "x")])
    assert result.after == "a: 1\n"
    assert [each.reason for each in result.unfixed] == ["the fix does not remove the finding"]


def test_a_fix_that_brings_an_error_is_taken_back() -> None:
    def lint(text: str) -> list[Finding]:
        return (
            [finding("first", "x")] if text == "a: 1\n" else [finding("new", "y", Severity.ERROR)]
        )

    result = fix_text("f", "a: 1\n", lint)
    assert result.after == "a: 1\n"
    assert [each.reason for each in result.unfixed] == ["the fix causes another error: new"]


def test_fixes_that_chase_each_other_end() -> None:
    def lint(text: str) -> list[Finding]:
        return [finding("to x", "x")] if "y" in text else [finding("to y", "y")]

    result = fix_text("f", "a: x\n", lint)
    assert len(result.fixed) == 20


def test_a_diff_without_a_final_newline() -> None:
    result = fix_text("f", "a: 1", lambda text: [finding("one", "b")] if "1" in text else [])
    assert unified_diff(result.path, result.before, result.after) == (
        "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a: 1\n\\ No newline at end of file\n"
        "+a: b\n\\ No newline at end of file\n"
    )


def test_a_file_that_cannot_be_written_is_an_error_and_the_others_are_fixed(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, text: str, encoding: str) -> None:
        if path.name == "a.yaml":
            raise UnwrittenError(path, OSError(30, "Read-only file system"))
        path.write_text(text)

    (folder / "a.yaml").write_text(POD)
    (folder / "b.yaml").write_text(POD)
    monkeypatch.setattr(podlint.cli.whole_file, "write_whole", write)
    assert run(["check", "--fix", "a.yaml", "b.yaml"]) == 2
    assert (folder / "a.yaml").read_text() == POD
    assert (folder / "b.yaml").read_text() != POD
    assert "a.yaml: cannot write this file: Read-only file system" in capsys.readouterr().err


def test_a_text_that_cannot_be_checked_stays() -> None:
    def lint(_: str) -> list[Finding]:
        raise UncheckedError

    assert fix_text("a.yaml", POD, lint).after == POD


def test_what_was_done_is_told_by_file_and_rule(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = POD.replace("configMap: {", "configMap: {items: [{key: a, path: a, mode: 644}], ")
    (folder / "a.yaml").write_text(twice)
    (folder / "b.yaml").write_text(FIXED.replace("0755", "755"))
    (folder / "c.yaml").write_text(FIXED)
    assert run(["check", "--fix"]) == 0
    assert capsys.readouterr().err == (
        "fixed a.yaml: decimal-file-mode (2), ephemeral-containers-in-manifest\n"
        "fixed b.yaml: decimal-file-mode\n"
        "fixed 4 problems in 2 files\n"
    )


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_disk_that_becomes_full_between_files_leaves_each_file_whole(
    step: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target, _, name = step.rpartition(".")
    works = getattr(Path if target == "pathlib.Path" else os, name)
    calls = []

    def full(*args: object) -> object:
        calls.append(args)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return works(*args)

    for each in "abc":
        (folder / f"{each}.yaml").write_text(POD)
    monkeypatch.setattr(step, full)
    assert run(["check", "--fix", "--no-cache"]) == 2
    err = capsys.readouterr().err
    texts = [(folder / f"{each}.yaml").read_text() for each in "abc"]
    assert texts == [FIXED, POD, POD]
    for each in "bc":
        assert f"{each}.yaml: cannot write this file: No space left on device\n" in err
    assert "fixed a.yaml" in err
    assert "fixed b.yaml" not in err
    assert sorted(each.name for each in folder.iterdir()) == ["a.yaml", "b.yaml", "c.yaml"]


FULL = """\
import resource, sys
from podlint.cli.arguments import run
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
sys.exit(run(["check", "--fix", "--no-cache", "a.yaml", "b.yaml"]))
"""


def test_nothing_is_half_written_where_no_more_can_be_written(folder: Path) -> None:
    """A limit of the size of files stands for a full disk: a part of the new text is written."""
    small = FIXED.replace("0755", "755").replace("# The web server.\n", "")
    small = small.replace("      volumeMounts: [{name: scripts, mountPath: /scripts}]\n", "")
    small = small.replace("   # quoted", "").replace("  # rwxr-xr-x", "")
    assert len(small) < 300
    large = f"# {'=' * 300}\n{POD}"
    (folder / "a.yaml").write_text(large)
    (folder / "b.yaml").write_text(small)
    done = subprocess.run(
        [sys.executable, "-c", FULL], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 2
    assert "a.yaml: cannot write this file: File too large" in done.stderr
    assert "fixed b.yaml: decimal-file-mode\nfixed 1 problem in 1 file\n" in done.stderr
    assert "fixed a.yaml" not in done.stderr
    assert (folder / "a.yaml").read_text() == large
    assert (folder / "b.yaml").read_text() == small.replace("755", "0755")
    assert sorted(each.name for each in folder.iterdir()) == ["a.yaml", "b.yaml"]
