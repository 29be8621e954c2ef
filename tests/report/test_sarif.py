"""SARIF for code scanning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podlint import Config, Report, lint_objects, lint_paths, lint_text
from podlint.cli.arguments import run
from podlint.finding.problem import Problem, Related
from podlint.finding.severity import Severity
from podlint.models import Container
from podlint.report import View, render
from podlint.report.line_hash import line_hashes
from podlint.report.sarif_json import plain
from podlint.report.sarif_rule import descriptor
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule

GOLDEN = Path(__file__).parents[1] / "golden" / "sarif" / "one-result.sarif"
BUILTIN_RULES = load_package(BUILTIN)

PRIVILEGED = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1
      securityContext:
        privileged: true
"""


def without_digest(container: Container) -> Iterator[Problem]:
    image = container.at / "image"
    first = Related(r"named [here] \o/", container.at / "name")
    yield Problem(f"image {container.image} has no digest", at=image, related=(first,))


LINK = "https://podlint.dev/rules/x/"
RULE = Rule(
    name="image-without-digest",
    subject="images",
    target=Container,
    check=without_digest,
    options=None,
    severity=Severity.WARNING,
    at_most=Severity.WARNING,
    since="0.1",
    earlier=(),
    text="An image is named by its tag.\n\nTags move.",
    symptom="another image than yesterday",
    standards=("pss:restricted", "nsa"),
    aliases=(),
    similar=(),
    bad=(),
    good=(),
    fixed=(),
    asks_for=(),
    fragments=True,
    static_pods=True,
    preview=False,
    module=__name__,
)


def view(**settings: Any) -> View:
    return View(config=Config(), rules=(*BUILTIN_RULES, RULE), **settings)


def run_of(report: Report, **settings: Any) -> dict[str, Any]:
    log = json.loads(render(report, "sarif", view(**settings)))
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    assert isinstance(one, dict)
    return one


def result_of(text: str, rule: str = "privileged-container", **settings: Any) -> dict[str, Any]:
    report = lint_text(text, name="pod.yaml")
    found = [each for each in run_of(report, **settings)["results"] if each["ruleId"] == rule]
    assert len(found) == 1
    assert isinstance(found[0], dict)
    return found[0]


def region_of(result: dict[str, Any]) -> dict[str, int]:
    region = result["locations"][0]["physicalLocation"]["region"]
    assert isinstance(region, dict)
    return region


def uris(report: Report) -> list[str]:
    return [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in run_of(report)["results"]
    ]


def test_the_whole_of_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = lint_text(PRIVILEGED, name="deploy/pod.yaml", rules=[RULE])
    assert render(report, "sarif", view()) == GOLDEN.read_text(encoding="utf-8")


def test_a_clean_run_has_empty_results_so_that_fixed_alerts_close() -> None:
    only = run_of(lint_text(PRIVILEGED.replace("true", "false")))
    assert only["results"] == []
    assert only["tool"]["driver"]["rules"] == []
    assert only["invocations"] == [{"executionSuccessful": True}]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("      securityContext: {privileged: true}", 37, 41),
        ("      securityContext: {é: 1, privileged: true}", 43, 47),
        ("      securityContext: {'😀': 1, privileged: true}", 46, 50),
        ("      securityContext: {'😀😀': 1, privileged: true} # 😀", 48, 52),
    ],
)
def test_columns_count_utf16_code_units(line: str, start: int, end: int) -> None:
    text = PRIVILEGED.rpartition("      securityContext")[0] + line + "\n"
    region = region_of(result_of(text))
    assert region == {"startLine": 9, "startColumn": start, "endLine": 9, "endColumn": end}
    units = line.encode("utf-16-le")[2 * (start - 1) : 2 * (end - 1)]
    assert units.decode("utf-16-le") == "true"


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_line_breaks_change_neither_place_nor_fingerprint(line_break: str) -> None:
    written = result_of(PRIVILEGED.replace("\n", line_break))
    assert written == result_of(PRIVILEGED)


HELLO = "e9496ae3ebfced30 fb7c023a8b9ccb3f ce8ba1a563dcdaca e20e36e16fcb0cc8 b3edc88f2938467e "
HELLO += "c8e28b0b4002a3a0 c129715d7a2bc9a3"


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", "c129715d7a2bc9a3:1"),
        (
            " a\nb\n  \t\tc\n d",
            "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1",
        ),
        *(
            (text, ":1 ".join([*HELLO.split(), ""]).strip())
            for text in (
                " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
                " hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r",
                " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
                " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
            )
        ),
        (
            "Lorem ipsum dolor sit amet.\n" * 10,
            " ".join(f"a7f2ff13bc495cf2:{number}" for number in range(1, 7))
            + " a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1"
            + " c129715d7a2bc9a3:1",
        ),
    ],
)
def test_lines_are_hashed_as_github_hashes_them(text: str, hashes: str) -> None:
    """The vectors are those of codeql-action's own tests."""
    assert line_hashes(text) == hashes.split()


def test_fingerprints_tell_the_line_and_the_field() -> None:
    text = f"# two Pods\n{PRIVILEGED}---\n{PRIVILEGED}"
    results = run_of(lint_text(text, name="pod.yaml"))["results"]
    fingerprints = [each["partialFingerprints"] for each in results]
    hashes = line_hashes(text)
    assert [each["primaryLocationLineHash"] for each in fingerprints] == [hashes[10], hashes[21]]
    assert {each["podlintIdentity/v1"] for each in fingerprints} == {
        "privileged-container Pod/web spec.containers[app].securityContext.privileged"
    }


def test_what_is_ignored_is_left_out_unless_asked_for() -> None:
    reason = "# podlint: ignore[privileged-container] loads a module"
    text = PRIVILEGED.replace("privileged: true", f"privileged: true {reason}")
    assert run_of(lint_text(text))["results"] == []
    assert "suppressions" not in result_of(PRIVILEGED)
    assert result_of(PRIVILEGED, show_suppressed=True)["suppressions"] == []
    shown = result_of(text, show_suppressed=True)
    assert shown["suppressions"] == [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "loads a module",
            "properties": {"kind": "comment"},
        }
    ]


def test_every_result_says_its_level() -> None:
    assert result_of(PRIVILEGED)["level"] == "warning"
    config = Config(severity={"privileged-container": Severity.INFO})
    (result,) = run_of(lint_text(PRIVILEGED, config=config))["results"]
    assert result["level"] == "note"


def test_the_worst_come_first() -> None:
    text = PRIVILEGED + "      imagePullPolicy: Sometimes\n"
    results = run_of(lint_text(text))["results"]
    assert [each["level"] for each in results] == ["error", "warning"]


def test_rules_are_those_that_found_something_and_are_pointed_at() -> None:
    only = run_of(lint_text(PRIVILEGED, rules=[RULE, *BUILTIN_RULES]))
    names = [each["id"] for each in only["tool"]["driver"]["rules"]]
    assert names == ["image-without-digest", "privileged-container"]
    assert {each["ruleId"]: each["ruleIndex"] for each in only["results"]} == {
        "image-without-digest": 0,
        "privileged-container": 1,
    }


@pytest.mark.parametrize("rule", BUILTIN_RULES, ids=lambda rule: rule.name)
def test_a_rule_is_described_as_github_asks(rule: Rule) -> None:
    described = plain(descriptor(rule, LINK))
    for key in ("shortDescription", "fullDescription"):
        assert 0 < len(described[key]["text"]) <= 1024
    assert described["help"]["text"].strip()
    assert described["help"]["markdown"].startswith(f"# {rule.name}\n")
    assert described["defaultConfiguration"]["level"] in ("note", "warning", "error")
    properties = described["properties"]
    assert 1 <= len(properties["tags"]) <= 10
    assert properties["precision"] in ("very-high", "high", "medium", "low")
    assert properties["problem.severity"] in ("error", "warning", "recommendation")


def test_no_rule_fails_a_pull_request_by_its_security_severity() -> None:
    scored = [plain(descriptor(rule, LINK))["properties"] for rule in (*BUILTIN_RULES, RULE)]
    scores = {
        each["security-severity"]: each["tags"] for each in scored if "security-severity" in each
    }
    assert scores
    for score, tags in scores.items():
        assert re.fullmatch(r"\d\.\d", score)
        assert 0 < float(score) < 7
        assert "security" in tags


def test_paths_are_relative_to_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "repo" / "deploy" / "a b"
    folder.mkdir(parents=True)
    (tmp_path / "repo" / ".git").mkdir()
    (folder / "ü#%.yaml").write_text(PRIVILEGED, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert uris(lint_paths(["."])) == ["deploy/a%20b/%C3%BC%23%25.yaml"]
    monkeypatch.chdir(tmp_path / "repo")
    assert uris(lint_paths([folder])) == ["deploy/a%20b/%C3%BC%23%25.yaml"]
    assert str(tmp_path) not in render(lint_paths(["deploy"]), "sarif", view())


def test_a_file_is_named_where_its_text_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository, elsewhere = tmp_path / "repo", tmp_path / "elsewhere.yaml"
    repository.mkdir()
    (repository / ".git").touch()
    (repository / "real.yaml").write_text(PRIVILEGED, encoding="utf-8")
    (repository / "link.yaml").symlink_to("real.yaml")
    elsewhere.write_text(PRIVILEGED, encoding="utf-8")
    monkeypatch.chdir(repository)
    assert uris(lint_paths(["link.yaml"])) == ["real.yaml"]
    assert uris(lint_paths(["../elsewhere.yaml"])) == [elsewhere.resolve().as_uri()]


def test_related_locations_are_linked_in_the_message() -> None:
    report = lint_text(PRIVILEGED, rules=[RULE])
    (result,) = run_of(report)["results"]
    assert result["message"]["text"] == (
        r"image app:1 has no digest. See [named \[here\] \\o/](1)."
    )
    (related,) = result["relatedLocations"]
    assert related["id"] == 1
    assert related["message"]["text"] == r"named [here] \o/"
    assert related["physicalLocation"]["region"]["startLine"] == 7


def test_the_message_says_what_to_write() -> None:
    def untagged(container: Container) -> Iterator[Problem]:
        first = Related("this one", container.at / "name")
        for related in ((), (first,)):
            yield Problem(
                "image has no tag", container.at / "image", related=related, why="It may change.",
                help="Write its tag.",
            )  # fmt: skip

    report = lint_text(PRIVILEGED, rules=[RULE.replace(check=untagged)])
    texts = {each["message"]["text"] for each in run_of(report)["results"]}
    assert texts == {
        "image has no tag. Write its tag.",
        "image has no tag. Write its tag. See [this one](1).",
    }


def test_a_related_location_may_lie_in_a_file_that_was_not_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pod.yaml").write_text(
        """{kind: Pod, apiVersion: v1, metadata: {labels: {app: 😀}}, spec: {containers: [
        {name: a, image: a, ports: [{containerPort: 80}]}]}}""",
        encoding="utf-8",
    )
    Path("service.yaml").write_text(
        "{kind: Service, apiVersion: v1, spec: {selector: {app: 😀}, ports: [{port: 8080}]}}",
        encoding="utf-8",
    )
    config = Config(select=("service-port-not-open",))
    (result,) = run_of(lint_paths(["service.yaml"], config=config))["results"]
    (related,) = result["relatedLocations"]
    place = related["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "pod.yaml"
    assert place["region"] == {"startLine": 1, "startColumn": 60, "endLine": 1, "endColumn": 64}


def test_objects_given_as_data_have_a_field_and_no_region() -> None:
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "spec": {
            "containers": [{"name": "a", "image": "a", "securityContext": {"privileged": True}}]
        },
    }
    (result,) = run_of(lint_objects([pod], config=Config(select=("privileged-container",))))[
        "results"
    ]
    (location,) = result["locations"]
    assert "region" not in location["physicalLocation"]
    (logical,) = location["logicalLocations"]
    assert logical["name"] == "spec.containers[0].securityContext.privileged"


def test_what_was_not_checked_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("values.yaml").write_text("replicas: 1\n", encoding="utf-8")
    Path("latin.yaml").write_bytes(b"name: caf\xe9\n")
    (invocation,) = run_of(lint_paths(["."]))["invocations"]
    assert invocation["executionSuccessful"] is False
    told = {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: each["level"]
        for each in invocation["toolExecutionNotifications"]
    }
    assert told == {"latin.yaml": "error", "values.yaml": "note"}


def test_equal_runs_yield_equal_text() -> None:
    report = lint_text(PRIVILEGED, name="pod.yaml")
    shuffled = report.replace(findings=tuple(reversed(report.findings)))
    assert render(report, "sarif", view()) == render(shuffled, "sarif", view())


def test_the_command_line_writes_it_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pod.yaml").write_text(PRIVILEGED, encoding="utf-8")
    assert run(["check", "--format", "concise", "--output", "sarif=out.sarif", "pod.yaml"]) == 1
    assert capsys.readouterr().out.startswith("pod.yaml:10:21: warning: ")
    written = json.loads(Path("out.sarif").read_text(encoding="utf-8"))
    assert [each["ruleId"] for each in written["runs"][0]["results"]] == ["privileged-container"]
