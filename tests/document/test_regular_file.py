"""Only regular files are read, and never more of one than is asked for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from podlint import ConfigError, lint_paths
from podlint.cli.arguments import run
from podlint.cli.project import find_config, read_config
from podlint.document.regular_file import (
    MOST_OF_SETTINGS,
    TooLargeError,
    UnreadableError,
    holds,
    read_regular,
)

PRIVILEGED = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: a, image: 'nginx:1.27', securityContext: {privileged: true}}]}
"""


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("a-pipe"))
    path.symlink_to("a-pipe")


def link_to_zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def link_to_terminal(path: Path) -> None:
    path.symlink_to("/dev/stdin")


def listener(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # The name of a socket may have hardly more than a hundred characters.
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)


STRANGE = [pipe, link_to_pipe, link_to_zeros, link_to_terminal, listener]
Make = Callable[[Path], None]

strange = pytest.mark.parametrize("make", STRANGE, ids=lambda make: make.__name__)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "web.yaml").write_text(PRIVILEGED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Another process: one that waits for a pipe would hold up the tests for ever."""
    return subprocess.run(
        [sys.executable, "-m", "podlint", "check", "--no-cache", "-f", "concise", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@strange
def test_nothing_else_is_opened(make: Make, folder: Path) -> None:
    make(folder / "x")
    with pytest.raises(UnreadableError, match="not a regular file"):
        read_regular(folder / "x", 10)
    with pytest.raises(UnreadableError, match="not a regular file"):
        holds(folder / "x", b"x")


def test_a_link_to_a_regular_file_is_read(folder: Path) -> None:
    (folder / "x").symlink_to("deploy/web.yaml")
    assert read_regular(folder / "x", 1000).decode() == PRIVILEGED


def test_no_more_is_read_than_is_asked_for(folder: Path) -> None:
    (folder / "x").write_bytes(b"12345")
    assert read_regular(folder / "x", 5) == b"12345"
    with pytest.raises(TooLargeError):
        read_regular(folder / "x", 4)


def test_a_large_file_is_read_whole(folder: Path) -> None:
    data = os.urandom(300_000)
    (folder / "x").write_bytes(data)
    assert read_regular(folder / "x", 300_000) == data
    (folder / "x").write_bytes(b"a" * ((1 << 20) - 3) + b"apiVersion" + b"b" * 10)
    assert holds(folder / "x", b"apiVersion")
    assert not holds(folder / "x", b"apiVersions")


def test_a_file_without_a_size_is_read() -> None:
    assert b"Name:" in read_regular("/proc/self/status", 1 << 20)


@strange
def test_a_manifest_that_is_named_is_an_error(make: Make, folder: Path) -> None:
    make(folder / "deploy" / "x.yaml")
    done = check("deploy/x.yaml", "deploy/web.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith("podlint: deploy/x.yaml: cannot be read: not a regular file but")
    assert "deploy/web.yaml:4" in done.stdout


@strange
def test_one_in_a_directory_is_passed_over(make: Make, folder: Path) -> None:
    make(folder / "deploy" / "x.yaml")
    done = check("deploy")
    assert (done.returncode, done.stderr) == (1, "")
    assert "deploy/web.yaml:4" in done.stdout


@strange
@pytest.mark.parametrize("name", [".podlint.yaml", "kustomization.yaml", "Chart.yaml"])
def test_marks_of_a_unit_and_settings_are_not_opened(make: Make, name: str, folder: Path) -> None:
    make(folder / "deploy" / name)
    make(folder / ("rules.yaml" if name == ".podlint.yaml" else name))
    done = check("deploy")
    assert done.returncode == 1
    assert "deploy/web.yaml:4" in done.stdout


@strange
def test_a_pyproject_is_not_opened(make: Make, folder: Path) -> None:
    make(folder / "pyproject.toml")
    (folder / "deploy" / "pyproject.toml").symlink_to("../pyproject.toml")
    assert check("deploy").returncode == 1


@strange
@pytest.mark.parametrize("place", [".gitignore", "deploy/.gitignore"])
def test_what_to_ignore_is_not_opened_and_said_to_be_unknown(
    make: Make, place: str, folder: Path
) -> None:
    (folder / ".git").mkdir()
    make(folder / place)
    done = check("deploy")
    assert done.returncode == 2
    assert done.stderr.startswith(f"podlint: {place}: cannot be read: not a regular file but")
    assert "deploy/web.yaml:4" in done.stdout


@strange
def test_settings_that_are_named_are_not_opened(make: Make, folder: Path) -> None:
    make(folder / "settings.yaml")
    done = check("--config", "settings.yaml", "deploy")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "podlint: settings.yaml: cannot be read: not a regular file but a"
    )


@strange
def test_a_rule_is_not_opened(make: Make, folder: Path) -> None:
    (folder / "checks").mkdir()
    (folder / ".podlint.yaml").write_text("rules: [checks]\n")
    make(folder / "checks" / "some_rule.yaml")
    done = check("deploy")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_settings_have_a_limit(folder: Path) -> None:
    filler = "#" + "x" * MOST_OF_SETTINGS
    (folder / ".podlint.yaml").write_text(filler)
    with pytest.raises(ConfigError, match=r"\.podlint\.yaml: cannot be read: larger than 1 MiB"):
        read_config(folder / ".podlint.yaml", ())
    (folder / ".podlint.yaml").unlink()
    (folder / "pyproject.toml").write_text(filler)
    with pytest.raises(ConfigError, match=r"pyproject\.toml: cannot be read: larger than 1 MiB"):
        find_config(folder)


def test_what_to_ignore_has_a_limit(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("#" + "x" * MOST_OF_SETTINGS)
    (error,) = lint_paths(["deploy"]).errors
    assert (error.path, error.message) == (".gitignore", "cannot be read: larger than 1 MiB")


def test_a_manifest_has_a_limit_and_other_data_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podlint.reading.reader.MOST_OF_MANIFEST", MOST_OF_SETTINGS)
    filler = "#" + "x" * MOST_OF_SETTINGS
    (folder / "deploy" / "large.yaml").write_text(PRIVILEGED + filler)
    (folder / "deploy" / "wide.yaml").write_text("\ufeff" + PRIVILEGED + filler, "utf-16-le")
    (folder / "deploy" / "data.json").write_text(filler)
    report = lint_paths(["deploy"])
    assert [(each.path, each.message) for each in report.errors] == [
        ("deploy/large.yaml", "cannot be read: larger than 1 MiB; split the file"),
        ("deploy/wide.yaml", "cannot be read: larger than 1 MiB; split the file"),
    ]
    assert [(each.path, each.reason) for each in report.skipped] == [
        (
            "deploy/data.json",
            "not a Kubernetes object: larger than 1 MiB, and without apiVersion",
        )
    ]
    assert report.findings


def test_a_pipe_that_podlint_was_started_with_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, PRIVILEGED.encode())
    os.close(writer)
    done = subprocess.run(
        [sys.executable, "-m", "podlint", "check", "-f", "concise", f"/dev/fd/{reader}"],
        pass_fds=[reader], capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(reader)
    assert done.returncode == 1
    assert "privileged-container" in done.stdout


def test_a_working_directory_that_is_gone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "gone").mkdir()
    monkeypatch.chdir(folder / "gone")
    (folder / "gone").rmdir()
    assert run(["check"]) == 2
    assert (
        capsys.readouterr().err
        == "podlint: the working directory no longer exists; change to another one\n"
    )
