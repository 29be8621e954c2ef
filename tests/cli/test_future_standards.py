"""Versions of the Pod Security Standards that podlint does not know yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.cli.arguments import run

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  hostPID: true
  containers: [{name: app, image: "nginx:1.27"}]
"""
NAMESPACE = """\
---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/enforce-version: %s
"""
WARNING = "podlint: Pod Security v1.99 is newer than v1.37"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "web.yaml").write_text(POD)
    return tmp_path


@pytest.mark.parametrize("version", ["v1.99", "v1.37", "v1.0", "latest"])
def test_a_newer_version_is_used_with_a_warning(
    version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "--pod-security", f"restricted:{version}"]) == 1
    assert capsys.readouterr().err.startswith(WARNING) == (version == "v1.99")
    run(["explain", "web.yaml", "--pod-security-version", version])
    assert capsys.readouterr().err.startswith(WARNING) == (version == "v1.99")


@pytest.mark.parametrize("part", ["%s", "paths: {web.yaml: {%s}}", "namespaces: {shop: {%s}}"])
def test_a_newer_version_in_the_configuration(
    part: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".podlint.yaml").write_text(part % "pod-security: 'restricted:v1.99'")
    assert run(["check"]) == 1
    assert capsys.readouterr().err.count(WARNING) == 1


@pytest.mark.parametrize("version", ["v1.99", "v1.37"])
def test_a_newer_version_in_a_label(
    version: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "web.yaml").write_text(POD + NAMESPACE % version)
    assert run(["check"]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert ("(checked as v1.37)" in out) == (version == "v1.99")
