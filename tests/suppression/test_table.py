"""What a user sees of suppressions: each case is a small project, and the findings in it.

The cases are in `cases/*.toml`:

    [[case]]
    name = "end of line"
    args = ["--profile", "strict"]      # more arguments of `podlint check`
    encoding = "crlf"                   # or "bom"; how the files are written
    files = {"web.yaml" = '''...'''}
    findings = [
        "web.yaml:10:21 privileged-container (comment: a reason)",
        "web.yaml:10:27 unused-suppression: its message [safe fix]",
    ]
    help = "Write `another-rule`."      # the help of one of the findings

A finding in parentheses is suppressed. Findings about suppressions are listed with their messages.
Every run is on the 15th of June 2026.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from podlint.cli.arguments import run
from podlint.reading.inputs import Inputs

TODAY = date(2026, 6, 15)
CASES = [
    {"topic": path.stem, **case}
    for path in sorted(Path(__file__).with_name("cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
ABOUT_SUPPRESSIONS = {
    "expired-suppression", "invalid-suppression", "suppression-without-reason",
    "unused-baseline-entry", "unused-suppression",
}  # fmt: skip


def bytes_of(text: str, encoding: str) -> bytes:
    if encoding == "crlf":
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if encoding == "bom" else "utf-8")


def line_of(finding: dict[str, Any]) -> str:
    """A finding as the cases write it."""
    where = "{path}:{line}:{column} {rule}".format_map(finding)
    if finding["rule"] in ABOUT_SUPPRESSIONS:
        where += f": {finding['message']}"
        if fix := finding["fix"]:
            where += " [safe fix]" if fix["safe"] else " [unsafe fix]"
    if suppressed := finding["suppressed"]:
        reason = suppressed["reason"]
        where += f" ({suppressed['kind']}: {reason})" if reason else f" ({suppressed['kind']})"
    return where


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['topic']}: {case['name']}")
def test_the_report_is_as_the_table_says(
    case: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def today(inputs: Inputs) -> date:
        inputs.record.day = TODAY
        return TODAY

    monkeypatch.setattr(Inputs, "today", today)
    monkeypatch.chdir(tmp_path)
    for name, text in case["files"].items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes_of(text, case.get("encoding", "")))
    args = ["check", "--format", "json", "--no-cache", *case.get("args", ())]
    code = run([*args, *case.get("paths", ())])
    printed = capsys.readouterr()
    assert code in (0, 1), printed.err
    report = json.loads(printed.out)
    assert not report["errors"]
    assert [line_of(each) for each in report["findings"]] == case["findings"]
    if "help" in case:
        assert case["help"] in [each["help"] for each in report["findings"]]
    failing = [
        each
        for each in report["findings"]
        if each["suppressed"] is None and each["severity"] in ("error", "warning")
    ]
    assert code == bool(failing)
