"""Fixes of what kustomizations build are made in the file that wrote the value, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint import Config, fix_paths
from podlint.fix import Fixed
from podlint.report.text_diff import unified_diff

POD = """\
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
      nodeSelector:
        beta.kubernetes.io/os: linux # all nodes
      containers:
        - name: app
          image: app:1.4
          livenessProbe:
            httpGet: {path: /live, port: 8080}
            timeoutSeconds: 30
"""
PATCH = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
"""
SLOW = f"""\
{PATCH}      containers:
        - name: app
          livenessProbe:
            timeoutSeconds: 40 # slow
"""
BASE = {"base/kustomization.yaml": "resources: [web.yaml]\n", "base/web.yaml": POD}
TIMEOUT = "probe-timeout-exceeds-period"
LABEL = "deprecated-node-label"


def overlay(name: str, *lines: str, patch: str = "") -> dict[str, str]:
    """An overlay of the base, with lines of its kustomization and a patch."""
    patches = ["patches: [{path: patch.yaml}]"] if patch else []
    text = "\n".join(["resources: [../base]", *patches, *lines, ""])
    files = {f"{name}/kustomization.yaml": text}
    return {**files, f"{name}/patch.yaml": patch} if patch else files


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def fixed(files: dict[str, str], *rules: str) -> dict[str, Fixed]:
    for path, text in files.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text)
    results, report = fix_paths(["."], config=Config(select=rules), unsafe=True)
    assert not report.errors
    return {each.path: each for each in results if each.after != each.before}


def lines(result: Fixed) -> list[str]:
    """The changed lines."""
    diff = unified_diff(result.path, result.before, result.after).splitlines()
    return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_a_value_of_the_base_is_fixed_there() -> None:
    (result,) = fixed({**BASE, **overlay("one")}, TIMEOUT, LABEL).values()
    assert result.path == "base/web.yaml"
    assert lines(result) == [
        "-        beta.kubernetes.io/os: linux # all nodes",
        "+        kubernetes.io/os: linux # all nodes",
        "-            timeoutSeconds: 30",
        "+            timeoutSeconds: 10",
    ]


def test_overlays_of_one_base_are_fixed_once() -> None:
    files = {**BASE, **overlay("one"), **overlay("two", "namePrefix: b-")}
    (result,) = fixed(files, TIMEOUT, LABEL).values()
    assert result.path == "base/web.yaml"
    assert len(result.fixed) == 2
    assert len(lines(result)) == 4


def test_a_value_of_a_patch_is_fixed_there() -> None:
    (result,) = fixed({**BASE, **overlay("one", patch=SLOW)}, TIMEOUT).values()
    assert result.path == "one/patch.yaml"
    assert lines(result) == [
        "-            timeoutSeconds: 40 # slow",
        "+            timeoutSeconds: 10 # slow",
    ]


def test_a_value_that_one_overlay_replaces_stays() -> None:
    """The fix of the base is for the other overlay alone, and would change what this one takes."""
    right = SLOW.replace("40", "5")
    files = {**BASE, **overlay("one"), **overlay("two", patch=right)}
    assert fixed(files, TIMEOUT) == {}


def test_a_value_that_two_overlays_need_to_differ_stays() -> None:
    period = SLOW.replace("timeoutSeconds: 40", "periodSeconds: {}")
    files = {
        **BASE,
        **overlay("one", patch=period.format(20)),
        **overlay("two", patch=period.format(25)),
    }
    assert fixed(files, TIMEOUT) == {}
    same = {**BASE, **overlay("one"), **overlay("two")}
    for path in ("one/patch.yaml", "two/patch.yaml"):
        Path(path).unlink()
    assert list(fixed(same, TIMEOUT)) == ["base/web.yaml"]


def test_an_overlay_without_the_finding_keeps_its_base() -> None:
    """Renamed in the base, the label would no longer be what the patch takes away."""
    without = f"{PATCH}      nodeSelector:\n        beta.kubernetes.io/os: null\n"
    files = {**BASE, **overlay("one"), **overlay("two", patch=without)}
    assert fixed(files, LABEL) == {}


def test_a_key_that_base_and_patch_write_stays() -> None:
    other = f"{PATCH}      nodeSelector:\n        beta.kubernetes.io/os: windows\n"
    assert fixed({**BASE, **overlay("one", patch=other)}, LABEL) == {}


def test_a_key_of_a_patch_alone_is_renamed() -> None:
    base = {**BASE, "base/web.yaml": POD.replace("beta.kubernetes.io/os", "disk")}
    other = f"{PATCH}      nodeSelector:\n        beta.kubernetes.io/arch: arm64\n"
    (result,) = fixed({**base, **overlay("one", patch=other)}, LABEL).values()
    assert result.path == "one/patch.yaml"
    assert lines(result)[1] == "+        kubernetes.io/arch: arm64"


def test_an_image_that_a_kustomization_writes_stays() -> None:
    old = POD.replace("app:1.4", "k8s.gcr.io/pause:3.9")
    base = {**BASE, "base/web.yaml": old}
    images = "images: [{name: k8s.gcr.io/pause, newTag: '3.10'}]"
    assert fixed({**base, **overlay("one", images)}, "deprecated-registry") == {}
    (result,) = fixed({**base, **overlay("one")}, "deprecated-registry").values()
    assert lines(result)[1] == "+          image: registry.k8s.io/pause:3.9"


def test_a_missing_field_is_written_to_the_file_of_its_parent() -> None:
    text = POD.replace("  selector:\n    matchLabels: {app: web}\n", "")
    (result,) = fixed(
        {**BASE, "base/web.yaml": text, **overlay("one")}, "missing-required-field"
    ).values()
    assert result.path == "base/web.yaml"
    assert result.after == POD.replace("matchLabels: {app: web}", "matchLabels:\n      app: web")


def test_what_was_built_once_is_fixed_in_the_same_run() -> None:
    """A file with the result of a build is not checked until a fix of a source makes it differ."""
    found = fixed({**BASE, **overlay("a"), "release/web.yaml": POD}, LABEL, TIMEOUT)
    assert found.keys() == {"base/web.yaml", "release/web.yaml"}
    assert found["base/web.yaml"].after == found["release/web.yaml"].after
    for each in found.values():
        Path(each.path).write_text(each.after)
    again, _ = fix_paths(["."], config=Config(select=(LABEL, TIMEOUT)), unsafe=True)
    assert not [each.fixed for each in again if each.fixed]
