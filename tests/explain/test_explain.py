"""podlint explain: the Pods of a file, check by check and version by version."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pss_sample import LEVELS, recorded

from podlint import pss
from podlint.cli.arguments import run
from podlint.explain import Explanation, explain_text
from podlint.explain import json as as_json
from podlint.explain import text as as_text
from podlint.explain.pod_security import CheckResult, PodSecurity

WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      securityContext:
        runAsNonRoot: true
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: app
          image: app:1.4
          livenessProbe:
            tcpSocket: {host: localhost, port: 80}
          securityContext:
            capabilities: {drop: [ALL]}
"""
POD_SECURITY = """\

Pod Security Standards, version latest
Check                          baseline  restricted
AppArmor                       ok        ok
Capabilities                   ok        ok
Host Namespaces                ok        ok
HostPath Volumes               ok        -
Host Ports                     ok        ok
Host Probes / Lifecycle Hooks  violated  violated
Privileged Containers          ok        ok
/proc Mount Type               ok        ok
SELinux                        ok        ok
Seccomp                        ok        ok
Sysctls                        ok        ok
HostProcess                    ok        ok
Privilege Escalation           -         violated
Volume Types                   -         ok
Running as Non-root            -         ok
Running as Non-root user       -         ok
Verdict                        rejected  rejected
- not part of this level

baseline: allowed before v1.34, rejected from v1.34
restricted: allowed before v1.8, rejected from v1.8

To meet restricted:
  probe or lifecycle host (container "app" uses probe or lifecycle host "localhost")
    spec.template.spec.containers[0].livenessProbe.tcpSocket.host  line 19
  allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false)
    spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation  line 20

"""


def explained(text: str, version: str = "latest") -> PodSecurity:
    (pod,) = explain_text(text, version=version).pods
    return pod.pod_security


def check(part: PodSecurity, name: str) -> CheckResult:
    (found,) = [each for each in part.checks if each.check == name]
    return found


def test_the_text() -> None:
    explanation = explain_text(WEB, name="web.yaml")
    text = as_text.render([explanation])
    assert text.startswith("Deployment/web  web.yaml:11\n\nContainer")
    assert POD_SECURITY in text


def test_colors_are_written_on_request() -> None:
    assert "\x1b[" in as_text.render([explain_text(WEB)], color=True)


def test_each_check_and_what_is_missing() -> None:
    part = explained(WEB)
    assert [each.level for each in part.levels if not each.allowed] == ["baseline", "restricted"]
    host = check(part, "hostProbesAndHostLifecycle")
    assert host.allowed == (False, False)
    assert [(each.field, each.line) for each in host.fields] == [
        ("spec.template.spec.containers[0].livenessProbe.tcpSocket.host", 19)
    ]
    assert check(part, "hostPathVolumes").allowed == (True, None)
    assert check(part, "restrictedVolumes").allowed == (None, True)
    assert [each.check for each in part.missing] == [
        "hostProbesAndHostLifecycle",
        "allowPrivilegeEscalation",
    ]


def test_the_versions_at_which_the_verdict_changes() -> None:
    baseline, restricted = explained(WEB).levels
    assert baseline.history == (("v1.0", True), ("v1.34", False))
    assert restricted.history == (("v1.0", True), ("v1.8", False))
    windows = WEB.replace("      containers:", "      os: {name: windows}\n      containers:")
    windows = windows.replace("host: localhost, ", "")
    assert explained(windows).levels[1].history == (
        ("v1.0", True),
        ("v1.8", False),
        ("v1.25", True),
    )


def test_an_older_version_runs_fewer_checks() -> None:
    part = explained(WEB, "v1.7")
    assert [each.allowed for each in part.levels] == [True, True]
    assert part.missing == ()
    assert "allowPrivilegeEscalation" not in [each.check for each in part.checks]
    assert "seccompProfile_restricted" not in [each.check for each in part.checks]


def test_a_version_must_be_one() -> None:
    with pytest.raises(pss.PolicyError, match=r"v1\.x"):
        explain_text(WEB, version="1.29")


def test_it_agrees_with_the_recorded_verdicts() -> None:
    for each in list(recorded())[:40]:
        if "spec" not in each.pod:
            continue
        pod = json.dumps({"apiVersion": "v1", "kind": "Pod", **each.pod})
        explanation = explain_text(pod, version="v1.37")
        if not explanation.pods:
            continue
        part = explanation.pods[0].pod_security
        for level, result in zip(LEVELS, part.levels, strict=True):
            # An API server fills in defaults first, by which a verdict can only become milder.
            if not each.verdicts[level, "v1.37"]:
                assert result.allowed, each.name
            assert dict(result.history)["v1.0"] in (True, False)


def test_json() -> None:
    data: dict[str, Any] = json.loads(as_json.render([explain_text(WEB, name="web.yaml")]))
    assert data["schema"] == "podlint-explain/1"
    (pod,) = data["pods"]
    assert (pod["path"], pod["line"], pod["object"]) == ("web.yaml", 11, "Deployment/web")
    part = pod["pod_security"]
    assert part["levels"]["restricted"]["first_change"] == "v1.8"
    assert part["missing_for_restricted"] == [
        "hostProbesAndHostLifecycle",
        "allowPrivilegeEscalation",
    ]
    by_name = {each["check"]: each for each in part["checks"]}
    assert by_name["allowPrivilegeEscalation"]["baseline"] is None
    assert by_name["allowPrivilegeEscalation"]["restricted"] is False
    assert by_name["allowPrivilegeEscalation"]["fields"] == [
        {
            "field": "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation",
            "line": 20,
        }
    ]


def test_what_holds_no_pod_is_said() -> None:
    text = f"{WEB}---\napiVersion: example.com/v1\nkind: Widget\nmetadata: {{name: c}}\n"
    explanation = explain_text(text, name="web.yaml")
    assert len(explanation.pods) == 1
    assert "web.yaml:23: unknown kind: Widget (example.com)" in as_text.render([explanation])
    assert json.loads(as_json.render([explanation]))["skipped"][0]["line"] == 23


def test_a_part_of_a_pod_is_called_one() -> None:
    patch = WEB.replace("          image: app:1.4\n", "")
    explanation: Explanation = explain_text(patch)
    assert explanation.pods[0].partial
    assert "This is only a part of a Pod." in as_text.render([explanation])


def test_a_container_of_a_custom_resource() -> None:
    text = (
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: build}\nspec:\n"
        "  templates:\n    - name: build\n      container:\n        image: app:1.4\n"
    )
    assert check(explained(text), "allowPrivilegeEscalation").fields[0].field == (
        "spec.templates[0].container.securityContext.allowPrivilegeEscalation"
    )


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    Path("web.yaml").write_text(WEB)
    assert run(["explain", "web.yaml"]) == 0
    assert POD_SECURITY in capsys.readouterr().out
    assert run(["explain", "web.yaml", "-f", "json", "--pod-security-version", "v1.7"]) == 0
    (pod,) = json.loads(capsys.readouterr().out)["pods"]
    assert pod["pod_security"]["levels"]["restricted"]["allowed"] is True


def test_the_command_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WEB.encode())))
    assert run(["explain", "-"]) == 0
    assert capsys.readouterr().out.startswith("Deployment/web  <stdin>:11\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.yaml"], "nowhere.yaml: no such file or directory"),
        (["latin.yaml"], "latin.yaml: not UTF-8 text: byte 0"),
        (["web.yaml", "--pod-security-version", "1.29"], "malformed policy version '1.29'"),
    ],
)
def test_what_cannot_be_explained(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("web.yaml").write_text(WEB)
    Path("latin.yaml").write_bytes(b"\xe4: 1\n")
    assert run(["explain", *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "json", "html"])
@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("empty", "podlint: no YAML or JSON files found\n"),
        ("-", "podlint: no Pods found in 1 file, so nothing was explained\n"),
        ("service.yaml", "podlint: no Pods found in 1 file, so nothing was explained\n"),
    ],
)
def test_an_explanation_of_nothing_says_so(
    argument: str,
    expected: str,
    form: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (tmp_path / "empty").mkdir()
    (tmp_path / "service.yaml").write_text("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n")
    assert run(["explain", argument, "-f", form]) == 0
    assert capsys.readouterr().err == expected
