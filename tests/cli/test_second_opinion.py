"""`--kustomize binary`: podlint's builds against those of kustomize or kubectl."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from podlint.cli import second_opinion as under_test
from podlint.cli.arguments import run
from podlint.cli.second_opinion import Program, second_opinion
from podlint.config.config import Config
from podlint.errors import PodlintError

MAP = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  a: "1"
  b: "2"
"""
BUILT = MAP.replace("settings", "prod-settings")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    for name, text in {
        "base/map.yaml": MAP,
        "base/kustomization.yaml": "resources: [map.yaml]\n",
        "prod/kustomization.yaml": "namePrefix: prod-\nresources: [../base]\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return folder


def install(folder: Path, program: str, name: str = "kustomize") -> Path:
    """A program in Python; it may use `out`, to which it writes what it was called with."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(
        f"#!{sys.executable} -I\nimport json, os, sys\n"
        f"out = {str(folder / 'called.json')!r}\n{program}\n"
    )
    path.chmod(0o755)
    return path


def printing(text: str) -> str:
    return f"sys.stdout.write({text!r})"


def told(folder: Path, program: str, name: str = "kustomize") -> list[str]:
    install(folder.parent / "bin", program, name)
    return list(second_opinion(["."], Config(kustomize="binary")))


def test_equal_builds_are_not_told(repository: Path) -> None:
    assert told(repository, printing(BUILT)) == []
    reordered = json.dumps({"metadata": {"name": "prod-settings"}, "kind": "ConfigMap", "apiVersion": "v1", "data": {"b": "2", "a": "1"}})  # fmt: skip
    assert told(repository, printing(reordered)) == []


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        (BUILT.replace('"1"', "other"), ["kustomize build builds ConfigMap/prod-settings differently: data.a"]),
        (BUILT.replace('"1"', "1"), ["kustomize build builds ConfigMap/prod-settings differently: data.a"]),
        (BUILT + "  c: x\n", ["kustomize build builds ConfigMap/prod-settings differently: data.c"]),
        (MAP, ["only podlint builds ConfigMap/prod-settings", "only kustomize build builds ConfigMap/settings"]),
        (BUILT + "---\n" + MAP, ["only kustomize build builds ConfigMap/settings"]),
        (BUILT + "---\n" + BUILT, ["only kustomize build builds ConfigMap/prod-settings"]),
        ("", ["only podlint builds ConfigMap/prod-settings"]),
        ("a: [1\n", ["podlint cannot read what kustomize build prints"]),
    ],
)  # fmt: skip
def test_differences_are_told_without_values(
    repository: Path, printed: str, lines: list[str]
) -> None:
    assert told(repository, printing(printed)) == [f"podlint: prod: {each}" for each in lines]


def test_many_differences_are_counted(repository: Path) -> None:
    text = "---\n".join(MAP.replace("settings", f"s{number}") for number in range(20))
    lines = told(repository, printing(text))
    assert len(lines) == 11
    assert lines[-1] == "podlint: prod: 11 more differences from kustomize build"


def test_another_order_is_told(repository: Path) -> None:
    (repository / "base" / "map.yaml").write_text(MAP + "---\n" + MAP.replace("settings", "more"))
    other = BUILT.replace("settings", "more")
    assert told(repository, printing(other + "---\n" + BUILT)) == []
    assert told(repository, printing(BUILT + "---\n" + other)) == [
        "podlint: prod: kustomize build prints the objects in another order"
    ]


def test_a_failure_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = "sys.stderr.write('Error: no\\n  such thing'); sys.exit(1)"
    (line,) = told(repository, failing)
    assert line == "podlint: prod: podlint can build it, but kustomize build cannot:   such thing"
    (repository / "prod" / "kustomization.yaml").write_text("resources: [../base, a.yaml]\n")
    assert told(repository, failing) == []
    (line,) = told(repository, printing(BUILT))
    assert line.startswith("podlint: prod: podlint cannot build it, but kustomize build can: ")


def test_a_program_has_a_limited_time(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "_SECONDS", 1)
    (line,) = told(repository, "import time; time.sleep(30)")
    assert line.endswith("cannot: no result after 1 seconds")


def test_the_environment_is_clean(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "secret")
    monkeypatch.setenv("KUBECONFIG", "/x")
    program = "json.dump([sys.argv[1:], dict(os.environ), os.getcwd()], open(out, 'w'))"
    told(repository, program + "\n" + printing(BUILT))
    arguments, environment, here = json.loads((repository.parent / "bin" / "called.json").read_text())  # fmt: skip
    assert arguments == ["build", str(repository / "prod")]
    assert environment["HTTPS_PROXY"] == "http://127.0.0.1:9"
    assert not environment.keys() & {"TOKEN", "KUBECONFIG"}
    home = environment["HOME"]
    assert environment["PATH"] == here == home
    assert not Path(home).exists()


def test_what_is_remote_is_not_given_to_the_program(repository: Path) -> None:
    text = "resources: [../base, 'https://example.com/a.yaml']\n"
    (repository / "prod" / "kustomization.yaml").write_text(text)
    program = "open(out, 'w').write('called')"
    (line,) = told(repository, program)
    assert line.startswith("podlint: prod: not compared with kustomize build: ")
    assert not (repository.parent / "bin" / "called.json").exists()


def test_kubectl_is_used_if_there_is_no_kustomize(repository: Path) -> None:
    program = "json.dump(sys.argv[1:], open(out, 'w'))\n" + printing(BUILT)
    assert told(repository, program, "kubectl") == []
    called = json.loads((repository.parent / "bin" / "called.json").read_text())
    assert called == ["kustomize", str(repository / "prod")]


@pytest.mark.parametrize("place", [".", "tools", "relative"])
def test_no_program_of_the_repository_is_run(
    repository: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder = repository if place == "." else repository / "tools"
    install(folder, printing(BUILT))
    monkeypatch.setenv("PATH", {"relative": "tools"}.get(place, str(folder)) + os.pathsep + "")
    with pytest.raises(PodlintError, match="found neither kustomize nor kubectl on PATH"):
        Program.found(["."])


def test_a_link_into_the_repository_is_not_run(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = install(repository / "tools", printing(BUILT))
    outside = repository.parent / "bin"
    outside.mkdir(exist_ok=True)
    (outside / "kubectl").symlink_to(path)
    with pytest.raises(PodlintError):
        Program.found(["."])


def test_only_the_user_asks_for_it(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(repository.parent / "bin", "open(out, 'w').write('called')\n" + printing(MAP))
    called = repository.parent / "bin" / "called.json"
    settings = repository / ".podlint.yaml"
    settings.write_text("kustomize: binary\n")
    assert run(["check"]) == 2
    assert "kustomize: `binary` runs a program, so a repository must not set it" in capsys.readouterr().err  # fmt: skip
    assert run(["check", "--isolated"]) == 0
    assert not called.exists()
    assert run(["check", "--isolated", "--kustomize", "binary"]) == 0
    assert "podlint: prod: only podlint builds ConfigMap/prod-settings\n" in capsys.readouterr().err
    assert called.exists()
    called.unlink()
    run(["check", "--config", str(settings)])
    assert called.exists()


def test_nothing_is_built_if_kustomize_is_off(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "base" / "map.yaml").write_text(MAP.replace("ConfigMap", "ConfigMp"))
    assert run(["check", "--kustomize", "off", "-v"]) in (0, 1)
    assert "built" not in capsys.readouterr().err
    run(["check", "-v"])
    assert "podlint: built prod\n" in capsys.readouterr().err


KUBECTL = shutil.which("kubectl") or "kubectl"


@pytest.mark.skipif(not Path(KUBECTL).exists(), reason="kubectl is not installed")
def test_kubectl_builds_the_same(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(Path(KUBECTL).parent))
    assert list(second_opinion(["."], Config(kustomize="binary"))) == []
