"""podlint explain shows what podlint check finds: the same settings, findings and numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from podlint import Config
from podlint.cli.arguments import run
from podlint.explain import explain_text, html, text

WEB = Path(__file__).parents[1] / "golden" / "explain" / "web.yaml"
FILES = {
    "web.yaml": WEB.read_text(encoding="utf-8"),
    "several.yaml": """\
apiVersion: v1
kind: Pod
metadata: {name: first, namespace: shop}
spec: {hostNetwork: true, containers: [{name: a, image: a}]}
---
# podlint: ignore[host-namespaces] - the agent needs it
apiVersion: v1
kind: Pod
metadata: {name: second, namespace: other}
spec: {hostNetwork: true, containers: [{name: a, image: a}]}
""",
    "list.yaml": """\
apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: a}]}}
  - {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {containers: [{name: b, image: "b:1", bogus: 1}]}}
""",
    "workflow.yaml": """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: build}
spec:
  templates:
    - name: one
      container: {name: main, image: a, securityContext: {privileged: true}}
    - name: two
      container: {name: main, image: b, securityContext: {allowPrivilegeEscalation: true}}
""",
}  # fmt: skip
SETTINGS = """\
profile: strict
ignore: [missing-cpu-request]
severity: {missing-memory-limit: error}
pod-security: restricted
namespaces: {shop: {ignore: ["network/*"]}}
paths: {list.yaml: {profile: minimal}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        Path(name).write_text(content)
    Path(".podlint.yaml").write_text(SETTINGS)
    Path("other.yaml.config").write_text("profile: strict\n")
    return tmp_path


def found_by(command: str, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    run([command, "--format", "json", *arguments])
    out, err = capsys.readouterr()
    assert not err
    return json.loads(out)


def each_pod(data: Any) -> dict[str, list[Any]]:
    return {f"{pod['path']}:{pod['object']}": pod["findings"] for pod in data["pods"]}


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--isolated"],
        ["--config", "other.yaml.config"],
        ["--profile", "minimal"],
        ["--profile", "strict", "--preview", "--isolated"],
        ["--select", "pod_security/*", "--ignore", "host-namespaces"],
        ["--extend-select", "missing-cpu-request"],
        ["--pod-security", "baseline:v1.20"],
        ["--kubernetes-version", "1.31"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("folder")
def test_the_findings_are_those_of_check(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    checked = found_by("check", [*options, "web.yaml", "several.yaml", "list.yaml"], capsys)
    explained = found_by("explain", [*options, "web.yaml", "several.yaml", "list.yaml"], capsys)
    pods = each_pod(explained)
    assert len(pods) == 5
    assert sorted((each for found in pods.values() for each in found), key=str) == sorted(
        checked["findings"], key=str
    )
    for name, found in pods.items():
        kind, _, named = name.partition(":")[2].partition("/")
        assert all((e["object"]["kind"], e["object"]["name"]) == (kind, named) for e in found)


@pytest.mark.usefixtures("folder")
def test_standard_input_has_the_findings_of_check(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    def given() -> None:
        stream = io.TextIOWrapper(io.BytesIO(FILES["several.yaml"].encode()))
        monkeypatch.setattr("sys.stdin", stream)

    options = ["--complete", "--stdin-filename", "several.yaml", "-"]
    given()
    checked = found_by("check", options, capsys)
    given()
    first, second = each_pod(found_by("explain", options, capsys)).values()
    assert first + second == checked["findings"]
    assert first


@pytest.mark.usefixtures("folder")
def test_several_pods_of_an_object_have_their_own_findings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = found_by("explain", ["--isolated", "--profile", "strict", "workflow.yaml"], capsys)
    one, two = ([each["pointer"] for each in pod["findings"]] for pod in data["pods"])
    assert any("templates/0" in each for each in one)
    assert not any("templates/1" in each for each in one)
    assert any("templates/1" in each for each in two)
    assert not any("templates/0" in each for each in two)


def test_the_numbers_are_those_of_the_findings() -> None:
    (pod,) = explain_text(FILES["web.yaml"]).pods
    (finding,) = [each for each in pod.findings if each.rule == "init-request-dominates"]
    written = text.render([explain_text(FILES["web.yaml"])])
    for amount in ("4100m", "500m"):
        assert amount in finding.message
        assert amount in written.partition("Requests by step")[2]


def test_the_text_shows_findings_below_the_drawing() -> None:
    written = text.render([explain_text(FILES["web.yaml"], config=Config(profile="strict"))])
    order = [written.index(each) for each in ("Start order", "Findings of podlint", "Requests by")]
    assert order == sorted(order)
    section = written[order[1] : order[2]].splitlines()
    assert section[1].startswith("  line 19, warning: ")
    assert any(line.startswith("    help: ") for line in section)
    assert len([line for line in section if line.endswith("[missing-run-as-non-root]")]) <= 4
    assert re.search("^migrate +init container +app:1.4 +1 warning, ", written, re.MULTILINE)


def test_the_reason_is_said_once_for_each_rule() -> None:
    spec = "{containers: [{name: a, image: 'a:1'}, {name: b, image: 'a:1'}]}"
    pod = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {spec}\n"
    config = Config(select=("missing-memory-limit",))
    written = text.render([explain_text(pod, config=config)])
    assert written.count("has no memory limit [missing-memory-limit]") == 2
    assert written.count("    help: ") == 2
    assert written.count("    why: ") == 1


def test_suppressed_findings_are_counted_but_not_shown() -> None:
    config = Config(select=("host-namespaces",))
    explanation = explain_text(FILES["several.yaml"], config=config)
    first, second = explanation.pods
    assert [len(first.counted), len(second.counted), len(second.findings)] == [1, 0, 1]
    for written in (text.render([explanation]), html.render([explanation])):
        assert written.count("[host-namespaces]") + written.count("<small>host-namespaces") == 1
        assert "1 suppressed finding not shown" in written


@pytest.mark.usefixtures("folder")
def test_a_configured_standard_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "web.yaml"]) == 0
    assert (
        "The configuration of podlint requires restricted:latest: the Pod violates it."
        in capsys.readouterr().out
    )
    data = found_by("explain", ["--pod-security", "baseline", "web.yaml"], capsys)
    assert data["pods"][0]["pod_security"]["settings"] == [
        {"mode": "command line", "standard": "baseline:latest", "allowed": True}
    ]


NOT_UTF8 = "not UTF-8 text: byte 0 is 0xe4; save the file as UTF-8"


@pytest.mark.usefixtures("folder")
def test_files_that_cannot_be_read_are_errors_beside_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("latin.yaml").write_bytes(b"\xe4: 1\n")
    for form in ("text", "html", "json"):
        assert run(["explain", "-f", form, "latin.yaml", "web.yaml"]) == 2
        out, err = capsys.readouterr()
        assert "Deployment/web" in out
        assert err == f"podlint: latin.yaml: {NOT_UTF8}\n"
        if form == "json":
            assert json.loads(out)["errors"] == [{"path": "latin.yaml", "message": NOT_UTF8}]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ignore", "no-such-rule", "web.yaml"], "no-such-rule"),
        (["--complete", "web.yaml"], "--complete applies to standard input"),
    ],
)
def test_settings_that_cannot_be_used(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", *arguments]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert message in err
