"""The report of the library writes itself in each format, and lists fixes as JSON Patches."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import podlint
from podlint.report import FORMATS

PROBE = {"timeoutSeconds": 5, "periodSeconds": 2, "httpGet": {"port": 80}}
POD: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web"},
    "spec": {
        "containers": [
            {"name": "a", "image": "nginx:1.27", "readinessProbe": PROBE},
            {"name": "b", "image": "nginx:1.27", "livenessProbe": PROBE},
        ]
    },
}
TIMEOUT = "probe-timeout-exceeds-period"


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_what_the_command_line_writes(
    form: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pod.json").write_text(json.dumps(POD, indent=2))
    command = [sys.executable, "-m", "podlint", "check", "pod.json", "--isolated", "-f", form]
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert printed
    assert podlint.lint_file("pod.json").render(form) == printed


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    report = podlint.lint_objects([POD])
    with pytest.raises(ValueError, match="unknown format 'xml'; expected one of text, concise"):
        report.render("xml")  # type: ignore[arg-type]


def test_json_and_sarif_are_plain_data() -> None:
    report = podlint.lint_objects([POD])
    found = report.to_json()
    assert found == json.loads(report.render("json"))
    assert [each["rule"] for each in found["findings"]] == [each.rule for each in report.findings]
    results = report.to_sarif()["runs"][0]["results"]
    assert {each["ruleId"] for each in results} == {each.rule for each in report.findings}


def test_the_settings_of_the_call_are_those_of_its_report() -> None:
    strict = podlint.Config(fail_on="never", kubernetes_version="1.34")
    found = podlint.lint_objects([POD], config=strict).to_json()
    assert found["kubernetes_version"] == "1.34"
    assert found["summary"]["fail_on"] == "never"
    assert not found["summary"]["failed"]


def test_one_patch_makes_all_fixes_of_a_document() -> None:
    before = deepcopy(POD)
    patch, *others = podlint.lint_objects([None, POD]).json_patches(unsafe=True)
    assert not others
    assert (patch.path, patch.document, str(patch.object)) == ("objects[1]", 0, "Pod/web")
    assert [each.rule for each in patch.findings] == [TIMEOUT, TIMEOUT]
    after = deepcopy(POD)
    for operation in patch.operations:
        assert operation["op"] == "replace"
        *steps, last = str(operation["path"]).split("/")[1:]
        target: Any = after
        for step in steps:
            target = target[int(step) if isinstance(target, list) else step]
        target[last] = operation["value"]
    assert before == POD
    assert TIMEOUT not in [each.rule for each in podlint.lint_objects([after]).findings]


def test_unsafe_fixes_are_in_a_patch_only_if_asked_for() -> None:
    assert podlint.lint_objects([POD]).json_patches() == ()


def test_patches_name_the_document_of_a_text() -> None:
    text = f"# first\n---\n{json.dumps(POD)}\n"
    (patch,) = podlint.lint_text(text, name="pods.yaml").json_patches(unsafe=True)
    assert (patch.path, len(patch.operations)) == ("pods.yaml", 2)
    assert patch.document == podlint.lint_text(text).findings[0].fix.document  # type: ignore[union-attr]


def test_a_patch_shows_no_secret() -> None:
    secret = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "a"},
        "stringData": {"password": 5551234567},
    }
    assert podlint.lint_objects([secret]).findings
    assert podlint.lint_objects([secret]).json_patches(unsafe=True) == ()


def test_linting_does_not_import_what_only_reports_need() -> None:
    code = (
        "import sys, podlint; podlint.lint_text('kind: Pod');"
        "print([each for each in ('typer', 'rich', 'sarif_om', 'podlint.report') "
        "if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
