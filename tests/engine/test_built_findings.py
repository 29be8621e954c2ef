"""The findings in a file are the same, whichever other files are checked with it.

Files that take part in builds are judged there, at the source, and as their controller does.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from engine.built_repositories import (
    BASE,
    LIMIT,
    NAMESPACE,
    OVERLAYS,
    REPOSITORIES,
    WEB,
    application,
    drawn,
    flux,
)
from rendering.kustomize.trees import plant

from podlint import Config, lint_paths
from podlint.finding.report import Finding, Report

STRICT = Config(profile="strict")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def check(files: dict[str, str], *rules: str, **settings: object) -> Report:
    plant(Path(), files)
    report = lint_paths(["."], config=Config(select=rules, **settings))
    assert not report.errors
    return report


def places(report: Report) -> list[str]:
    """File, line and rule of each finding."""
    return [
        f"{each.location.path}:{each.location.span.start_line} {each.rule}"
        for each in report.findings
        if each.location.span
    ]


def assert_same_alone(files: dict[str, str]) -> None:
    """Each file has the same findings alone as among all files."""
    plant(Path(), files)
    whole = defaultdict[str, list[Finding]](list)
    for each in lint_paths(["."], config=STRICT).findings:
        whole[each.location.path].append(each)
    manifests = {path for path in files if not path.endswith(".txt")}
    assert whole.keys() <= manifests
    for path in sorted(manifests):
        assert list(lint_paths([path], config=STRICT).findings) == whole[path], path


@pytest.mark.parametrize("name", REPOSITORIES)
def test_a_file_has_the_same_findings_alone(name: str) -> None:
    assert_same_alone(REPOSITORIES[name])


@pytest.mark.parametrize("seed", range(16))
def test_a_file_of_a_drawn_repository_has_the_same_findings_alone(seed: int) -> None:
    assert_same_alone(drawn(seed))


def test_the_folder_of_an_application_is_judged_with_its_namespace() -> None:
    files = {
        "shop/web.yaml": WEB,
        "shop/space.yaml": NAMESPACE,
        "apps/shop.yaml": application("shop"),
    }
    report = check(files, "may-run-as-root")
    (found,) = report.findings
    assert (found.location.path, found.severity) == ("shop/web.yaml", "error")
    (built,) = found.builds
    assert built.build == "Argo CD Application shop (apps/shop.yaml:1)"
    assert str(built.object) == "shop/Deployment/web"


def test_a_file_that_an_application_leaves_out_is_judged_alone() -> None:
    files = {
        "shop/web.yaml": WEB,
        "shop/below/web.yaml": WEB,
        "apps/shop.yaml": application("shop"),
    }
    rule = "probe-timeout-exceeds-period"
    found = {each.location.path: each.builds for each in check(files, rule).findings}
    assert found["shop/below/web.yaml"] == ()
    assert len(found["shop/web.yaml"]) == 1


def test_what_flux_changes_in_a_folder_without_a_kustomization_is_judged() -> None:
    files = {
        "shop/web.yaml": WEB.replace("256Mi", '"${size}"'),
        "clusters/shop.yaml": flux(
            "./shop",
            "patches:",
            "  - patch: |",
            *(f"      {line}" for line in LIMIT.splitlines()),
            "postBuild: {substitute: {size: 3Gi}}",
        ),
    }
    report = check(files, "request-above-limit")
    assert places(report) == ["clusters/shop.yaml:19 request-above-limit"]
    assert "`3Gi` is greater than its limit `128Mi`" in report.findings[0].message


def test_without_builds_plain_folders_are_judged_as_files() -> None:
    files = {"shop/web.yaml": WEB, "apps/shop.yaml": application("shop")}
    (found,) = check(files, "probe-timeout-exceeds-period", kustomize="off").findings
    assert found.builds == ()


def test_a_part_of_an_image_is_located_at_its_writer() -> None:
    files = {
        **BASE,
        "one/kustomization.yaml": (
            "resources: [../base]\n"
            "images:\n"
            "  - name: registry.example/app\n"
            "    newTag: latest\n"
            "    newName: app\n"
        ),
    }
    report = check(files, "unlisted-registry", "moving-image-tag", profile="strict")
    assert places(report) == [
        "one/kustomization.yaml:4 moving-image-tag",
        "one/kustomization.yaml:5 unlisted-registry",
    ]


def test_a_part_of_an_image_that_an_overlay_keeps_is_located_in_the_base() -> None:
    files = {
        "base/kustomization.yaml": BASE["base/kustomization.yaml"],
        "base/web.yaml": WEB.replace("registry.example/", ""),
        "one/kustomization.yaml": "resources: [../base]\nimages: [{name: app, newTag: '2'}]\n",
        "two/kustomization.yaml": (
            f"resources: [../base]\nimages: [{{name: app, digest: 'sha256:{64 * 'a'}'}}]\n"
        ),
    }
    report = check(files, "unlisted-registry", profile="strict")
    assert places(report) == ["base/web.yaml:14 unlisted-registry"]
    assert [each.build for each in report.findings[0].builds] == ["one", "two"]


def test_a_comment_at_any_writer_of_an_image_suppresses() -> None:
    files = {
        **BASE,
        "one/kustomization.yaml": (
            "resources: [../base]\n"
            "images:\n"
            "  - name: registry.example/app\n"
            "    newTag: '2' # podlint: ignore[unlisted-registry] mirrored\n"
            "    newName: app\n"
        ),
    }
    report = check(files, "unlisted-registry", profile="strict")
    assert [each.suppressed is not None for each in report.findings] == [True]


def test_what_is_checked_in_as_built_is_judged_at_its_source() -> None:
    rule = "probe-timeout-exceeds-period"
    report = check({**BASE, "rendered/all.yaml": WEB}, rule)
    assert places(report) == [f"base/web.yaml:19 {rule}"]
    other = WEB.replace("1.4", "1.5")
    assert len(check({"rendered/all.yaml": other}, rule).findings) == 2


def test_generated_files_are_not_judged() -> None:
    rule = "probe-timeout-exceeds-period"
    files = {**BASE, "rendered/other.yaml": WEB.replace("1.4", "1.5")}
    report = check(files, rule, generated=("/rendered/",), root=Path.cwd())
    assert places(report) == [f"base/web.yaml:19 {rule}"]
    assert any("generated" in each.reason for each in report.skipped)


def test_vendored_files_have_errors_only_and_no_fixes() -> None:
    files = {**OVERLAYS, "lone.yaml": WEB.replace("name: web", "name: lone")}
    rules = ("probe-timeout-exceeds-period", "request-above-limit")
    assert {each.rule for each in check(files, *rules).findings} == {*rules}
    assert any(each.fix for each in check(files, *rules).findings)
    vendored = ("/base/", "/small/", "/lone.yaml")
    report = check(files, *rules, vendored=vendored, root=Path.cwd())
    assert places(report) == ["small/limit.yaml:10 request-above-limit"]
    assert not any(each.fix for each in report.findings)
