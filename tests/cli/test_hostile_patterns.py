"""A repository that writes patterns to hold podlint up, linted from the command line."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from podlint.cli.arguments import run

LONG = "a" * 50_000
POD = f"""\
apiVersion: v1
kind: Pod
metadata: {{name: web, namespace: {"a" * 63}}}
spec:
  hostNetwork: true
  containers:
    - {{name: app, image: "app:1", args: [{LONG}!]}}
"""
RULE = {
    "summary": "A word.",
    "documentation": "A word.",
    "severity": "warning",
    "since": "0.1",
    "symptom": "none",
    "target": "PodTarget",
    "message": "a word",
    "bad": POD,
    "good": POD,
}
STARS = "*a" * 100 + "b"
DEEP = "/".join(["**", *(["*a*a*a"] * 30)])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path.joinpath(*["a" * 100] * 10)
    folder.mkdir(parents=True)
    (folder / ("a" * 200 + ".yaml")).write_text(POD)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(**given: object) -> None:
    Path(".podlint.yaml").write_text(json.dumps(given))


def rules(**given: object) -> None:
    settings(rules=["own"])
    Path("own").mkdir()
    Path("own/a_word.yaml").write_text(json.dumps({**RULE, **given}))


@pytest.mark.parametrize(
    "plant",
    [
        lambda: Path(".gitignore").write_text(f"{STARS}\n{DEEP}\n**/{'a*' * 90}b\n" * 20),
        lambda: Path(".gitignore").write_text("[" * 500_000),
        lambda: settings(exclude=[STARS, DEEP, f"{'?*' * 2_000}x"]),
        lambda: settings(**{"static-pods": [STARS, DEEP]}),
        lambda: settings(paths={STARS: {"profile": "strict"}, DEEP: {"profile": "strict"}}),
        lambda: settings(namespaces={STARS: {"profile": "strict"}, "a*" * 100 + "b": {}}),
        lambda: rules(field="containers[*].args[*]", when={"matches": "(a+)+$"}),
        lambda: rules(field="containers[*].args[*]", when={"matches": "(a|a)*b"}),
        lambda: rules(field="containers[*].args[*]", when={"matches": "(.*)*[^a!]"}),
        lambda: rules(
            field="containers[?(@.args[*] =~ '^(([a-z])+.)+[A-Z]$')].image", when={"present": True}
        ),
        lambda: Path("kustomization.yaml").write_text(
            "patches:\n- {target: {kind: Pod, name: (w+e+b+)+x}, patch: '{}'}\n"
        ),
    ],
)
def test_a_run_ends_soon_with_the_findings(
    plant: object, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(plant)
    plant()
    began = time.process_time()
    code = run(
        [
            "check",
            "--no-cache",
            "--jobs",
            "1",
            "--format",
            "json",
            "--pod-security",
            "baseline",
            ".",
        ]
    )
    assert time.process_time() - began < 6
    out = capsys.readouterr()
    assert code == 1, out.err
    assert {each["rule"] for each in json.loads(out.out)["findings"]} >= {"host-namespaces"}


@pytest.mark.parametrize(
    ("plant", "message"),
    [
        (lambda: settings(namespaces={"[" * 20_000: {}}), "longer than 253 characters"),
        (lambda: settings(ignore=["[" * 20_000]), "unknown rule `[[["),
        (lambda: settings(exclude=["[" * 20_000]), "malformed pattern"),
        (lambda: rules(field="args", when={"matches": "(a)\\1"}), "a_word.yaml:1:"),
        (lambda: rules(field="args", when={"matches": "(" * 20_000}), "groups nested more than 50 deep"),
        (lambda: rules(field="args", when={"matches": "((a{99}){99}){99}"}), "more than 1000 characters"),
        (lambda: rules(field="args", message="{value:>999999999}", when={"present": True}), "unknown placeholder"),
        (lambda: rules(field="$..a..b", when={"present": True}), "only one `..`"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_with_its_place(
    plant: object, message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(plant)
    plant()
    began = time.process_time()
    assert run(["check", "--no-cache", "."]) == 2
    assert time.process_time() - began < 6
    error = capsys.readouterr().err
    assert message in error
    assert "internal error" not in error
    assert len(error) < 2_000


def test_a_suppression_comment(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("web.yaml").write_text(POD.replace("true", f"true  # podlint: ignore[{'[' * 20_000}] x"))
    began = time.process_time()
    assert run(["check", "--no-cache", "--pod-security", "baseline", "web.yaml"]) == 1
    assert time.process_time() - began < 6
    assert "host-namespaces" in capsys.readouterr().out
