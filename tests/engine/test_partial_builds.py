"""One fault is one finding, and what cannot be built is said and judged file by file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engine.built_repositories import BASE, LIMIT, OVERLAYS, WEB, application
from rendering.kustomize.trees import plant

from podlint import Config, Report, lint_paths
from podlint.finding.unchecked import Unchecked
from podlint.report import View, render
from podlint.rule.packs import BUILTIN, load_package

TIMEOUT = "probe-timeout-exceeds-period"
ABOVE = "request-above-limit"
RULES = tuple(load_package(BUILTIN))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def check(files: dict[str, str], *rules: str, **settings: Any) -> Report:
    plant(Path(), files)
    return lint_paths(["."], config=Config(select=rules, **settings))


def shown(report: Report, form: str) -> str:
    return render(report, form, View(Config(), rules=RULES))


def sarif(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shown(report, "sarif"))["runs"][0]["results"]
    return found


def unbuilt(report: Report) -> list[tuple[str, int | None, str]]:
    return [
        (each.path, each.line, each.reason)
        for each in report.unjudged
        if each.cause is Unchecked.KUSTOMIZATION
    ]


def test_several_overlays_with_one_fault_have_one_finding_that_names_them() -> None:
    (found,) = check(OVERLAYS, TIMEOUT).findings
    assert found.location.path == "base/web.yaml"
    assert [each.build for each in found.builds] == ["large", "small"]


def test_the_highest_severity_of_all_overlays_counts() -> None:
    space = (
        "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n"
        "  labels: {pod-security.kubernetes.io/enforce: restricted}\n"
    )
    files = {
        **BASE,
        "a/kustomization.yaml": "resources: [../base]\n",
        "b/kustomization.yaml": "resources: [../base, space.yaml]\nnamespace: shop\n",
        "b/space.yaml": space,
        "c/kustomization.yaml": "resources: [../base]\n",
    }
    settings = {"pod_security": "restricted"}
    (found,) = check(files, "may-run-as-root", **settings).findings
    assert found.severity == "error"
    assert [each.build for each in found.builds] == ["a", "b", "c"]


def test_a_new_overlay_and_other_content_are_no_new_identity() -> None:
    files = {
        **OVERLAYS,
        "small/kustomization.yaml": (
            "resources: [../base]\npatches: [{path: limit.yaml}]\n"
            "configMapGenerator: [{name: settings, literals: [a=b]}]\n"
        ),
    }
    before = check(files, TIMEOUT, ABOVE)
    changed = {
        **files,
        "small/kustomization.yaml": files["small/kustomization.yaml"].replace("a=b", "a=c"),
        "more/kustomization.yaml": "resources: [../base]\nnamePrefix: more-\n",
    }
    after = check(changed, TIMEOUT, ABOVE)
    assert len(before.findings) == 2
    for name in ("identity", "fingerprint"):
        assert [getattr(each, name) for each in before.findings] == [
            getattr(each, name) for each in after.findings
        ]
    prints = [[each["partialFingerprints"] for each in sarif(one)] for one in (before, after)]
    assert prints[0] == prints[1]
    assert len(after.findings[0].builds) == 3


def test_a_file_of_builds_that_succeed_is_not_judged_alone() -> None:
    """The base alone requests more than its limit, but no build does."""
    files = {
        "base/kustomization.yaml": "resources: [web.yaml]\n",
        "base/web.yaml": f"{WEB}            limits: {{memory: 128Mi}}\n",
        "one/kustomization.yaml": "resources: [../base]\npatches: [{path: limit.yaml}]\n",
        "one/limit.yaml": LIMIT.replace("128Mi", "512Mi"),
    }
    assert check(files, ABOVE).findings == ()
    broken = "resources: [../base, missing.yaml]\n"
    report = check({**files, "two/kustomization.yaml": broken}, ABOVE)
    (found,) = report.findings
    assert (found.location.path, found.builds) == ("base/web.yaml", ())


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("resources:\n  - ../base\n  - missing.yaml\n", 3, "missing.yaml"),
        ("resources: [../base]\nunknownField: 1\n", 2, "unknownField"),
        ("resources: [../base]\npatches:\n  - path: none.yaml\n", 3, "none.yaml"),
        ("resources: [../base]\nvars: [{name: A, objref: {kind: Pod, name: a}}]\n", 2, "vars"),
    ],
)
def test_what_cannot_be_built_is_a_line_and_its_files_are_judged(
    text: str, line: int, cause: str
) -> None:
    report = check({**BASE, "one/kustomization.yaml": text}, TIMEOUT)
    assert [each.location.path for each in report.findings] == ["base/web.yaml"]
    ((path, at, reason),) = unbuilt(report)
    assert (path, at) == ("one/kustomization.yaml", line)
    assert cause in reason
    summary = shown(report, "text").splitlines()
    assert f"{path}:{line}: {reason}" in summary
    assert "missing fields" not in str(report.unjudged[0])


def test_an_application_that_cannot_be_built_is_named() -> None:
    files = {
        "apps/shop.yaml": application("shop"),
        "shop/web.yaml": WEB,
        "shop/bad.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a\n",
    }
    report = check(files, TIMEOUT)
    assert [each.location.path for each in report.findings] == ["shop/web.yaml"]
    ((path, _, reason),) = unbuilt(report)
    assert path == "shop/bad.yaml"
    assert reason.startswith("Argo CD Application shop (apps/shop.yaml:1) not built: ")


def test_several_that_cannot_be_built_are_counted() -> None:
    broken = "resources: [missing.yaml]\n"
    files = {f"{name}/kustomization.yaml": broken for name in "abc"}
    text = shown(check({**BASE, **files}, TIMEOUT), "text")
    assert "a/kustomization.yaml:1: kustomization not built: " in text
    assert "; 2 more (--show-files)" in text


def test_every_format_names_the_overlays_and_the_line() -> None:
    files = {**OVERLAYS, "large/kustomization.yaml": "resources: [../base]\n"}
    report = check(files, TIMEOUT)
    assert "base/web.yaml:19:" in shown(report, "text")
    assert "2 builds: large, small" in shown(report, "text")
    assert shown(report, "concise").startswith("base/web.yaml:19:")
    assert shown(report, "concise").endswith("(built by large, small)\n")
    assert "line=19" in shown(report, "github")
    assert shown(report, "github").endswith(". Built by large, small.\n")
    (found,) = sarif(report)
    assert found["message"]["text"].endswith(" Built by large, small.")
    assert found["locations"][0]["physicalLocation"]["region"]["startLine"] == 19
    (found,) = json.loads(shown(report, "json"))["findings"]
    assert [each["build"] for each in found["builds"]] == ["large", "small"]
    assert (found["path"], found["line"]) == ("base/web.yaml", 19)
