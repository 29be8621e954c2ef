"""The GitLab component and the Jenkins example: their scripts run, and write their reports."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from podlint.version import VERSION
from tests.cli.repositories import git, new_repository

ROOT = Path(__file__).parents[1]
COMPONENT = (ROOT / "templates/podlint.yml").read_text(encoding="utf-8")
SPEC, JOBS = COMPONENT.split("\n---\n")
INPUTS: dict[str, dict[str, Any]] = yaml.safe_load(SPEC)["spec"]["inputs"]
PAGE = (ROOT / "docs/how-to/ci.md").read_text(encoding="utf-8")
(JENKINS,) = re.findall(r"```groovy\n(.*?)```", PAGE, re.DOTALL)

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1
      securityContext: {privileged: true}
"""


def job(**inputs: str) -> dict[str, Any]:
    """The job of the component, as GitLab makes it of the inputs."""

    def value(match: re.Match[str]) -> str:
        name = match[1]
        given = inputs.get(name.replace("-", "_"), INPUTS[name]["default"])
        return json.dumps(given)[1:-1]

    text = re.sub(r"(?<=: )(\$\[\[ inputs\.[\w-]+ \]\])$", r'"\1"', JOBS, flags=re.MULTILINE)
    text = re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", value, text)
    (made,) = yaml.safe_load(text).values()
    return dict(made)


def run(script: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["sh", "-e", "-c", "\n".join(script)],
        env={"PATH": path, "HOME": str(Path.cwd()), **variables},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def run_component(inputs: dict[str, str], **variables: str) -> subprocess.CompletedProcess[str]:
    made = job(**inputs)
    assert made["before_script"] == ['pip install --quiet "$PODLINT_PACKAGE"']
    return run(made["script"], **made["variables"], **variables)


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    new_repository(tmp_path, {"deploy/a b.yaml": POD, "readme.md": ""})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_component_writes_the_reports_that_it_announces() -> None:
    done = run_component({})
    assert done.returncode == 1, done.stderr
    reports = job()["artifacts"]["reports"]
    assert job()["artifacts"]["when"] == "always"
    (issue,) = json.loads(Path(reports["codequality"]).read_text(encoding="utf-8"))
    assert issue["check_name"] == "privileged-container"
    assert issue["location"]["path"] == "deploy/a b.yaml"
    suite = ET.parse(reports["junit"]).getroot()
    assert len(suite.findall(".//failure")) == 1


def test_the_inputs_of_the_component_reach_podlint() -> None:
    Path("strict.yaml").write_text("profile: strict\n")
    Path("other").mkdir()
    Path("other/web.yaml").write_text(POD.replace("true", "false"))
    assert run_component({"fail_on": "error"}).returncode == 0
    assert run_component({"paths": "other"}).returncode == 0
    assert run_component({"paths": "other", "config": "strict.yaml", "fail_on": "info"}).returncode
    done = run_component({"paths": "other\ndeploy/a b.yaml\n"})
    assert "deploy/a b.yaml:9:" in done.stdout


def test_no_input_is_run_as_a_command() -> None:
    for name in ("paths", "config", "fail_on", "package"):
        run_component({name: "$(touch pwned) `touch pwned`; touch pwned"})
        assert not Path("pwned").exists()
    script = "\n".join(job()["script"])
    assert "inputs." not in script


def test_a_path_is_not_taken_for_an_option_of_the_component() -> None:
    done = run_component({"paths": "--fail-on=never"})
    assert done.returncode == 2


def test_a_merge_request_can_report_only_its_changes(repository: Path) -> None:
    head = subprocess.check_output(["git", "rev-parse", "HEAD"], text=True).strip()
    Path("deploy/new.yaml").write_text(POD.replace("web", "new"))
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "x")
    merge_request = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": head}
    out = run_component({"only_changes": "true"}, **merge_request).stdout
    assert "deploy/new.yaml:9:" in out
    assert "a b.yaml" not in out
    assert "a b.yaml" in run_component({}, **merge_request).stdout


def test_the_component_installs_this_version() -> None:
    assert INPUTS["package"]["default"].endswith(f"@v{VERSION}")


def test_the_jenkins_example_writes_the_reports_that_it_shows() -> None:
    commands = [each for each in re.findall(r"sh '(.*?)'", JENKINS) if " pip " not in f" {each} "]
    done = run(commands)
    assert done.returncode == 1, done.stderr
    junit = re.search(r"junit '(.*?)'", JENKINS)[1]
    assert len(ET.parse(junit).getroot().findall(".//failure")) == 1
    sarif = re.search(r"sarif\(pattern: '(.*?)'\)", JENKINS)[1]
    (result,) = json.loads(Path(sarif).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["ruleId"] == "privileged-container"
    html = re.search(r"reportFiles: '(.*?)'", JENKINS)[1]
    assert "privileged-container" in Path(html).read_text(encoding="utf-8")
