"""Merging as values: the order changes nothing, and neither does a report that is given twice."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podlint.cli.schemas import SchemaName, schema_text
from podlint.merging.comparison import compared
from podlint.merging.formats import FORMATS, render
from podlint.merging.merge import Merged, Source, Status, merged, with_teams
from podlint.merging.read import read_report
from podlint.merging.totals import groups

HOSTILE = "=cmd()|\x1b]0;owned\x07<script>alert(1)</script>\u202e##[error]"


def finding(path: str = "web.yaml", identity: str = "a", **more: Any) -> dict[str, Any]:
    return {
        "rule": "privileged-container", "severity": "warning", "message": "privileged",
        "path": path, "line": 3, "column": 1, "end_line": 3, "end_column": 5,
        "identity": identity, "suppressed": None, **more,
    }  # fmt: skip


def report(*findings: dict[str, Any], **more: Any) -> Any:
    data = {"schema": "podlint-report/2", "findings": list(findings), **more}
    return read_report(json.dumps(data).encode())


def of(name: str, *findings: dict[str, Any], **more: Any) -> Source:
    return Source(name, report(*findings, **more))


def statuses(found: Merged) -> list[tuple[str, str]]:
    return [(each.finding.identity, each.status.value) for each in found.findings]


SUPPRESSED = {"kind": "comment", "reason": "a tool needs it"}

FINDINGS = st.builds(
    lambda path, identity, severity, suppressed, line: finding(
        path, identity, severity=severity, suppressed=suppressed, line=line
    ),
    st.sampled_from(["a.yaml", "b.yaml"]),
    st.sampled_from(["x", "y"]),
    st.sampled_from(["error", "warning", "info"]),
    st.sampled_from([None, SUPPRESSED]),
    st.integers(1, 3),
)
SOURCES = st.builds(
    lambda name, found, files: of(
        name, *found, files=[{"path": each, "objects": 1, "pods": 1} for each in files]
    ),
    st.sampled_from(["web", "shop"]),
    st.lists(FINDINGS, max_size=4),
    st.lists(st.sampled_from(["a.yaml", "b.yaml"]), max_size=2),
)


@settings(max_examples=60)
@given(st.lists(SOURCES, min_size=1, max_size=4), st.randoms())
def test_the_order_of_reports_changes_nothing(sources: list[Source], random: Any) -> None:
    other = [*sources]
    random.shuffle(other)
    for form in FORMATS:
        assert render(merged(sources), form) == render(merged(other), form)


@settings(max_examples=60)
@given(st.lists(SOURCES, min_size=1, max_size=3))
def test_a_report_merged_with_itself_changes_nothing(sources: list[Source]) -> None:
    once = merged(sources)
    assert render(merged(sources * 2), "json") == render(once, "json")
    again = Source("other", read_report(render(once, "json").encode()))
    assert render(merged([again]), "json") == render(once, "json")
    assert render(merged([again, *sources]), "json") == render(once, "json")


def test_a_finding_of_two_shards_counts_once_and_of_two_repositories_twice() -> None:
    assert len(merged([of("web", finding()), of("web", finding(line=9))]).counted) == 1
    assert len(merged([of("web", finding()), of("shop", finding())]).counted) == 2


def test_two_findings_of_one_identity_in_one_report_stay_two() -> None:
    both = (finding(line=3), finding(line=4))
    assert len(merged([of("web", *both), of("web", *both, builds=["x"])]).counted) == 2


def test_a_finding_that_one_shard_suppresses_counts() -> None:
    shards = [of("web", finding(suppressed=SUPPRESSED)), of("web", finding(severity="error"))]
    (found,) = merged(shards).findings
    assert found.status is Status.OPEN
    assert found.finding.severity == "error"


def test_what_is_new_closed_and_suppressed() -> None:
    old = merged([of("web", finding(identity="gone"), finding(identity="kept"),
                     finding(identity="hidden"))])  # fmt: skip
    now = merged([of("web", finding(identity="kept"), finding(identity="added"),
                     finding(identity="hidden", suppressed=SUPPRESSED))])  # fmt: skip
    found = compared(now, old)
    assert sorted(statuses(found)) == [
        ("added", "new"), ("gone", "closed"), ("hidden", "suppressed"), ("kept", "open"),
    ]  # fmt: skip
    (web,) = groups(found)["Repository"]
    assert (web.new, web.closed, web.suppressed, web.warning) == (1, 1, 1, 2)


def test_nothing_is_closed_that_was_not_checked_again() -> None:
    old = merged([of("web", finding()), of("gone", finding())])
    error = {"path": "web.yaml", "message": "cannot be read"}
    found = compared(merged([of("web", errors=[error]), of("shop")]), old)
    assert found.having(Status.CLOSED) == ()
    assert found.not_compared == ("gone",)
    assert "gone: only the older report" in render(found, "text")
    base = {"revision": "main", "commit": "abc", "older": 1}
    assert compared(merged([of("web", since=base), of("shop")]), old).findings == ()


def test_a_single_repository_is_compared_whatever_its_files_are_called() -> None:
    old, now = merged([of("yesterday", finding())]), merged([of("today", finding())])
    assert statuses(compared(now, old)) == [("a", "open")]


def test_totals_of_teams_count_a_finding_for_each_owner() -> None:
    found = with_teams(
        merged([of("web", finding("a.yaml"), finding("b.yaml"))]),
        lambda _, path, __: ("@a", "@b") if path == "a.yaml" else (),
    )
    teams = {each.name: each.warning for each in groups(found)["Team"]}
    assert teams == {"@a": 1, "@b": 1, "(no team)": 1}
    text = render(found, "text")
    assert "Found 0 errors, 2 warnings" in text
    assert "counts for each team" in text


def test_the_numbers_of_a_report_by_lines_are_kept() -> None:
    lines = [
        {"type": "finding", **finding()},
        {"type": "summary", "schema": "podlint-report/2", "files": 4, "pods": 7},
    ]
    shard = read_report("\n".join(map(json.dumps, lines)).encode())
    found = merged([Source("web", shard), Source("web", shard), of("web", builds=["x"])])
    assert (found.files, found.pods, len(found.counted)) == (4, 7, 1)
    again = merged([Source("any", read_report(render(found, "json").encode()))])
    assert (again.files, again.pods, again.repositories) == (4, 7, ("web",))


def hostile() -> Merged:
    bad = finding(
        HOSTILE, HOSTILE, rule=HOSTILE, message=HOSTILE, help=HOSTILE, why=HOSTILE, field=HOSTILE,
        container=HOSTILE, suppressed=None, object={"kind": HOSTILE, "name": HOSTILE},
    )  # fmt: skip
    hidden = {**bad, "identity": "b", "suppressed": {"kind": "comment", "reason": HOSTILE}}
    errors = [{"path": HOSTILE, "message": HOSTILE}]
    now = merged([of(HOSTILE, bad, hidden, errors=errors)])
    return with_teams(compared(now, merged([of(HOSTILE)])), lambda *_: (HOSTILE,))


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_from_a_report_can_act(form: str) -> None:
    text = render(hostile(), form)
    assert not [each for each in text if not each.isprintable() and each != "\n"]
    assert "##[error]" not in text


def test_nothing_from_a_report_becomes_markup_or_a_formula() -> None:
    page = render(hostile(), "html")
    assert "<script>alert" not in page
    assert page.count("<script>") == 1
    for row in csv.reader(io.StringIO(render(hostile(), "csv"))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_merged_report_has_the_schema_of_a_report() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(schema_text(SchemaName.REPORT))
    data = json.loads(render(compared(merged([of("web")]), merged([of("web", finding())])), "json"))
    jsonschema.validate(data, schema)
    assert [each["status"] for each in data["closed"]] == ["closed"]
    assert data["findings"] == []
