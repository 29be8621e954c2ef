"""The GitHub Action imports nothing from the repository that it checks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
STEPS = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]

POD = "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {hostPID: true, containers: []}}\n"
PWNED = "import pathlib; pathlib.Path({trace!r}).touch()\n"
OTHERS = (
    "pip", "podlint", "setuptools", "sitecustomize", "usercustomize", "typer", "click", "pydantic",
    "rich", "ruamel",
)  # fmt: skip

INTERPRETER = """\
#!/usr/bin/env bash
# Python, but that it notes how it is called, makes a small environment and installs nothing.
all=$*
echo "$PWD|${{PYTHONPATH-}}|${{all//$'\n'/ }}" >> {log}
flags=()
while [[ $1 == -* && $1 != -[cm] ]]; do flags+=("$1"); shift; done
case "$1 $2" in
  "-m venv")
    mkdir -p "$3/bin"
    cp "$0" "$3/bin/python"
    exec {python} "${{flags[@]}}" -m venv --help > {log}.help ;;
  "-m pip")
    exec {python} "${{flags[@]}}" -m zipfile --help > {log}.help ;;
esac
exec {python} "${{flags[@]}}" "$@"
"""


class Runner:
    """GitHub's runner, as far as steps that are scripts see it."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "workspace"
        self.log = folder / "log"
        for name in ("workspace", "temporary", "bin"):
            (folder / name).mkdir()
        python = folder / "bin/python"
        python.write_text(INTERPRETER.format(log=self.log, python=sys.executable))
        python.chmod(0o755)
        self._outputs = folder / "outputs"
        self._known = {"steps.python.outputs.python-path": str(python)}
        self._variables = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "RUNNER_TEMP": str(folder / "temporary"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(self._outputs),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        }

    def run(self, **variables: str) -> list[subprocess.CompletedProcess[str]]:
        """Run all steps that are scripts, as if the others had done nothing."""
        return [self._step(step, variables) for step in STEPS if "run" in step]

    def _step(
        self, step: dict[str, Any], variables: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        self._outputs.write_text("")
        own = {name: self._value(text) for name, text in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace, env={**self._variables, **variables, **own},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        for line in self._outputs.read_text().splitlines():
            name, _, value = line.partition("=")
            self._known[f"steps.{step.get('id')}.outputs.{name}"] = value
        return done

    def _value(self, text: str) -> str:
        name = re.fullmatch(r"\$\{\{ (.*) \}\}", text)[1]
        return self._known.get(name, "." if name == "inputs.working-directory" else "")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def plant(folder: Path, trace: Path) -> None:
    """Fill a folder with modules that leave a trace when they are imported."""
    (folder / "pod.yaml").write_text(POD)
    for name in {*sys.stdlib_module_names, *OTHERS}:
        (folder / f"{name}.py").write_text(PWNED.format(trace=str(trace)))


@pytest.mark.parametrize("variable", [None, "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP"])
def test_nothing_in_the_repository_is_imported(
    runner: Runner, tmp_path: Path, variable: str | None
) -> None:
    trace = tmp_path / "pwned"
    plant(runner.workspace, trace)
    variables = {variable: str(runner.workspace)} if variable else {}
    install, check, annotate, verdict = runner.run(**variables)
    assert not trace.exists()
    assert [each.returncode for each in (install, check, annotate)] == [0, 0, 0], check.stderr
    assert "host-namespaces" in check.stdout
    assert annotate.stdout.startswith("::")
    assert verdict.returncode == 1


def test_every_interpreter_is_isolated_and_in_a_folder_of_the_action(
    runner: Runner, tmp_path: Path
) -> None:
    (runner.workspace / "pod.yaml").write_text(POD)
    runner.run(PYTHONPATH=str(runner.workspace))
    calls = [line.split("|") for line in runner.log.read_text().splitlines()]
    assert len(calls) == 6
    for folder, search_path, arguments in calls:
        assert arguments.startswith("-I ")
        checking = " -m podlint check " in arguments
        assert Path(folder).is_relative_to(tmp_path / "temporary") is not checking
        # pip starts a Python of its own to build podlint, which gets the environment.
        assert " -m pip install " not in arguments or not search_path


def test_all_scripts_call_python_isolated() -> None:
    for step in STEPS:
        for line in step.get("run", "").splitlines():
            for call in re.findall(r'"\$(?:PYTHON|python)" (.*)', line):
                assert call.startswith("-I "), (step["name"], line)
