"""Formats for platforms: the same finding at the same character, and nothing that acts there."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from podlint import Config, Report, lint_paths
from podlint.report import View, render
from podlint.rule.packs import builtin_rules

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: "🚀é"}
spec:
  containers: [{name: "🚀 web", image: "app:1", securityContext: {privileged: true}}]
"""
CLEAN = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
COLUMN = POD.splitlines()[4].index("true") + 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with blanks and umlauts below the root of a repository."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "über alles"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def checked(**config: Any) -> tuple[Report, View]:
    settings = Config(select=("privileged-container",), **config)
    view = View(settings, rules=tuple(builtin_rules()))
    return lint_paths(["."], config=settings), view


def written(form: str, **config: Any) -> str:
    return render(*checked(**config)[:1], form, checked(**config)[1])


def written_in(form: str, folder: Path, text: str = POD) -> str:
    (folder / "po d.yaml").write_bytes(text.encode())
    return written(form)


@pytest.mark.parametrize("text", [POD, POD.replace("\n", "\r\n")], ids=["LF", "CRLF"])
class TestPlaces:
    """All formats name the file from the root, and the same character in their own units."""

    def test_gitlab(self, folder: Path, text: str) -> None:
        (issue,) = json.loads(written_in("gitlab", folder, text))
        assert issue["location"] == {
            "path": "über alles/po d.yaml",
            "positions": {
                "begin": {"line": 5, "column": COLUMN},
                "end": {"line": 5, "column": COLUMN + 4},
            },
        }

    def test_rdjson(self, folder: Path, text: str) -> None:
        (found,) = json.loads(written_in("rdjson", folder, text))["diagnostics"]
        column = len(POD.splitlines()[4][: COLUMN - 1].encode()) + 1
        assert found["location"] == {
            "path": "über alles/po d.yaml",
            "range": {
                "start": {"line": 5, "column": column},
                "end": {"line": 5, "column": column + 4},
            },
        }

    def test_csv(self, folder: Path, text: str) -> None:
        (row,) = csv.DictReader(io.StringIO(written_in("csv", folder, text)))
        assert (row["path"], row["line"], row["column"]) == ("po d.yaml", "5", str(COLUMN))
        assert (row["kind"], row["name"]) == ("Pod", "🚀é")

    def test_jsonl(self, folder: Path, text: str) -> None:
        finding, summary = map(json.loads, written_in("jsonl", folder, text).splitlines())
        assert (finding["type"], finding["line"], finding["column"]) == ("finding", 5, COLUMN)
        assert (summary["type"], summary["warning"]) == ("summary", 1)

    def test_junit(self, folder: Path, text: str) -> None:
        root = ET.fromstring(written_in("junit", folder, text).encode())
        case = root.find("testsuite/testcase")
        assert case is not None
        assert case.attrib == {
            "name": f"privileged-container at 5:{COLUMN}",
            "classname": "über alles/po d.yaml",
        }

    def test_markdown(self, folder: Path, text: str) -> None:
        said = written_in("markdown", folder, text)
        assert "\n### <code>über alles/po d.yaml</code>\n" in said
        assert "- ⚠️ line 5: **container <code>🚀 web</code> runs in privileged mode**" in said


class TestGitlab:
    def test_equal_findings_have_fingerprints_of_their_own(self, folder: Path) -> None:
        (folder / "a.yaml").write_text(f"{POD}---\n{POD}")
        issues = json.loads(written("gitlab"))
        assert len({each["fingerprint"] for each in issues}) == len(issues) == 2
        assert issues[0]["fingerprint"] in issues[1]["fingerprint"]

    def test_a_file_that_cannot_be_read_blocks(self, folder: Path) -> None:
        (folder / "a.yaml").write_bytes(b"a: \xff\n")
        (issue,) = json.loads(written("gitlab"))
        assert (issue["severity"], issue["location"]["path"]) == ("blocker", "über alles/a.yaml")
        assert "UTF-8" in issue["description"]


class TestJunit:
    def test_counts_and_sorts_of_cases(self, folder: Path) -> None:
        (folder / "a.yaml").write_text(POD)
        (folder / "b.yaml").write_text(CLEAN)
        (folder / "c.yaml").write_bytes(b"a: \xff\n")
        root = ET.fromstring(written("junit").encode())
        assert root.attrib == {"name": "podlint", "tests": "3", "failures": "1", "errors": "1"}
        sorts = [[child.tag for child in case] for case in root.iter("testcase")]
        assert sorts == [["failure"], [], ["error"]]

    def test_a_finding_that_does_not_fail_the_run_is_no_failure(self, folder: Path) -> None:
        (folder / "a.yaml").write_text(POD)
        root = ET.fromstring(written("junit", fail_on="error").encode())
        assert root.attrib["failures"] == "0"
        out = root.find("testsuite/testcase/system-out")
        assert out is not None
        assert "privileged mode" in (out.text or "")


class TestRdjson:
    def test_a_fix_is_a_suggestion(self, folder: Path) -> None:
        (folder / "a.yaml").write_text(POD.replace("{name: ", "{annotations: {🚀: 1}, name: ", 1))
        config = Config(select=("wrong-type",))
        report = lint_paths(["."], config=config)
        (found,) = json.loads(render(report, "rdjson", View(config)))["diagnostics"]
        (suggestion,) = found["suggestions"]
        assert suggestion["text"] == '"1"'
        line = (folder / "a.yaml").read_bytes().splitlines()[2]
        start, end = (suggestion["range"][each]["column"] - 1 for each in ("start", "end"))
        assert line[start:end] == b"1"
        assert found["code"]["value"] == "wrong-type"


class TestMarkdown:
    def test_texts_of_manifests_are_no_markup(self, folder: Path) -> None:
        hostile = "<img src=x> @someone [a](http://b) **b** `c | d"
        (folder / "a.yaml").write_text(POD.replace("🚀 web", hostile))
        said = written("markdown")
        assert "<img" not in said
        assert "@someone" not in said
        assert "[a](" not in said
        assert not re.search(r"(?<!\\)\*\*b", said)

    def test_a_long_report_says_what_is_left_out(self, folder: Path) -> None:
        for number in range(400):
            (folder / f"{number}.yaml").write_text(POD)
        said = written("markdown")
        assert len(said) < 65_536
        shown = said.count("runs in privileged mode")
        assert 50 < shown < 400
        assert f"The report is too long: {400 - shown} findings are not shown." in said

    def test_a_clean_run(self, folder: Path) -> None:
        (folder / "a.yaml").write_text(CLEAN)
        assert written("markdown") == "## podlint: no problems in 0 Pods in 1 file\n"


class TestCsv:
    @pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
    def test_a_cell_is_no_formula(self, sign: str, folder: Path) -> None:
        name = f"{sign}cmd|' /C calc'!A0"
        (folder / "a.yaml").write_text(POD.replace("🚀é", name))
        (row,) = csv.DictReader(io.StringIO(written("csv")))
        assert row["name"] == f"'{name}"

    def test_a_clean_run_has_titles(self, folder: Path) -> None:
        assert written("csv").startswith("path,line,column,")
        assert written("csv").count("\n") == 1
