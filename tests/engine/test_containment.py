"""What fails, be it a rule or podlint itself, costs nothing but itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fault_injection import SECRET, examine, failing, one_of_each_target, write_files

import podlint.document.read
import podlint.engine.run
import podlint.engine.search_report
import podlint.engine.unit_report
import podlint.fix
import podlint.reading.file
import podlint.reading.fragments
import podlint.reading.reader
import podlint.report.sarif
import podlint.suppression.project
from podlint import Config, Report, lint_objects, lint_paths, lint_text
from podlint.cli.arguments import run
from podlint.engine.isolation import isolate
from podlint.finding.internal_error import InternalError
from podlint.finding.problem import Problem
from podlint.finding.severity import Profile
from podlint.models import Container
from podlint.report import FORMATS
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule, rule
from podlint.targets.judged_pod import JudgedPod
from podlint.targets.submission import Submission

pytestmark = pytest.mark.internal_errors

RULES = load_package(BUILTIN)
SAMPLE = [
    each for each in one_of_each_target() if each.target in (Container, Submission, JudgedPod)
] + [each for each in RULES if each.name in ("service-port-not-open", "duplicate-key")]

PRIVILEGED = """\
apiVersion: v1
kind: Pod
metadata:
  name: {name}
spec:
  containers:
    - name: app
      image: nginx:1.27
      securityContext: {{privileged: true}}
"""


SERVICE = "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"


def pod(name: str) -> str:
    return PRIVILEGED.format(name=name)


def by_name(name: str) -> Rule:
    return next(each for each in RULES if each.name == name)


def changed(original: Rule, check: Any) -> list[Rule]:
    """All rules, one of them with another function."""
    fields = {name: getattr(original, name) for name in Rule._fields}
    return [
        Rule(**{**fields, "check": check, "options": None}) if each.name == original.name else each
        for each in RULES
    ]


def raising(error: BaseException) -> Any:
    def check(_: object) -> Iterator[Problem]:
        raise error

    return check


def only_error(report: Report) -> InternalError:
    (error,) = report.errors
    assert isinstance(error, InternalError)
    return error


@pytest.mark.parametrize("rule", SAMPLE, ids=lambda rule: rule.name)
def test_a_rule_that_fails_on_one_file_costs_nothing_else(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(podlint.engine.search_report, "_WORTH_A_PROCESS", 5_000)
    found: list[str] = []
    examine(rule, tmp_path, found.append, files=25)
    assert not found, "\n".join(found)


def test_the_entry_names_rule_file_object_and_what_to_do() -> None:
    rules = changed(by_name("privileged-container"), raising(ValueError(SECRET)))
    error = only_error(lint_text(pod("web"), name="web.yaml", rules=rules))
    assert (error.path, error.rule, str(error.object)) == (
        "web.yaml", "privileged-container", "Pod/web",
    )  # fmt: skip
    assert re.match(
        r"internal error in rule privileged-container on Pod/web: ValueError at [\w.]+:\d+; ",
        error.message,
    )
    assert "Please report it at https://podlint.dev" in error.message
    assert SECRET not in error.message
    assert SECRET in error.trace


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), AssertionError(), KeyError(1)])
def test_every_exception_is_contained(error: Exception) -> None:
    rules = changed(by_name("privileged-container"), raising(error))
    assert type(error).__name__ in only_error(lint_text(pod("web"), rules=rules)).message


def test_a_rule_that_recurses_for_ever_is_contained() -> None:
    def check(target: object) -> Iterator[Problem]:
        yield from check(target)

    rules = changed(by_name("privileged-container"), check)
    assert "RecursionError" in only_error(lint_text(pod("web"), rules=rules)).message


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3)])
def test_the_wish_to_end_is_not(error: BaseException) -> None:
    rules = changed(by_name("privileged-container"), raising(error))
    with pytest.raises(type(error)):
        lint_text(pod("web"), rules=rules)


def test_what_a_rule_had_found_before_it_failed_stays() -> None:
    def check(held: JudgedPod) -> Iterator[Problem]:
        yield Problem("first", at=held.pod.at)
        raise ValueError

    report = lint_text(pod("web"), rules=changed(by_name("privileged-container"), check))
    assert "first" in [each.message for each in report.findings]
    assert report.errors


@pytest.mark.parametrize("yielded", [None, "text", Problem(None, at=None)])  # type: ignore[arg-type]
@pytest.mark.parametrize("name", ["privileged-container", "service-port-not-open"])
def test_a_rule_that_yields_something_else_is_contained(name: str, yielded: Any) -> None:
    rules = changed(by_name(name), lambda _: [yielded])
    assert only_error(lint_text(pod("web") + SERVICE, rules=rules)).rule == name


def test_a_rule_of_another_pack_is_for_its_authors() -> None:
    original = by_name("privileged-container")
    fields = {name: getattr(original, name) for name in Rule._fields}
    foreign = Rule(**{**fields, "check": raising(ValueError()), "module": "acme_rules.x.y"})
    error = only_error(lint_text(pod("web"), rules=[foreign]))
    assert "Please report it to the authors of acme_rules" in error.message


def test_a_rule_that_is_not_shown_decides_nothing() -> None:
    rules = changed(by_name("missing-memory-limit"), raising(ValueError()))
    assert not lint_text(pod("web"), rules=rules).errors
    assert lint_text(pod("web"), rules=rules, config=Config(profile=Profile.STRICT)).errors


def test_one_fault_in_many_containers_of_an_object_is_told_once() -> None:
    probe = "      livenessProbe: {tcpSocket: {port: 1}, periodSeconds: 9999}\n"
    text = pod("web") + probe + "    - name: b\n      image: nginx:1\n" + probe
    rules = changed(by_name("improbable-probe-time"), raising(ValueError()))
    assert len(lint_text(text, rules=rules).errors) == 1


def test_a_comment_is_not_called_unneeded_where_its_rule_failed() -> None:
    text = pod("web").replace("true}", "true} # podlint: ignore[privileged-container] needed")
    rules = changed(by_name("privileged-container"), raising(ValueError()))
    assert "unused-suppression" not in [each.rule for each in lint_text(text, rules=rules).findings]
    # The proof that it would be: a rule that finds nothing without failing.
    rules = changed(by_name("privileged-container"), lambda _: ())
    assert "unused-suppression" in [each.rule for each in lint_text(text, rules=rules).findings]


# Each place where podlint itself may fail: what is replaced, and by what it is reached.
PLACES = {
    "reading": (podlint.document.read, "compose"),
    "decoding": (podlint.reading.file, "decode"),
    "finding Pods": (podlint.engine.visit, "pods_of"),
    "custom resources": (podlint.reading.file, "with_pods"),
    "patches": (podlint.reading.fragments, "lack_of"),
    "the API server's answer": (podlint.engine.visit, "submitted"),
    "Pod Security": (JudgedPod, "of"),
    "visiting": (podlint.engine.run, "pods_of"),
    "locating": (podlint.engine.locate, "region"),
    "suppressing": (podlint.engine.run, "written_in"),
    "comments": (podlint.suppression.project, "comments_in"),
    "annotations": (podlint.suppression.project, "annotations_in"),
    "the whole file": (podlint.engine.unit_report, "lint"),
    "the unit": (podlint.reading.reader, "object_set"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_podlint_may_fail_anywhere(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "c"):
        Path(name).mkdir()
        Path(name, "pod.yaml").write_text(pod(name) + "# podlint: ignore[nothing]\n")
    before = lint_paths(["."])
    owner, name = PLACES[place]
    works = getattr(owner, name)

    def fails(*args: Any, **named: Any) -> Any:
        if "name': 'b'" in spelled(args):
            raise ValueError(SECRET)
        return works(*args, **named)

    monkeypatch.setattr(owner, name, fails)
    after = lint_paths(["."])
    assert {each.path for each in after.errors} <= {"b/pod.yaml", "b"}
    assert after.errors
    assert SECRET not in "".join(each.message for each in after.errors)
    assert [each for each in after.findings if not each.location.path.startswith("b")] == [
        each for each in before.findings if not each.location.path.startswith("b")
    ]
    assert after.files == 3


def spelled(args: tuple[Any, ...]) -> str:
    """The data of the documents that some values come from, as text."""
    return "".join(str(getattr(document, "data", document)) for document in _documents(args))


def _documents(value: Any) -> Iterator[Any]:
    if isinstance(value, list | tuple) and not hasattr(value, "document"):
        for each in value:
            yield from _documents(each)
    elif isinstance(value, str):
        yield "{'name': 'b'}" if "name: b\n" in value else ""
    elif hasattr(value, "data"):
        yield value
    elif hasattr(value, "documents"):
        yield from value.documents
    elif hasattr(value, "files"):
        yield from _documents(value.files)
    elif hasattr(value, "location"):
        yield "{'name': 'b'}" if value.location.path.startswith("b") else ""
    else:
        for name in ("object", "spec"):
            value = value if hasattr(value, "document") else getattr(value, name, value)
        at = value if hasattr(value, "document") else getattr(value, "at", None)
        if hasattr(at, "document"):
            yield at.document


def test_one_document_that_cannot_be_read_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    works = podlint.reading.file.decode

    def fails(document: Any) -> Any:
        if document.index == 1:
            raise ValueError
        return works(document)

    monkeypatch.setattr(podlint.reading.file, "decode", fails)
    report = lint_text("---\n".join(map(pod, "abc")))
    error = only_error(report)
    assert str(error.object) == "Pod/b"
    assert [str(each.object) for each in report.findings] == ["Pod/a", "Pod/c"]
    assert [each.document for each in report.skipped] == [1]


def test_objects_that_cannot_be_read_leave_the_others() -> None:
    strange = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": object()}, "spec": {1: {2}}}
    whole = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"},
             "spec": {"hostNetwork": True, "containers": [{"name": "a", "image": "b:1"}]}}  # fmt: skip
    report = lint_objects([whole, strange, {1: object()}, whole])  # type: ignore[dict-item]
    assert {each.location.path for each in report.findings} >= {"objects[0]", "objects[3]"}


def test_a_fix_that_fails_leaves_its_file_and_fixes_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  volumes:\n"
        "    - {name: x, configMap: {name: y, defaultMode: 644}}\n  containers:\n"
        "    - {name: a, image: 'nginx:1', volumeMounts: [{name: x, mountPath: /x}]}\n"
    )
    for name in ("a", "b", "c"):
        Path(f"{name}.yaml").write_text(text.replace("web", name))
    works = podlint.fix.apply_edits

    def fails(text: str, *args: Any, **named: Any) -> Any:
        if "name: b}" in text:
            raise ValueError
        return works(text, *args, **named)

    monkeypatch.setattr(podlint.fix, "apply_edits", fails)
    assert run(["check", "--fix"]) == 2
    assert "podlint: b.yaml: internal error: ValueError" in capsys.readouterr().err
    assert Path("b.yaml").read_text() == text.replace("web", "b")
    assert Path("a.yaml").read_text() != text.replace("web", "a")
    assert Path("c.yaml").read_text() != text.replace("web", "c")


def test_a_fix_is_not_made_if_podlint_fails_on_what_it_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = read_bad("probe-timeout-exceeds-period")
    Path("a.yaml").write_text(text)
    works = podlint.reading.file.decode

    def fails(document: Any) -> Any:
        if document.text != text:
            raise ValueError
        return works(document)

    monkeypatch.setattr(podlint.reading.file, "decode", fails)
    run(["check", "--fix", "--unsafe-fixes"])
    assert "podlint cannot check the text with the fix" in capsys.readouterr().err
    assert Path("a.yaml").read_text() == text


def read_bad(name: str) -> str:
    from podlint.rule.examples import read_example

    return read_example(by_name(name).bad[0]).text


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_in_spite_of_a_failure(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(pod("a"))
    rules = changed(by_name("privileged-container"), raising(ValueError(SECRET)))
    Path("b.yaml").write_text(read_bad("undefined-volume"))
    monkeypatch.setattr("podlint.cli.project.installed_rules", lambda *_: tuple(rules))
    assert run(["check", "-f", form, "--no-cache"]) == 2
    out, err = capsys.readouterr()
    assert "undefined-volume" in out
    assert "podlint: a.yaml: internal error in rule privileged-container on Pod/a: Val" in err
    assert "Traceback" not in err
    if form == "json":
        (error,) = json.loads(out)["errors"]
        assert error["internal"]
        assert (error["path"], error["rule"]) == ("a.yaml", "privileged-container")
        assert error["object"]["name"] == "a"
    if form == "sarif":
        (invocation,) = json.loads(out)["runs"][0]["invocations"]
        assert not invocation["executionSuccessful"]
        (notification,) = invocation["toolExecutionNotifications"]
        assert notification["associatedRule"] == {"id": "privileged-container"}
        (place,) = notification["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "a.yaml"
        assert place["logicalLocations"][0]["fullyQualifiedName"] == "Pod/a"
    if form == "github":
        assert "::error file=a.yaml,title=podlint failed::internal error in rule" in out
    if form == "text":
        assert "failing because some files could not be checked" in out
        assert "not fully checked: 1 file (see standard error)" in out


def test_statistics_and_a_traceback_on_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PODLINT_TRACEBACK", "1")
    Path("a.yaml").write_text(pod("a"))
    rules = changed(by_name("privileged-container"), raising(ValueError("a word")))
    monkeypatch.setattr("podlint.cli.project.installed_rules", lambda *_: tuple(rules))
    assert run(["check", "--statistics", "--no-cache"]) == 2
    assert capsys.readouterr().err.endswith("ValueError: a word\n")


def test_a_report_that_cannot_be_written_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(pod("a"))
    monkeypatch.setattr("podlint.report.sarif.render", raising(ValueError()))
    arguments = ["check", "--output", "sarif=x.sarif", "--output", "json=x.json", "--no-cache"]
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert "privileged-container" in out
    assert "podlint: --format sarif: internal error: TypeError" in err or "ValueError" in err
    assert json.loads(Path("x.json").read_text())["findings"]


def test_isolation_finds_the_culprits() -> None:
    def work(parts: Any) -> list[int]:
        if {7, 61} & set(parts):
            raise ValueError
        return list(parts)

    isolated = isolate(work, range(100))
    assert isolated.result == [each for each in range(100) if each not in (7, 61)]
    assert [part for part, _ in isolated.culprits] == [7, 61]
    assert isolated.complete


def test_isolation_gives_up_on_what_always_fails() -> None:
    isolated = isolate(raising(ValueError()), range(1000))
    assert isolated.result is None
    assert not isolated.complete


def test_a_rule_over_a_unit_that_always_fails_is_one_entry_for_the_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = by_name("service-port-not-open")
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, original, 12)
    rules = changed(original, raising(ValueError()))
    errors = lint_paths(["beside"], rules=rules).errors
    assert {each.rule for each in errors if isinstance(each, InternalError)} == {original.name}
    assert failing(original).name == original.name


def test_the_decorated_form_fails_like_any_other() -> None:
    @rule(
        severity=by_name("privileged-container").severity, since="0.1",
        symptom="-", bad="-", good="-",
    )  # fmt: skip
    def fails_at_once(container: Container) -> Iterator[Problem]:
        """It fails."""
        raise ValueError(container)

    assert only_error(lint_text(pod("web"), rules=[fails_at_once])).rule == "fails-at-once"


def test_a_file_that_podlint_fails_to_read_is_an_error_and_the_others_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = podlint.reading.reader.read_text

    def read_text(name: str, *args: Any) -> Any:
        if name.endswith("bad.yaml"):
            raise ZeroDivisionError
        return works(name, *args)

    for name in ("bad", "good"):
        (tmp_path / f"{name}.yaml").write_text(pod(name))
    monkeypatch.setattr(podlint.reading.reader, "read_text", read_text)
    report = lint_paths([tmp_path])
    assert [Path(each.path).name for each in report.errors] == ["bad.yaml"]
    assert {Path(each.location.path).name for each in report.findings} == {"good.yaml"}


def test_an_exception_that_cannot_be_printed_is_contained() -> None:
    class UnprintableError(Exception):
        def __str__(self) -> str:
            raise MemoryError

    broken = raising(UnprintableError())
    error = only_error(
        lint_text(pod("web"), rules=changed(by_name("privileged-container"), broken))
    )
    assert "UnprintableError" in error.message


def test_a_rule_about_comments_that_fails_is_contained() -> None:
    rules = changed(by_name("unused-suppression"), raising(ValueError()))
    text = pod("web") + "# podlint: ignore[missing-command]\n"
    error = only_error(lint_text(text, rules=rules))
    assert error.rule == "unused-suppression"


def test_a_document_that_is_no_map_has_no_object_to_name() -> None:
    rules = changed(by_name("duplicate-key"), raising(ValueError()))
    error = only_error(lint_text("- a: 1\n  a: 2\n", rules=rules))
    assert error.object is None
