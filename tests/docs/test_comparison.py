"""The table that compares podlint with other tools: each cell has a proof, and the README shows it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from podlint import Config, fix_paths, lint_paths, lint_text
from podlint.cli.arguments import run
from tests.docs.blocks import ROOT
from tests.docs.test_generated import printed

CELLS: list[list[str]] = json.loads(
    printed("import json, peers; print(json.dumps(list(peers.cells())))")
)
POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: true
  containers:
    - name: web
      image: nginx:1.27
      securityContext: {privileged: true} # podlint: ignore[privileged-container] a reason
"""


def ids(cells: list[list[str]]) -> list[str]:
    return [f"{feature}, {tool}" for feature, tool, *_ in cells]


@pytest.mark.parametrize("cell", CELLS, ids=ids(CELLS))
def test_a_cell_has_a_proof(cell: list[str]) -> None:
    _, tool, value, proof = cell
    assert value
    if tool == "podlint":
        path, _, name = proof.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
    elif ".md#" in proof and "://" not in proof:
        page, _, anchor = proof.partition("#")
        assert anchor in anchors(ROOT / "docs" / page)
    elif proof:
        assert re.match(r"https://github\.com/[\w-]+/[\w-]+/(issues/\d+|blob/(main|master)/\S+)$", proof)  # fmt: skip
    else:
        assert value == "not measured"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as Python-Markdown makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", each).strip().lower().replace(" ", "-") for each in titles}


def test_the_readme_has_the_table(request: pytest.FixtureRequest) -> None:
    page = ROOT / "README.md"
    now = printed("import peers; print(peers.readme(), end='')")
    if request.config.getoption("--update"):
        page.write_text(now, encoding="utf-8")
    assert now == page.read_text(encoding="utf-8"), "run `python docs/peers.py`"


@pytest.mark.parametrize("case", [1, 2, 14, 15])
def test_the_cases_are_fixtures(case: int) -> None:
    """`tests/test_fixtures.py` compares what podlint says of them."""
    text = (ROOT / "docs" / "where-others-differ.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {case}. ")[2].partition("\n## ")[0]
    (name,) = re.findall(rf"Fixture\s+`(peers-{case:02}-[a-z-]+)`", section)
    assert (ROOT / "tests" / "fixtures" / name / "expected.txt").exists()


def test_a_comment_suppresses_one_finding() -> None:
    report = lint_text(POD, config=Config(select=("privileged-container", "host-namespaces")))
    assert [each.rule for each in report.counted] == ["host-namespaces"]
    assert len(report.findings) == 2


def test_a_file_is_fixed() -> None:
    fixed, _ = fix_paths([ROOT / "examples" / "node-agent.yaml"])
    assert [Path(each.path).name for each in fixed] == ["node-agent.yaml"]


def test_there_is_junit(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--format", "junit", "examples"]) == 1
    assert "<testsuites " in capsys.readouterr().out


def test_there_is_a_baseline() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "podlint", "check", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "--write-baseline" in done.stdout
    assert "baseline" in Config.model_fields


def test_a_template_is_not_rendered(tmp_path: Path) -> None:
    (tmp_path / "web.yaml").write_text("{{- if .Values.web }}\n" + POD + "{{- end }}\n")
    report = lint_paths([tmp_path])
    assert not report.findings
    assert [each.cause for each in report.skipped] == ["template"]


def test_other_files_are_not_checked(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "a" {}\n')
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    assert not lint_paths([tmp_path]).checked
