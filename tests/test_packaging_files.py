"""What other tools read of the repository: the Makefile, the pre-commit hooks, the GitHub Action."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from podlint.cli.arguments import run

ROOT = Path(__file__).parents[1]
HOOKS = {
    each["id"]: each
    for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1
      securityContext: {{privileged: {privileged}}}
"""


def made(variables: dict[str, str]) -> dict[str, str]:
    """The environment that a command of the Makefile gets."""
    show = "import json, os; print(json.dumps(dict(os.environ)))"
    makefile = f"include {ROOT / 'Makefile'}\nshow:\n\t@{sys.executable} -c '{show}'\n"
    done = subprocess.run(
        ["make", "--no-print-directory", "-f", "-", "show"],
        input=makefile, env={"PATH": os.environ["PATH"], **variables},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    "name",
    ["PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTEST_ADDOPTS", "LC_NUMERIC", "LANG", "NO_COLOR",
     "XDG_CACHE_HOME", "GIT_DIR", "COLUMNS", "VIRTUAL_ENV", "HYPOTHESIS_EXPERIMENTAL"],
)  # fmt: skip
def test_what_a_shell_has_set_does_not_reach_the_tests(name: str) -> None:
    assert name not in made({name: "1"})


@pytest.mark.parametrize(
    "name",
    ["PIP_INDEX_URL", "UV_INDEX_URL", "SSL_CERT_FILE", "HTTPS_PROXY", "no_proxy", "HOME", "CI",
     "REQUESTS_CA_BUNDLE", "PYENV_ROOT", "GIT_SSL_CAINFO"],
)  # fmt: skip
def test_what_a_network_asks_for_does(name: str) -> None:
    assert made({name: "1"})[name] == "1"


def test_there_is_a_hook_that_checks_and_one_that_fixes() -> None:
    assert HOOKS["podlint"]["entry"] == "podlint check --force-exclude --include-builds"
    assert HOOKS["podlint-fix"]["entry"] == "podlint check --fix --force-exclude"
    for hook in HOOKS.values():
        assert hook["language"] == "python"
        assert hook["types_or"] == ["yaml", "json"]
        assert "types" not in hook
        assert hook["require_serial"] is True


def test_the_hook_checks_the_files_it_is_given_whatever_they_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["--fail-on=never.yaml", "a b.yaml", "-x.yaml"]
    for name in names:
        Path(name).write_text(POD.format(privileged="true"), encoding="utf-8")
    command, *arguments = shlex.split(HOOKS["podlint"]["entry"])
    assert command == "podlint"
    assert run([*arguments, *HOOKS["podlint"]["args"], *names]) == 1
    out = capsys.readouterr().out
    assert all(f"{name}:9:" in out for name in names)


def test_the_hook_leaves_out_what_the_configuration_excludes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("vendored.yaml").write_text(POD.format(privileged="true"), encoding="utf-8")
    Path(".podlint.yaml").write_text("exclude: [vendored.yaml]\n", encoding="utf-8")
    _, *arguments = shlex.split(HOOKS["podlint"]["entry"])
    assert run([*arguments, *HOOKS["podlint"]["args"], "vendored.yaml"]) == 0


NOT_OF_KUBERNETES = {
    "package.json": '{"name": "web", "version": "1.0.0", "dependencies": {"left-pad": "^1.3.0"}}',
    "tsconfig.json": '{\n  // the compiler\n  "compilerOptions": {"strict": true,},\n}\n',
    "list.json": "[1, 2, 3]",
    "lines.json": '{"a": 1}\n{"b": 2}\n',
    "empty.json": "",
    "schema.json": '{"$schema": "x", "properties": {"kind": {"type": "string"}}}',
    "ci.yml": "name: x\non: push\n",
}


@pytest.mark.parametrize("hook", sorted(HOOKS))
def test_a_hook_is_silent_about_what_is_not_kubernetes(
    hook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in NOT_OF_KUBERNETES.items():
        Path(name).write_text(text, encoding="utf-8")
    _, *arguments = shlex.split(HOOKS[hook]["entry"])
    assert run([*arguments, *HOOKS[hook]["args"], *NOT_OF_KUBERNETES]) == 0
    assert "error" not in capsys.readouterr().out


def test_a_hook_checks_json_manifests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    pod = yaml.safe_load(POD.format(privileged="true"))
    Path("pod.json").write_text(json.dumps(pod), encoding="utf-8")
    Path("broken.json").write_text(json.dumps(pod)[:-1], encoding="utf-8")
    _, *arguments = shlex.split(HOOKS["podlint"]["entry"])
    assert run([*arguments, *HOOKS["podlint"]["args"], "pod.json", "broken.json"]) == 1
    out = capsys.readouterr().out
    assert "pod.json:1:" in out
    assert "broken.json:1:" in out


def test_the_action_runs_nothing_that_is_not_pinned() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert len(used) == 2
    for each in used:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", each)
    install = next(step["run"] for step in STEPS if step.get("id") == "install")
    assert "--require-hashes" in install
    locked = (ROOT / "requirements" / "action.txt").read_text(encoding="utf-8")
    for package in re.findall(r"^[a-z].*?(?=^[a-z]|\Z)", locked, re.MULTILINE | re.DOTALL):
        assert "==" in package
        assert "--hash=sha256:" in package


def test_inputs_reach_a_shell_through_its_environment_only() -> None:
    for step in STEPS:
        if "run" in step:
            assert step["shell"] == "bash"
            assert not EXPRESSION.search(step["run"]), step["name"]
            for variable in step.get("env", {}):
                assert f"${variable}" in step["run"], (step["name"], variable)


def test_what_the_action_refers_to_exists() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    steps = {step["id"]: step for step in STEPS if "id" in step}
    for expression in EXPRESSION.findall(text):
        for name in re.findall(r"inputs\.([\w-]+)", expression):
            assert name in ACTION["inputs"]
        for step in re.findall(r"steps\.([\w-]+)\.", expression):
            assert step in steps
        for name in re.findall(r"steps\.check\.outputs\.([\w-]+)", expression):
            assert f'echo "{name}=' in steps["check"]["run"]
    assert all(f"inputs.{name} " in text for name in ACTION["inputs"])


def test_findings_are_uploaded_before_they_fail_the_step() -> None:
    names = [step["name"] for step in STEPS]
    assert names.index("Upload to code scanning") < names.index("Verdict") == len(names) - 1
    upload = STEPS[names.index("Upload to code scanning")]
    assert upload["continue-on-error"] is True


@pytest.fixture
def check_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if shutil.which("bash") is None:
        pytest.fail("the action needs bash, and so does its test")
    (tmp_path / "work").mkdir()
    (tmp_path / "results").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def run_check(
    folder: Path, **inputs: str
) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """Run the step ``check`` as GitHub's runner does; its outputs come second."""
    step: dict[str, Any] = next(each for each in STEPS if each.get("id") == "check")
    defaults = {
        name.upper().replace("-", "_"): each["default"] for name, each in ACTION["inputs"].items()
    }
    environment = {name: defaults[name] for name in step["env"] if name in defaults}
    environment |= {
        "PATH": os.environ["PATH"],
        "PYTHON": sys.executable,
        "FOLDER": str(folder / "results"),
        "GITHUB_OUTPUT": str(folder / "outputs"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }
    (folder / "outputs").write_text("")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        env=environment | inputs,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (folder / "outputs").read_text(encoding="utf-8").splitlines()
    return done, dict(line.split("=", 1) for line in lines)


def test_the_action_writes_sarif_and_a_summary_and_leaves_the_verdict_to_its_last_step(
    check_step: Path,
) -> None:
    Path("a b").mkdir()
    Path("a b/pod.yaml").write_text(POD.format(privileged="true"), encoding="utf-8")
    Path("good.yaml").write_text(POD.format(privileged="false"), encoding="utf-8")
    done, outputs = run_check(check_step, PATHS="a b\r\n\ngood.yaml\n")
    assert done.returncode == 0, done.stderr
    assert outputs["exit-code"] == "1"
    counts = [outputs[name] for name in ("findings", "errors", "warnings", "infos")]
    assert counts == ["1", "0", "1", "0"]
    sarif = json.loads(Path(outputs["sarif-file"]).read_text(encoding="utf-8"))
    assert len(sarif["runs"][0]["results"]) == 1
    summary = (check_step / "summary").read_text(encoding="utf-8")
    assert summary.startswith("## podlint: 1 warning in 2 Pods in 2 files")
    assert "a b/pod.yaml" in summary
    annotations = (check_step / "results" / "annotations").read_text(encoding="utf-8")
    assert annotations.startswith("::warning file=a b/pod.yaml,title=privileged-container,line=9,")


def test_the_action_counts_and_uploads_a_clean_run_too(check_step: Path) -> None:
    Path("good.yaml").write_text(POD.format(privileged="false"), encoding="utf-8")
    done, outputs = run_check(check_step)
    assert done.returncode == 0, done.stderr
    assert (outputs["exit-code"], outputs["findings"]) == ("0", "0")
    assert Path(outputs["sarif-file"]).is_file()


def test_a_setting_that_podlint_refuses_is_no_clean_run(check_step: Path) -> None:
    done, outputs = run_check(check_step, FAIL_ON="seldom")
    assert done.returncode == 0
    assert outputs == {"exit-code": "2"}
    assert "seldom" in done.stderr


def test_a_baseline_leaves_new_findings(check_step: Path) -> None:
    Path("old.yaml").write_text(POD.format(privileged="true"), encoding="utf-8")
    assert run(["check", "old.yaml", "--write-baseline", "known.yaml"]) == 0
    done, outputs = run_check(check_step, PATHS="old.yaml", BASELINE="known.yaml")
    assert done.returncode == 0, done.stderr
    assert (outputs["exit-code"], outputs["findings"]) == ("0", "0")


def test_kustomizations_are_checked_as_the_input_says(check_step: Path) -> None:
    Path("pod.yaml").write_text(POD.format(privileged="false"), encoding="utf-8")
    kustomization = "resources: [pod.yaml]\nimages: [{name: app, newName: k8s.gcr.io/app}]\n"
    Path("kustomization.yaml").write_text(kustomization, encoding="utf-8")
    assert run_check(check_step)[1]["findings"] != "0"
    assert run_check(check_step, RENDER="off")[1]["findings"] == "0"


def test_a_finding_becomes_an_alert_or_an_annotation_and_never_both() -> None:
    annotate = next(step for step in STEPS if step["name"] == "Annotate")
    assert annotate["if"] == (
        "${{ !cancelled() && steps.check.outputs.sarif-file != '' && "
        "steps.upload.outcome != 'success' }}"
    )
    assert "annotations" not in next(s for s in STEPS if s.get("id") == "check")["run"].replace(
        '--output "github=$FOLDER/annotations"', ""
    )


@pytest.mark.parametrize("paths", ["--output=sarif=x", "-", "good.yaml\n-x"])
def test_a_path_is_not_taken_for_an_option(check_step: Path, paths: str) -> None:
    done, outputs = run_check(check_step, PATHS=paths)
    assert done.returncode == 2
    assert "::error::" in done.stdout
    assert outputs == {}


def test_what_a_manifest_holds_is_neither_run_nor_obeyed(check_step: Path) -> None:
    name = "::add-path::x; $(touch pwned) `touch pwned`.yaml"
    Path(name).write_text(POD.format(privileged="true"), encoding="utf-8")
    done, outputs = run_check(check_step, PATHS=name)
    assert outputs["findings"] == "1"
    assert not Path("pwned").exists()
    first, *between, last = done.stdout.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert len(token) >= 32
    assert last == f"::{token}::"
    assert any(line.startswith(r"\x3a:add-path::x") for line in between)


CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")


def test_the_image_is_small_pinned_and_of_no_architecture() -> None:
    lines = re.findall(r"(?m)^FROM (\S+)", CONTAINERFILE)
    assert len(lines) == 2
    assert len({*lines}) == 1
    assert re.fullmatch(r"docker\.io/library/python:3\.\d+-slim-\w+", lines[0])
    assert not re.search(r"amd64|arm64|x86_64|aarch64|--platform", CONTAINERFILE)


def test_the_image_installs_nothing_that_is_not_locked() -> None:
    script = CONTAINERFILE.replace("\\\n", " ")
    installs = [
        line for line in re.split(r"\n| && ", script) if "pip" in line and " install " in line
    ]
    assert len(installs) == 2
    for line in installs:
        assert "--require-hashes" in line or "--no-index" in line
    copied = re.findall(r"(?m)^COPY (?!--from)(\S+)", CONTAINERFILE)
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert ignored == ["*", *(f"!{each}" for each in sorted(copied))]


def test_the_image_runs_podlint_without_rights() -> None:
    last = CONTAINERFILE.rpartition("FROM ")[2]
    (user,) = re.findall(r"(?m)^USER (\d+):\d+$", last)
    assert int(user) >= 1000
    assert 'ENTRYPOINT ["podlint"]' in last
    assert "\nRUN " not in last


def test_podlint_runs_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_text(POD.format(privileged="true"))
    environment = {**os.environ, "HOME": "/nonexistent", "XDG_CACHE_HOME": "/proc/nowhere",
                   "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    environment.pop("PODLINT_CACHE_DIR", None)
    done = subprocess.run(
        [sys.executable, "-m", "podlint", "check", "pod.yaml"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert "privileged-container" in done.stdout
