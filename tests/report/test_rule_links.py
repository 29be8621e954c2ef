"""The address to which reports link for a rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import podlint
from podlint.cli.arguments import run
from podlint.report import View, render
from podlint.version import HOMEPAGE

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: app, image: "app:1", securityContext: {privileged: true}}]
"""
LINK = "https://docs.example.com/podlint/rules/{rule}.html"
FORMATS = ("text", "markdown", "html", "sarif", "rdjson")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pod.yaml").write_text(POD)


@pytest.mark.parametrize("form", FORMATS)
def test_reports_link_to_the_configured_pages(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(".podlint.yaml").write_text(f"rule-links: {LINK}\n")
    arguments = ["check", "--format", form, "--color", "always", "pod.yaml"]
    assert run(arguments) == 1
    out = capsys.readouterr().out
    assert LINK.replace("{rule}", "privileged-container") in out
    assert f"{HOMEPAGE}/rules/" not in out
    Path(".podlint.yaml").unlink()
    assert run(arguments) == 1
    assert f"{HOMEPAGE}/rules/privileged-container/" in capsys.readouterr().out


def test_statistics_link_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".podlint.yaml").write_text(f"rule-links: {LINK}\n")
    assert run(["check", "--statistics", "--color", "always", "pod.yaml"]) == 1
    assert "podlint/rules/privileged-container.html\x1b\\" in capsys.readouterr().out


@pytest.mark.parametrize(
    "link",
    ["https://docs.example.com/", "javascript:{rule}", "https://x/{rule}) [y](z", "//x/{rule}",
     'https://x/{rule}"onclick=', "https://x/\\e{rule}"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(link: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".podlint.yaml").write_text(json.dumps({"rule-links": link}))
    assert run(["check", "pod.yaml"]) == 2
    assert "an address with `{rule}`" in capsys.readouterr().err


def test_a_manifest_cannot_add_links(tmp_path: Path) -> None:
    config = podlint.Config(rule_links=LINK)
    report = podlint.lint_paths([Path("pod.yaml")], config=config)
    evil = "\x1b]8;;https://docs.example.com/podlint/evil\x1b\\click\x1b]8;;\x1b\\"
    finding = report.findings[0].replace(message=evil)
    changed = report.replace(findings=(finding,))
    shown = render(changed, "text", View(config=config, color=True))
    assert "https://docs.example.com/podlint/evil\x1b" not in shown
    assert LINK.replace("{rule}", finding.rule) + "\x1b\\" in shown
