"""`podlint config`: which settings apply to a file, and where each comes from."""

from __future__ import annotations

import json
import random
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from podlint.cli.arguments import run
from podlint.cli.explained_settings import leaves
from podlint.cli.options import given
from podlint.config.config import Config, parse_config
from podlint.config.layers import PARTS, layers_at
from podlint.config.section import Section

SLOW, IDLE = "probe-timeout-exceeds-period", "liveness-with-restart-never"
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: app
      image: app:1.4
      livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 2, timeoutSeconds: 5}
"""


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("PRE_COMMIT", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "web.yaml").write_text(POD)
    return tmp_path


class Shown:
    """What `podlint config --format json` prints."""

    def __init__(self, text: str) -> None:
        self.data: dict[str, Any] = json.loads(text)
        self.settings = {each["name"]: each for each in self.data["settings"]}

    def value(self, name: str) -> Any:
        return self.settings[name]["value"]

    def origins(self, name: str) -> list[tuple[Any, str, str | None, int | None, bool]]:
        return [
            (each["value"], each["level"], each["path"], each["line"], each["applies"])
            for each in self.settings[name]["from"]
        ]


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Any:
    def shown(*arguments: str) -> Shown:
        capsys.readouterr()
        code = run(["config", "--format", "json", *arguments])
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        return Shown(out)

    return shown


TABLE: list[tuple[str, str, list[str], list[Any]]] = [
    # the setting, its option, what is written at each level, and how it is shown
    ("profile", "--profile", ["minimal", "strict", "recommended", "strict"], ["minimal", "strict", "recommended", "strict"]),
    ("select", "--select", [f"[{SLOW}]", f"[{IDLE}]", "['probes/*']", SLOW], [[SLOW], [IDLE], ["probes/*"], [SLOW]]),
    ("extend-select", "--extend-select", [f"[{SLOW}]", f"[{IDLE}]", "['probes/*']", "naked-pod"], [SLOW, IDLE, "probes/*", "naked-pod"]),
    ("ignore", "--ignore", [f"[{SLOW}]", f"[{IDLE}]", "['probes/*']", "naked-pod"], [SLOW, IDLE, "probes/*", "naked-pod"]),
    ("severity." + SLOW, "", [f"{{{SLOW}: info}}", f"{{{SLOW}: error}}", f"{{{SLOW}: warning}}"], ["info", "error", "warning"]),
    ("severity.probes/*", "", ["{probes/*: info}", "{probes/*: error}", "{probes/*: warning}"], ["info", "error", "warning"]),
    ("options.unlisted-registry.registries", "", ["{unlisted-registry: {registries: [a.b]}}", "{unlisted-registry: {registries: [c.d]}}", "{unlisted-registry: {registries: [e.f]}}"], [["a.b"], ["c.d"], ["e.f"]]),
    ("pod-security", "--pod-security", ["privileged", "baseline", "restricted:v1.30", "restricted"], ["privileged:latest", "baseline:latest", "restricted:v1.30", "restricted:latest"]),
    ("kubernetes-version", "--kubernetes-version", ["'1.33'", "'1.34'", "'1.35'", "1.36"], ["1.33", "1.34", "1.35", "1.36"]),
    ("fail-on", "--fail-on", ["info", "error", "never", "warning"], ["info", "error", "never", "warning"]),
    ("exclude", "", ["[a/]", "[b/]", "[c/]"], ["a/", "b/", "c/"]),
    ("include", "", ["['*.yaml']", "['*.yml']", "['*.json']"], [["*.yaml"], ["*.yml"], ["*.json"]]),
    ("preview", "--preview", ["false", "true", "", ""], [False, True, None, True]),
    ("kustomize", "--kustomize", ["off", "builtin", "", "binary"], ["off", "builtin", None, "binary"]),
    ("jobs", "", ["1", "2"], [1, 2]),
    ("cluster.allow-privileged", "", ["{allow-privileged: false}", "{allow-privileged: true}"], [False, True]),
    ("cluster.feature-gates.ImageVolume", "", ["{feature-gates: {ImageVolume: false}}", "{feature-gates: {ImageVolume: true}}"], [False, True]),
    ("notes.missing-command", "", ["{missing-command: ask a}", "{missing-command: {text: b, link: https://c.d/}}"], ["ask a", {"text": "b", "link": "https://c.d/"}]),
    ("vendored", "", ["[a/]", "[b/]"], ["a/", "b/"]),
    ("static-pods", "", ["[]", "[a.yaml]"], [[], ["a.yaml"]]),
    ("fail-on-unchecked", "", ["[template]", "[unreadable]"], [["template"], ["unreadable"]]),
    ("ruleset", "", ["'0.1'", "'0.2'"], ["0.1", "0.2"]),
]  # fmt: skip
ADDED = {"extend-select", "ignore", "exclude", "vendored"}
LEVELS = ("extended", "project", "path", "command line")


def write_levels(
    folder: Path, setting: str, values: list[str], levels: tuple[bool, ...]
) -> list[str]:
    """Write a setting at some levels, each on a line of its own; return what the command needs."""
    key = setting.partition(".")[0]
    base = f"\n{key}: {values[0]}\n" if levels[0] and values[0] else "\n"
    own = "extends: base.yaml\n\n"
    own += f"{key}: {values[1]}\n" if levels[1] else "\n"
    own += f"paths:\n  deploy/:\n    {key}: {values[2]}\n" if levels[2] else ""
    (folder / "base.yaml").write_text(base)
    (folder / ".podlint.yaml").write_text(own)
    return values


@pytest.mark.parametrize("levels", list(product([False, True], repeat=4)), ids=str)
@pytest.mark.parametrize(("setting", "option", "values", "wanted"), TABLE, ids=[each[0] for each in TABLE])  # fmt: skip
def test_each_setting_is_explained_at_each_level(
    repository: Path,
    shown: Any,
    setting: str,
    option: str,
    values: list[str],
    wanted: list[Any],
    levels: tuple[bool, ...],
) -> None:
    made = [
        level and number < len(values) and (values[number] != "" or option == "--preview")
        for number, level in enumerate(levels)
    ]
    made += [False] * (4 - len(made))
    if setting in ("preview", "kustomize"):
        made[2] = False
    if not option or len(values) < 4:
        made[3] = False
    write_levels(repository, setting, values, tuple(made))
    arguments = [option, values[3]] if made[3] else []
    found = shown("deploy/web.yaml", *filter(None, arguments))
    given = [number for number in range(4) if made[number]]
    files = (("base.yaml", 2), (".podlint.yaml", 3), (".podlint.yaml", 6), (None, None))  # fmt: skip
    if not given:
        name = (
            setting if setting in found.settings else setting.rpartition(".")[0].split(".RULE")[0]
        )
        name = name if name in found.settings else setting.split(".")[0]
        assert found.settings[name]["default"]
        assert [each["level"] for each in found.settings[name]["from"]] == ["default"]
        return
    expected = [
        (wanted[n], LEVELS[n], *files[n], setting in ADDED or n == given[-1]) for n in given
    ]
    assert found.origins(setting) == expected
    applying = [wanted[n] for n in given]
    assert found.value(setting) == (applying if setting in ADDED else applying[-1])
    lines = Path(".podlint.yaml").read_text().splitlines()
    for value in found.settings[setting]["from"]:
        if value["path"] == ".podlint.yaml":
            line = lines[value["line"] - 1]
            assert setting.split(".")[0] in line
            assert 1 <= value["column"] <= len(line)


def in_toml(value: Any) -> str:
    """A value as TOML writes it in one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)} = {in_toml(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(in_toml, value))}]"
    return json.dumps(value)


class Written:
    """A configuration with each setting on a line of its own, in YAML or TOML, or both mixed."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path = path
        self.lines = ["# settings"] if path.suffix == ".yaml" else ["[project]", 'name = "a"', "", "[tool.podlint]"]  # fmt: skip
        self.chance = chance

    def begin(self, section: str, pattern: str) -> None:
        if self.path.suffix == ".yaml":
            self.lines += [f"{section}:", f"  {json.dumps(pattern)}:"]
        else:
            self.lines += [f"[tool.podlint.{section}.{json.dumps(pattern)}]"]

    def add(self, key: str, value: Any, depth: int = 0) -> int:
        """Write a setting, and return its line."""
        self.lines += ["# a comment", ""][: self.chance.randrange(3)]
        line = (
            f"{' ' * depth}{key}: {json.dumps(value)}"
            if self.path.suffix == ".yaml"
            else f"{key} = {in_toml(value)}"
        )
        self.lines.append(line)
        return len(self.lines)

    def save(self) -> None:
        self.path.write_text("\n".join(self.lines) + "\n")


@pytest.mark.parametrize("seed", range(30))
def test_many_settings_at_many_levels(repository: Path, shown: Any, seed: int) -> None:
    """Each value has the line where it is written, whatever else is written in which format."""
    chance = random.Random(seed)
    names = chance.sample(range(len(TABLE)), 12)
    base = Written(Path(chance.choice(["base.yaml", "base.toml"])), chance)
    own = Written(Path(chance.choice([".podlint.yaml", "pyproject.toml"])), chance)
    own.add("extends", base.path.name)
    expected: dict[str, list[tuple[Any, str, str | None, int | None]]] = {}
    arguments: list[str] = []
    used: set[str] = set()
    chosen = []
    for number in names:
        setting, option, values, wanted = TABLE[number]
        key = setting.partition(".")[0]
        if key not in used and key not in ("profile", "select"):  # they replace other settings
            used.add(key)
            chosen.append((setting, option, values, wanted, key))
    for level, file in enumerate((base, own, own)):
        if level == 2:
            own.begin("paths", "deploy/")
        for setting, _, values, wanted, key in chosen:
            in_section = len(values) > 2 and values[2] != ""
            if chance.random() < 0.6 and (level < 2 or in_section):
                line = file.add(key, yaml.safe_load(values[level]), 4 if level == 2 else 0)
                row = (wanted[level], LEVELS[level], file.path.name, line)
                expected.setdefault(setting, []).append(row)
        if level == 2:
            own.add("severity", {"images/*": "info"}, 4) if "severity" not in used else None
    for setting, option, values, wanted, _ in chosen:
        if option and len(values) == 4 and values[3] and chance.random() < 0.5:
            arguments += [option, values[3]]
            expected.setdefault(setting, []).append((wanted[3], LEVELS[3], None, None))
    base.save()
    own.save()
    found = shown("deploy/web.yaml", *arguments)
    assert len(expected) > 3
    for setting, rows in expected.items():
        assert [each[:4] for each in found.origins(setting)] == rows, setting
        assert [each[4] for each in found.origins(setting)] == [
            setting in ADDED or row == rows[-1] for row in rows
        ]


SECTION_TABLE = [each for each in TABLE if len(each[2]) > 2 and each[2][2] != ""]


@pytest.mark.parametrize("setting", [each[0] for each in SECTION_TABLE])
@pytest.mark.parametrize("levels", list(product([False, True], repeat=3)), ids=str)
def test_a_setting_of_an_overlay_or_a_namespace_has_its_place(
    repository: Path, shown: Any, setting: str, levels: tuple[bool, ...]
) -> None:
    _, _, values, wanted = next(each for each in SECTION_TABLE if each[0] == setting)
    key = setting.partition(".")[0]
    text = "\n"
    expected: list[tuple[Any, str, str | None, int, str]] = []
    for number, (part, pattern, level) in enumerate(
        (
            ("paths", "prod/", "path"),
            ("overlays", "prod/", "overlay"),
            ("namespaces", "pro?", "namespace"),
        )
    ):
        if levels[number]:
            text += f"{part}:\n  {pattern}:\n    {key}: {values[number]}\n"
            if part != "paths":  # the file is in deploy/
                line = text.count("\n")
                expected.append((wanted[number], level, ".podlint.yaml", line, pattern))
    for name, content in {
        "deploy/kustomization.yaml": "resources: [web.yaml]\n",
        "prod/kustomization.yaml": "namespace: prod\nresources: [../deploy]\n",
        ".podlint.yaml": text,
    }.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(content)
    others = shown("deploy/web.yaml").data["others"]
    found = [
        (each["value"], each["level"], each["path"], each["line"], each["pattern"])
        for other in others
        for one in other["settings"]
        if one["name"] == setting
        for each in one["from"]
        if each["level"] not in ("default", "project")
    ]
    assert found == expected


@pytest.mark.parametrize("levels", list(product([False, True], repeat=3)), ids=str)
def test_the_values_are_those_that_the_engine_uses(
    repository: Path, shown: Any, levels: tuple[bool, ...]
) -> None:
    from podlint.cli.project import project_of
    from podlint.reading.inputs import Inputs

    for setting in ("profile", "pod-security", "kubernetes-version", "fail-on"):
        values = next(each[2] for each in TABLE if each[0] == setting)
        write_levels(repository, setting, values, (*levels, False))
        found = shown("deploy/web.yaml")
        project = project_of(["deploy"], None, {}, Inputs())
        name = setting.replace("-", "_")
        layers = layers_at(project.config, "deploy/web.yaml", "shop")
        used = [value for each in layers if (value := getattr(each, name))]
        assert found.value(setting) == (used[-1] if used else None)


def test_every_setting_is_shown(
    repository: Path, shown: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """No setting exists that is not shown, whatever it is in: the test looks through the models."""
    for arguments in ([], ["deploy/web.yaml"]):
        names = shown(*arguments).settings.keys()
        missing = {".".join(path) for path, _ in leaves(Config)} - names
        assert not missing
        fields = {info.alias or name for name, info in Config.model_fields.items()}
        hidden = {each.replace("_", "-") for each in Config.not_in_files}
        assert {each.partition(".")[0] for each in names} == fields - hidden
        assert run(["config", *arguments]) == 0
        data = yaml.safe_load(capsys.readouterr().out)
        assert fields - hidden == data.keys()
        parse_config({**data, "kustomize": "builtin"})


def test_every_setting_of_a_section_is_shown(repository: Path, shown: Any) -> None:
    values = {
        "profile": "strict", "select": [SLOW], "extend-select": [SLOW], "ignore": [SLOW],
        "severity": {SLOW: "info"}, "options": {"low-user-id": {"least": 3}},
        "pod-security": "baseline:latest", "kubernetes-version": "1.36", "fail-on": "error",
        "exclude": ["a"], "include": ["b"],
    }  # fmt: skip
    assert values.keys() == {info.alias or name for name, info in Section.model_fields.items()}
    for part in PARTS:
        Path(".podlint.yaml").write_text(json.dumps({part: {"deploy": values}}))
        names = {each for each in shown().settings if each.startswith(f"{part}.deploy.")}
        assert {each.split(".")[2] for each in names} == values.keys()


def test_the_options_of_check_are_settings(capsys: pytest.CaptureFixture[str]) -> None:
    """What the command line can say, a file can say, except what is about one run."""
    import typer.main

    from podlint.cli.arguments import _application

    command: Any = typer.main.get_command(_application([]))
    check = command.commands["check"]
    options = {max(each.opts, key=len).removeprefix("--") for each in check.params if each.param_type_name == "option"}  # fmt: skip
    of_one_run = {
        "add-suppressions",
        "reason",
        "write-baseline",
        "base",
        "complete",
        "config",
        "diff",
        "help",
        "isolated",
        "show-settings",
        "stdin-filename",
    }
    settings = {info.alias or name for name, info in Config.model_fields.items()}
    assert options - settings == of_one_run - {"help"}


def test_text_is_a_configuration_with_comments(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("base.yaml").write_text(f"profile: strict\nlocked: [fail-on]\nignore: [{IDLE}]\n")
    Path(".podlint.yaml").write_text(
        "extends: base.yaml\nseverity: {probes/*: info}\nnamespaces: {shop: {pod-security: baseline}}\n"
        "paths:\n  deploy/:\n    profile: minimal\nvendored: [web.*]\n"
    )
    assert run(["config", "deploy/web.yaml", "--fail-on", "error"]) == 0
    out = capsys.readouterr().out
    for line in (
        "# settings for deploy/web.yaml",
        "# in .podlint.yaml",
        "# extends base.yaml: base.yaml",
        "# vendored: podlint reports only errors here, and makes no fixes",
        "profile: minimal  # .podlint.yaml:6:5, path deploy/",
        "  # overridden: strict, base.yaml:1:1",
        f"  # overridden: {IDLE}, base.yaml:3:10",
        '  "probes/*": info  # .podlint.yaml:2:12',
        "fail-on: error  # command line, locked by base.yaml:2:10",
        '  - "web.*"  # .podlint.yaml:7:12',
        "jobs: null  # default",
        "# other settings for objects in the namespace shop",
        'pod-security: "baseline:latest"  # .podlint.yaml:3:21, namespace shop',
    ):
        assert f"{line}\n" in out
    own, other = yaml.safe_load_all(out)
    assert own["severity"] == {"probes/*": "info"}
    assert other == {"pod-security": "baseline:latest"}


def test_what_is_built_has_settings_of_its_own(repository: Path, shown: Any) -> None:
    for name, text in {
        "deploy/kustomization.yaml": "resources: [web.yaml]\n",
        "prod/kustomization.yaml": "namespace: prod\nresources: [../deploy]\n",
        ".podlint.yaml": "overlays: {prod/: {fail-on: error}}\nnamespaces: {prod: {profile: strict}}\n",
    }.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text)
    (other,) = shown("deploy/web.yaml").data["others"]
    assert (other["namespace"], other["build"]) == ("prod", "prod")
    found = {each["name"]: each["from"][-1]["level"] for each in other["settings"]}
    assert found == {"profile": "namespace", "fail-on": "overlay"}


def test_a_static_pod_is_not_held_to_a_standard(repository: Path, shown: Any) -> None:
    Path(".podlint.yaml").write_text("static-pods: [/deploy/]\npod-security: restricted\n")
    assert shown("deploy/web.yaml").origins("pod-security") == [
        ("restricted:latest", "project", ".podlint.yaml", 2, False),
        ("privileged", "static Pods", None, None, True),
    ]


def test_a_selection_replaces_a_profile(repository: Path, shown: Any) -> None:
    Path("base.yaml").write_text(f"profile: strict\nextend-select: [{IDLE}]\n")
    Path(".podlint.yaml").write_text(f"extends: base.yaml\nselect: [{SLOW}]\nprofile: minimal\n")
    found = shown()
    assert found.value("profile") is None
    assert [each[4] for each in found.origins("profile")] == [False, False]
    assert found.value("select") == [SLOW]
    assert found.origins("extend-select")[0][4] is False
    found = shown("--profile", "recommended")
    assert (found.value("profile"), found.value("select")) == ("recommended", None)
    Path(".podlint.yaml").write_text("select: [naked-pod]\n")
    assert shown().origins("profile") == [("recommended", "default", None, None, False)]


def test_a_folder_has_what_all_its_files_have(repository: Path, shown: Any) -> None:
    Path(".podlint.yaml").write_text("paths: {deploy/: {profile: strict}, '*.yaml': {fail-on: never}}\n")  # fmt: skip
    found = shown("deploy")
    assert (found.data["path"], found.value("profile"), found.value("fail-on")) == ("deploy", "strict", "warning")  # fmt: skip
    assert shown("deploy/new.yaml").value("fail-on") == "never"
    assert shown(".").data["path"] is None


@pytest.mark.parametrize(
    ("settings", "path", "lines"),
    [
        ("", "deploy/web.yaml", ["runs, severity warning", "  profile  (default)"]),
        (f"ignore: ['probes/*', {SLOW}]", "", ["does not run", f"  ignore: {SLOW}  (.podlint.yaml:1:22)"]),
        ("select: [naked-pod]", "", ["does not run", "  select: without it  (.podlint.yaml:1:1)"]),
        ("profile: minimal", "", ["does not run", "  profile: minimal  (.podlint.yaml:1:1)"]),
        (f"ignore: [{SLOW}]\npaths: {{deploy/: {{extend-select: ['probes/*']}}}}", "deploy/web.yaml", ["runs, severity warning", "  extend-select: probes/*  (.podlint.yaml:2:35, path deploy/)"]),
        ("severity: {'probes/*': info}", "", ["runs, severity info", "  profile  (default)", "  severity: info  (.podlint.yaml:1:12)"]),
        (f"notes: {{{SLOW}: ask us}}", "", ["runs, severity warning", "  profile  (default)", "  note: ask us"]),
    ],
)  # fmt: skip
def test_a_rule_is_explained(
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    settings: str,
    path: str,
    lines: list[str],
) -> None:
    Path(".podlint.yaml").write_text(settings)
    assert run(["config", *filter(None, [path]), "--rule", SLOW]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert [first, *rest] == [f"{SLOW}: {lines[0]}", *lines[1:]]


def test_a_rule_is_explained_for_other_objects_and_as_json(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(".podlint.yaml").write_text(
        "namespaces: {shop: {options: {low-user-id: {least: 5}}, extend-select: [low-user-id]}}\n"
    )
    assert run(["config", "deploy/web.yaml", "--rule", "low-user-id"]) == 0
    out = capsys.readouterr().out
    assert "low-user-id: does not run\n" in out
    assert "low-user-id: runs, severity info, for objects in the namespace shop\n" in out
    assert "  option least = 5\n" in out
    assert run(["config", "deploy/web.yaml", "--rule", "low-user-id", "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [each["runs"] for each in data["settings"]] == [False, True]
    assert data["settings"][1]["options"] == {"least": 5}
    assert data["settings"][1]["from"][0]["column"] == 73
    assert run(["config", "--rule", "low-user-idd"]) == 2
    assert "did you mean low-user-id?" in capsys.readouterr().err


def test_check_shows_its_settings(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".podlint.yaml").write_text("paths: {deploy/: {profile: strict}}\nformat: sarif\nquiet: true\n")  # fmt: skip
    arguments = ["check", "--show-settings", "deploy", "--format", "json", "--no-quiet", "-v"]
    assert run(arguments) == 0
    out = capsys.readouterr().out
    for line in (
        "# settings for deploy",
        "profile: strict  # .podlint.yaml:1:19, path deploy/",
        "format: json  # command line",
        "  # overridden: sarif, .podlint.yaml:2:1",
        "quiet: false  # command line",
        "verbose: true  # command line",
    ):
        assert f"{line}\n" in out


def test_options_that_are_given_are_settings() -> None:
    assert given(fail_on=None, quiet=False, jobs=3) == {"quiet": False, "jobs": 3}
