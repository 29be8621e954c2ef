"""Settings and configuration files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from podlint import lint_text
from podlint.cli.project import find_config, read_config
from podlint.config.api_server import ClusterSettings
from podlint.config.config import Config, ConfigError, parse_config
from podlint.errors import PodlintError
from podlint.finding.severity import Severity
from podlint.report import FORMATS, View, render
from podlint.rule.packs import BUILTIN, load_package

RULES = load_package(BUILTIN)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"profil": "strict"}, "unknown setting `profil`; did you mean profile?"),
        ({"fail_onn": "error"}, "unknown setting `fail_onn`; did you mean fail_on?"),
        ({"profile": "harsh"}, "profile: unsupported value 'harsh'; expected one of minimal, "),
        ({"paths": {"a/": {"selct": []}}}, "unknown setting `paths.a/.selct`; did you mean select?"),
        ({"custom_resources": [{"group": "a.b", "pods": ["x"]}]}, "custom_resources.0.kind: this setting is required"),
        ({"severity": {"x": 3}}, "severity.x: unsupported value 3"),
        ({"severity": 3}, "severity: must be a mapping, not 3"),
    ],
)  # fmt: skip
def test_bad_settings_are_errors_of_podlint(settings: dict[str, Any], message: str) -> None:
    for make in (lambda: Config(**settings), lambda: Config.model_validate(settings)):
        with pytest.raises(PodlintError) as raised:
            make()
        assert isinstance(raised.value, ConfigError)
        assert str(raised.value).startswith(message)
    with pytest.raises(ConfigError):
        Config.model_validate_json(json.dumps(settings))
    with pytest.raises(ConfigError):
        ClusterSettings(allow_priviledged=True)  # type: ignore[call-arg]


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
        ("profile: strict\nprofil: x\n", ":2:1: unknown setting `profil`; did you mean profile?"),
        ("profile: stric\n", ":1:1: profile: unsupported value 'stric'; did you mean strict?"),
        ("fail-on: nevr\n", ":1:1: fail-on: unsupported value 'nevr'; did you mean never?"),
        ("fail_onn: error\n", ":1:1: unknown setting `fail_onn`; did you mean fail_on?"),
        ("cluster: {alow-privileged: true}\n", ":1:11: unknown setting `cluster.alow-privileged`; did you mean allow-privileged?"),
        ("cluster: {feature-gates: {ImageVolum: true}}\n", "did you mean ImageVolume?"),
        ("cluster: {feature-gates: {ImageVolume: maybe}}\n", "ImageVolume: must be true or false, not 'maybe'"),
        ("custom-resources: [{group: a.b, kind: C, pod: [x]}]\n", ":1:42: unknown setting `custom-resources.0.pod`; did you mean pods?"),
        ("custom-resources: [{group: a.b, kind: C, pods: [$..a..b]}]\n", "podlint reads only one `..`"),
        ("custom-resources: [{group: a.b/v1, kind: C, pods: [x]}]\n", "an API group without a version, not 'a.b/v1'"),
        ("nodes: [{cpu: 4, memry: 8Gi}]\n", ":1:18: unknown setting `nodes.0.memry`; did you mean memory?"),
        ("nodes:\n  - {name: a, cpu: four}\n", ":2:15: nodes.0.cpu: must be an amount such as 4 or 16Gi, not 'four'"),
        ("nodes: [{memory: -1Gi}]\n", "nodes.0.memory: must not be negative, but it is '-1Gi'"),
        ("nodes: [{cpu: [4]}]\n", "nodes.0.cpu: must be an amount such as 4 or 16Gi, not [4]"),
        ("nodes: [{resources: {gpu: many}}]\n", ":1:22: nodes.0.resources.gpu: must be an amount"),
        ("nodes: [{count: 0}]\n", ":1:10: nodes.0.count: must be at least 1, not 0"),
        ("nodes: [{labels: {disk: []}}]\n", "nodes.0.labels.disk: must not be empty"),
        ("nodes: [{labels: {cores: 4}}]\n", "nodes.0.labels.cores: must be a string or a list, not 4; put it in quotes"),
        ("nodes: [{taints: [{key: a}]}]\n", "nodes.0.taints.0.effect: this setting is required"),
        ("nodes: [{taints: [{key: a, effect: NoExecut}]}]\n", ":1:28: nodes.0.taints.0.effect: unsupported value 'NoExecut'; did you mean NoExecute?"),
        ("nodes-complete: maybe\n", ":1:1: nodes-complete: must be true or false, not 'maybe'"),
        ("pod-security-exemptions: {namespace: []}\n", ":1:27: unknown setting `pod-security-exemptions.namespace`; did you mean namespaces?"),
        ("options: {unlisted-registry: {registry: []}}\n", "unknown setting `options.unlisted-registry.registry`; did you mean registries?"),
        ("options: {low-user-idd: {}}\n", ":1:11: unknown rule `low-user-idd`; did you mean low-user-id?"),
        ("paths: {a/: {ignores: []}}\n", ":1:14: unknown setting `paths.a/.ignores`; did you mean ignore?"),
        ("paths: {'[a': {}}\n", ":1:9: paths.[a: malformed pattern '[a'; no path can match it"),
        ("paths: {'!a': {}}\n", ":1:9: paths.!a: pattern '!a' must not start with `!`"),
        ("exclude: [a, 'b\\']\n", ":1:14: exclude.1: malformed pattern"),
        ("kubernetes-version: 1.30\n", ":1:1: kubernetes-version: must be a string, not the number 1.3; put it in quotes"),
        ("kubernetes-version: '1.99'\n", ":1:1: kubernetes-version: unknown Kubernetes version 1.99: podlint knows 1.25 to 1.37"),
        ("exclude: [y]\n", ":1:11: exclude.0: must be a string, not true; put it in quotes"),
        ("ruleset: 'x'\n", ":1:1: ruleset: must be a podlint version, such as 0.4, not 'x'"),
        (f"ruleset: '{'1' * 5_000}.0'\n", ":1:1: ruleset: must be a podlint version"),
        ("ignore: missing-command\n", ":1:1: ignore: must be a list, not 'missing-command'"),
        ("severity: {'probe/*': info}\n", ":1:12: unknown rule `probe/*`; did you mean probes/*?"),
        ("profile: harsh\n", ":1:1: profile: "),
        ("options: {init-request-dominates: {times: 0.5}}\n", "times: must be at least 1.0, not 0.5"),
        ("ignore:\n  - missing-command\n  - missing-comand\n", ":3:5: unknown rule `missing-comand`; did you mean missing-command?"),
        ("severity:\n  missing-command: fatal\n", ":2:3: severity.missing-command: "),
        ("severity: {nothing-known: error}\n", ":1:12: unknown rule `nothing-known`"),
        ("options:\n  missing-command: {a: 1}\n", ":2:3: rule `missing-command` has no options"),
        ("paths:\n  a/:\n    ignore: [x-y]\n", ":3:14: unknown rule `x-y`"),
        ("namespaces:\n  kube-*:\n    preview: true\n", ":3:5: unknown setting `namespaces.kube-*.preview`; expected one of exclude, extend-select, "),
        ("root: /\n", ":1:1: unknown setting `root`; expected one of baseline, cache, "),
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
        ('[tool.podlint]\nprofile = "strict"\nprofil = 1\n', ":3:1: unknown setting `profil`"),
        ("[tool.podlint]\nignore = [\n  'x-y',\n]\n", ":2:1: unknown rule `x-y`"),
        (
            "[tool.podlint.severity]\n'missing-command' = 'fatal'\n",
            ":2:1: severity.missing-command",
        ),
        ("[tool.podlint.severity]\n  \"probes/x\" = 'info'\n", ":2:3: unknown rule `probes/x`"),
        (
            "[tool.podlint.paths.'a.b/*']\nprofil = 1\n",
            ":2:1: unknown setting `paths.a.b/*.profil`",
        ),
        ("[tool.podlint\n", "invalid TOML"),
    ],
)
def test_faults_of_a_pyproject_have_a_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"pyproject\.toml") as raised:
        read_config(path, RULES)
    assert message in str(raised.value)


def test_settings_are_read_from_either_file(tmp_path: Path) -> None:
    wanted = parse_config({"profile": "strict", "fail-on": "error"})
    (tmp_path / ".podlint.yaml").write_text("profile: strict\nfail-on: error\n")
    (tmp_path / "pyproject.toml").write_text("[tool.podlint]\nprofile='strict'\nfail-on='error'\n")
    for name in (".podlint.yaml", "pyproject.toml"):
        expected = wanted.model_copy(update={"root": tmp_path, "file": tmp_path / name})
        assert read_config(tmp_path / name, RULES).config == expected


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / ".podlint.yaml"
    path.write_text("# nothing yet\n")
    assert read_config(path, RULES).config == Config(root=tmp_path, file=path)


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.podlint]\n")
    assert find_config(deep) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / ".podlint.yaml").write_text("")
    assert find_config(deep) == tmp_path / "a" / ".podlint.yaml"
    (deep / "pyproject.toml").write_text("[tool.other]\n")
    assert find_config(deep) == tmp_path / "a" / ".podlint.yaml"


SETTINGS = "profile: strict\n"


@pytest.mark.parametrize(
    ("name", "text", "remedy"),
    [
        ("podlint.yaml", SETTINGS, "rename it to .podlint.yaml, or"),
        ("podlint.yml", "ignore:\n  - naked-pod\n", "rename it to .podlint.yaml"),
        ("podlint.json", '{"fail-on": "error"}', "rename it to .podlint.yaml, or"),
        (".podlint.json", "{}", "rename it to .podlint.yaml, or"),
        (".podlint.toml", 'profile = "strict"', "rename it to .podlint.yaml and convert it to YAML"),
        ("podlint.toml", 'profile = "strict"', "rename it to .podlint.yaml"),
        (".podlint", SETTINGS, "rename it to .podlint.yaml"),
        (".podlintrc", SETTINGS, "rename it to .podlint.yaml"),
        ("pyproject.toml", "[tool.podlnt]\nprofile = 'strict'\n", "[tool.podlnt]; rename it to [tool.podlint]"),
        ("pyproject.toml", "[tool.pod-lint]\nprofile = 'strict'\n", "[tool.pod-lint]; rename it to [tool.podlint]"),
        ("pyproject.toml", "[tool.Podlint.severity]\na = 'info'\n", "[tool.Podlint]; rename it to [tool.podlint]"),
        ("pyproject.toml", "[podlint]\nfail_on = 'error'\n", "[podlint]; rename it to [tool.podlint]"),
    ],
)  # fmt: skip
def test_a_configuration_of_a_wrong_name_is_told(
    tmp_path: Path, name: str, text: str, remedy: str
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "deploy").mkdir()
    (tmp_path / name).write_text(text)
    for folder in (tmp_path, tmp_path / "deploy"):
        with pytest.raises(ConfigError) as raised:
            find_config(folder)
        assert str(raised.value).startswith(f"{tmp_path / name}: podlint does not read")
        assert remedy in str(raised.value)
    (tmp_path / ".podlint.yaml").write_text("")
    assert find_config(tmp_path / "deploy") == tmp_path / ".podlint.yaml"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("podlint.yaml", "apiVersion: v1\nkind: ConfigMap\nignore: x\n"),
        ("podlint.yaml", "image: podlint\n"),
        ("podlint.toml", "[package]\nname = 'podlint'\n"),
        ("pyproject.toml", "[tool.pylint]\nignore = ['CVS']\n"),
        ("pyproject.toml", "[tool.podlnt]\ncolour = 'red'\n"),
        ("pyproject.toml", "[project]\nname = 'podlint-rules'\n# as [tool.podlint] would say\n"),
        ("pyproject.toml", "[tool.podlnt\nprofile = 'strict'\n"),
    ],
)
def test_what_only_looks_like_a_configuration_is_left_alone(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / ".podlint").mkdir()
    assert find_config(tmp_path) is None


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["podlint.json", ".podlint.json", "podlint.toml", ".podlintrc"])
@pytest.mark.parametrize("pods", [1, 4000])
def test_a_report_is_no_configuration(tmp_path: Path, form: str, name: str, pods: int) -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{image: b}]}\n"
    report = lint_text(pod, name="pod.yaml")
    many = report.replace(findings=report.findings * pods)
    (tmp_path / name).write_text(render(many, form, View(Config(), rules=RULES)))
    assert find_config(tmp_path) is None


def test_wrong_names_outside_of_the_repository_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "podlint.yaml").write_text(SETTINGS)
    (tmp_path / "project" / ".git").mkdir(parents=True)
    (tmp_path / "loose").mkdir()
    assert find_config(tmp_path / "project") is None
    assert find_config(tmp_path / "loose") is None


def test_a_table_counts_however_it_is_written(tmp_path: Path) -> None:
    for text in (
        "[tool]\npodlint = {profile = 'strict'}\n",
        '[tool."podlint"]\n',
        "[tool.podlint\n",
    ):
        (tmp_path / "pyproject.toml").write_text(text)
        assert find_config(tmp_path) == tmp_path / "pyproject.toml"
