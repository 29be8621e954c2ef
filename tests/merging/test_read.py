"""Reports that cannot be read: where the mistake is, and what to do."""

from __future__ import annotations

import json

import pytest

from podlint.merging.read import UnreadableReportError, read_report

GOOD = {"schema": "podlint-report/2", "findings": []}
SUMMARY = '{"type": "summary", "schema": "podlint-report/2", "files": 1, "pods": 1}'


def refused(content: bytes | str) -> str:
    with pytest.raises(UnreadableReportError) as caught:
        read_report(content.encode() if isinstance(content, str) else content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "the report is empty"),
        ('{"schema":\n  "podlint-report/2",\n  oops}', "line 3, column 3: invalid JSON"),
        ('{"schema": "podlint-report/2", "findings": [', "the file may be cut off"),
        ("[" * 200_000, "nested too deeply"),
        ('{"schema": NaN}', "NaN is not a JSON value"),
        ('{"schema": ' + "9" * 5000 + "}", "invalid JSON"),
        ("[1]", "this is not a podlint report"),
        ('{"version": "2.1.0"}', "this is not a podlint report"),
        ('{"schema": "podlint-report/1"}', 'unsupported schema "podlint-report/1"'),
        ('{"schema": ["x"]}', "unsupported schema"),
        ('{"schema": "podlint-report/2"}', "findings: field required"),
        (json.dumps({**GOOD, "findings": 3}), "findings: input should be a valid list"),
        (json.dumps({**GOOD, "findings": [{"rule": 1}]}), "findings[0].rule: "),
        (json.dumps({**GOOD, "files": [{"path": "a", "pods": -1}]}), "files[0].pods: "),
        ('{"type": "error"}\n', "the report has no summary"),
        (SUMMARY.replace("1}", '"1"}'), "no number of `files` and `pods`"),
        (f"{SUMMARY}\n{{", "line 2, column 2: invalid JSON"),
        (b"\xff\xfe{", "UTF-16"),
        (b"\xc3(", "UTF-8"),
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_read(content: bytes | str, words: str) -> None:
    message = refused(content)
    assert words in message
    assert "podlint check --format json" in message


def test_a_suppression_until_a_day_that_does_not_exist() -> None:
    found = {
        "rule": "a", "severity": "info", "message": "m", "path": "p", "identity": "i",
        "suppressed": {"kind": "comment", "until": "2026-02-31"},
    }  # fmt: skip
    assert "suppressed.until" in refused(json.dumps({**GOOD, "findings": [found]}))


def test_the_encoding_of_windows_powershell_is_read() -> None:
    assert read_report(json.dumps(GOOD).encode("utf-16")).findings == ()
    assert read_report(json.dumps(GOOD).encode("utf-8-sig")).findings == ()
