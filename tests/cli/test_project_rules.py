"""Rules of a project: written, proved, listed and run from its folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podlint
from podlint.cli.arguments import run
from podlint.cli.project import read_config
from podlint.config.config import Config, ConfigError
from podlint.rule.declared_schema import schema
from podlint.rule.packs import BUILTIN, load_folder, load_package
from podlint.testing import prove

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: nginx
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "web.yaml").write_text(POD)
    (tmp_path / ".podlint.yaml").write_text("rules: [lint-rules]\n")
    return tmp_path


def new_rule(*more: str) -> int:
    return run(["new-rule", "image-is-nginx", "--yaml", "--folder", "lint-rules", *more])


def test_one_file_makes_a_rule(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = set(project.rglob("*"))
    assert new_rule() == 0
    assert [path for path in sorted(set(project.rglob("*")) - before) if path.is_file()] == [
        project / "lint-rules" / "image_is_nginx.yaml"
    ]
    assert run(["prove", "lint-rules"]) == 0
    assert run(["prove", "lint-rules/image_is_nginx.yaml"]) == 0
    assert capsys.readouterr().out.endswith("image-is-nginx: all examples pass\n" * 2)
    assert run(["check", "-f", "concise"]) == 1
    assert capsys.readouterr().out == (
        "web.yaml:8:14: warning: container `app` runs `nginx` [image-is-nginx]\n"
    )
    assert run(["check", "--isolated"]) == 0


def test_outside_of_a_package_a_new_rule_is_yaml(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new-rule", "my-rule"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("created rules/my_rule.yaml; edit it, then test it with `podlint prove ")
    assert out.endswith("\nto run it, name its folder in the configuration: `rules: [rules]`\n")
    assert run(["prove", "rules/my_rule.yaml"]) == 0


def test_it_is_a_rule_like_any_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_rule()
    settings = "severity: {image-is-nginx: error}\nignore: [lint_rules/*]\n"
    with (project / ".podlint.yaml").open("a") as file:
        file.write(settings)
    assert run(["check"]) == 0
    assert run(["rule", "image-is-nginx"]) == 0
    assert "\nimage-is-nginx\nwarning, not fixable" in capsys.readouterr().out
    run(["rules", "-f", "json"])
    listed = {rule["name"]: rule for rule in json.loads(capsys.readouterr().out)}
    assert listed["image-is-nginx"]["subject"] == "lint_rules"
    (project / "web.yaml").write_text(
        POD.replace("nginx", "nginx  # podlint: ignore[image-is-nginx] x")
    )
    (project / ".podlint.yaml").write_text("rules: [lint-rules]\n")
    assert run(["check"]) == 0


def test_a_rule_that_fails_its_examples(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_rule()
    path = project / "lint-rules" / "image_is_nginx.yaml"
    path.write_text(path.read_text().replace("equals: nginx", "equals: caddy"))
    capsys.readouterr()
    assert run(["prove", "lint-rules"]) == 1
    assert "image-is-nginx: expected 8:14-19, found none" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("[lint-rules, nothing]", ":1:21: the directory nothing does not exist"),
        ("[../]", ":1:9: the directory ../ is outside the directory of the configuration file"),
        ("[/]", ":1:9: the directory / is outside the directory of the configuration file"),
        ("lint-rules", ":1:1: rules: "),
    ],
)
def test_folders_lie_in_the_project(project: Path, rules: str, message: str) -> None:
    new_rule()
    path = project / ".podlint.yaml"
    path.write_text(f"rules: {rules}\n")
    with pytest.raises(ConfigError) as raised:
        read_config(path, load_package(BUILTIN))
    assert str(raised.value).startswith(f"{path}{message}")


def test_a_project_cannot_run_code(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_rule()
    (project / "lint-rules" / "x.py").write_text("raise SystemExit(7)")
    capsys.readouterr()
    assert run(["check"]) == 2
    assert "put a rule in Python into an installed package" in capsys.readouterr().err


def test_a_name_that_is_taken(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_rule()
    rule = project / "lint-rules" / "image_is_nginx.yaml"
    rule.rename(rule.with_name("host_namespaces.yaml"))
    assert run(["check"]) == 2
    err = capsys.readouterr().err
    assert "two rules have the name host-namespaces" in err
    assert "lint-rules/host_namespaces.yaml" in err


def test_the_library_loads_no_folders_by_itself(project: Path) -> None:
    new_rule()
    config = Config(rules=("lint-rules",))
    with pytest.raises(ConfigError, match="pass the rules as `rules=`"):
        podlint.lint_text(POD, config=config)
    report = podlint.lint_text(POD, rules=load_folder(project / "lint-rules"))
    assert [each.rule for each in report.findings] == ["image-is-nginx"]


def test_a_rule_is_proved_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["prove", "probe-timeout-exceeds-period"]) == 0
    assert run(["prove", "latest-tag"]) == 0
    out = "probe-timeout-exceeds-period: all examples pass\n"
    assert capsys.readouterr().out == out + out.replace(
        "probe-timeout-exceeds-period", "moving-image-tag"
    )
    assert run(["prove", "probe-timeout-exceeds-perod"]) == 2
    assert "did you mean probe-timeout-exceeds-period?" in capsys.readouterr().err


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--schema"]) == 0
    assert capsys.readouterr().out == schema()


def test_new_rules_of_a_package(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = project / "pack"
    package.mkdir()
    (package / "__init__.py").write_text("")
    common = ["new-rule", "image-is-nginx", "--folder", "pack"]
    assert run(common) == 2
    assert "--subject" in capsys.readouterr().err
    assert run([*common, "--subject", "images", "--yaml"]) == 0
    assert "preview: true" in (package / "images" / "image_is_nginx.yaml").read_text()
    assert (package / "images" / "__init__.py").is_file()
    assert run([*common, "--subject", "images"]) == 2
    assert "image_is_nginx.yaml already exists" in capsys.readouterr().err
    assert run(["new-rule", "a-b", "--folder", "lint-rules", "--subject", "images"]) == 2
    assert "is not a Python package" in capsys.readouterr().err


def test_a_new_rule_of_a_package_proves_itself(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "my_pack").mkdir()
    (project / "my_pack" / "__init__.py").touch()
    assert run(["new-rule", "a-new-rule", "--folder", "my_pack", "--subject", "images"]) == 0
    monkeypatch.syspath_prepend(project)
    (rule,) = load_package("my_pack")
    assert (rule.name, rule.subject, rule.preview) == ("a-new-rule", "images", True)
    prove(rule)
