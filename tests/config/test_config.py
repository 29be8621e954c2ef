"""Settings and configuration files."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.cli.project import find_config, read_config
from podlint.config.config import Config, ConfigError, parse_config
from podlint.finding.problem import Severity
from podlint.rule.packs import BUILTIN, load_package

RULES = load_package(BUILTIN)


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [("error", {"error"}), ("info", {"error", "warning", "info"}), ("never", set())],
)
def test_what_fails_a_run(fail_on: str, failing: set[str]) -> None:
    config = Config(fail_on=fail_on)
    assert {each.value for each in Severity if config.fails(each)} == failing


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("profile: strict\nprofil: x\n", ":2:1: unknown setting profil"),
        ("profile: harsh\n", ":1:1: profile: "),
        ("ignore:\n  - missing-command\n  - missing-comand\n", ":3:5: no rule is called missing-comand; did you mean missing-command?"),
        ("severity:\n  missing-command: fatal\n", ":2:3: severity.missing-command: "),
        ("severity: {nothing-known: error}\n", ":1:12: no rule is called nothing-known"),
        ("options:\n  missing-command: {a: 1}\n", ":2:3: missing-command takes no options"),
        ("paths:\n  a/:\n    ignore: [x-y]\n", ":3:14: no rule is called x-y"),
        ("namespaces:\n  kube-*:\n    fail-on: error\n", ":3:5: unknown setting namespaces.kube-*.fail-on; known: extend-select, "),
        ("root: /\n", ":1:1: unknown setting root; known: cluster, "),
        ("- a\n", ": the configuration must be a mapping of settings, not list"),
        ("a: [1\n", ": "),
        ("preview: true\npreview: false\n", ":2:1: "),
        ("profile: strict\n---\nprofile: strict\n", "one document"),
    ],
)  # fmt: skip
def test_faults_of_a_yaml_file_have_a_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / ".podlint.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError) as raised:
        read_config(path, RULES)
    assert message in str(raised.value)
    assert str(raised.value).startswith(str(path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[tool.podlint]\nprofile = "strict"\nprofil = 1\n', ":3: unknown setting profil"),
        ("[tool.podlint]\nignore = [\n  'x-y',\n]\n", ":2: no rule is called x-y"),
        ("[tool.podlint.severity]\n'missing-command' = 'fatal'\n", ":2: severity.missing-command"),
        ("[tool.podlint\n", "not TOML"),
    ],
)
def test_faults_of_a_pyproject_have_a_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"pyproject\.toml") as raised:
        read_config(path, RULES)
    assert message in str(raised.value)


def test_settings_are_read_from_either_file(tmp_path: Path) -> None:
    wanted = parse_config({"profile": "strict", "fail-on": "error"})
    (tmp_path / ".podlint.yaml").write_text("profile: strict\nfail-on: error\n")
    (tmp_path / "pyproject.toml").write_text("[tool.podlint]\nprofile='strict'\nfail-on='error'\n")
    wanted = wanted.model_copy(update={"root": tmp_path})
    assert read_config(tmp_path / ".podlint.yaml", RULES).config == wanted
    assert read_config(tmp_path / "pyproject.toml", RULES).config == wanted


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    (tmp_path / ".podlint.yaml").write_text("# nothing yet\n")
    assert read_config(tmp_path / ".podlint.yaml", RULES).config == Config(root=tmp_path)


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.podlint]\n")
    assert find_config(deep) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / ".podlint.yaml").write_text("")
    assert find_config(deep) == tmp_path / "a" / ".podlint.yaml"
    (deep / "pyproject.toml").write_text("[tool.other]\n")
    assert find_config(deep) == tmp_path / "a" / ".podlint.yaml"
