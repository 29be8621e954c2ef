"""The library."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import podlint
from podlint import (
    Config,
    ConfigError,
    Finding,
    PodlintError,
    Profile,
    Severity,
    lint_file,
    lint_objects,
    lint_paths,
    lint_text,
)
from podlint.api import choice
from podlint.api.fixing import fix_paths
from podlint.document import load
from podlint.document.alias import MAX_DEPTH, TOO_DEEP
from podlint.engine import dispatch
from podlint.engine.locate import region
from podlint.models import Container
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN, builtin_rules, load_package

EXAMPLES = [text for rule in load_package(BUILTIN) for text in (*rule.bad, *rule.good)]
FAULTY = next(rule.bad[0] for rule in load_package(BUILTIN) if rule.name == "undefined-volume")
SOME_FIELDS = sorted({name for rule in load_package(BUILTIN) for name in rule.asks_for})[:11]


ABOUT_SPELLING = ("suppressions/*", "key-read-as-boolean", "octal-user-id")
"""Rules that speak of what only a text has."""


def without_positions(finding: Finding) -> tuple[object, ...]:
    # The message says how a value of the wrong type is spelled: `1.10`, of which data have 1.1.
    message = "" if finding.rule == "wrong-type" else finding.message
    # Objects in one file are certainly meant together.
    severity = "" if finding.rule == "autoscalers-share-workload" else finding.severity
    return (finding.rule, severity, message, finding.field, finding.pointer,
            finding.object, finding.container, finding.identity)  # fmt: skip


@pytest.mark.parametrize("marked", EXAMPLES)
def test_objects_give_the_findings_of_their_text(marked: str) -> None:
    text = read_example(marked).text
    documents = load(text)
    if any(document.error or document.problems or not document.data for document in documents):
        return
    config = Config(ignore=ABOUT_SPELLING)
    by_text = lint_text(text, config=config)
    by_data = lint_objects([json.loads(json.dumps(each.data)) for each in documents], config=config)
    assert sorted(map(without_positions, by_data.findings), key=str) == sorted(
        map(without_positions, by_text.findings), key=str
    )
    assert all(each.location.span is None for each in by_data.findings)


def test_a_file_is_linted_with_its_unit_as_context(tmp_path: Path) -> None:
    (tmp_path / "service.yaml").write_text(
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
        "spec: {selector: {app: web}, ports: [{port: 80, targetPort: web}]}\n"
    )
    (tmp_path / "pod.yaml").write_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\n"
        "spec: {containers: [{name: web, image: 'nginx:1', ports: [{name: http, containerPort: 80}]}]}\n"
    )
    (finding,) = lint_file(tmp_path / "service.yaml").findings
    assert finding.rule == "service-port-not-open"
    assert next(each.location.path for each in finding.related).endswith("pod.yaml")
    assert lint_file(tmp_path / "pod.yaml").findings == ()
    assert lint_text((tmp_path / "service.yaml").read_text()).findings == ()


def test_no_configuration_is_discovered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".podlint.yaml").write_text("ignore: ['*']\n")
    Path("pod.yaml").write_text(read_example(FAULTY).text)
    assert lint_paths(["."]).findings


def test_a_missing_file_is_an_error_of_the_report() -> None:
    (error,) = lint_paths(["no/such.yaml"]).errors
    assert (error.path, error.message) == ("no/such.yaml", "no such file or directory")


def test_settings_that_name_no_rule_are_refused() -> None:
    with pytest.raises(ConfigError, match="did you mean missing-command"):
        lint_text("", config=Config(ignore=("missing-comand",)))
    assert issubclass(ConfigError, PodlintError)


@pytest.fixture
def many_switches() -> Iterator[None]:
    """Threads take turns a hundred times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 100)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("many_switches")
def test_threads_may_lint_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_MOST_REMEMBERED", 5)
    texts = [read_example(text).text for text in EXAMPLES]
    # What the threads share is made by them, not by the tests before.
    builtin_rules.cache_clear()
    choice._default_dispatches.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lint_text, texts))
    assert together == [lint_text(text) for text in texts]


def test_the_rules_are_chosen_once_for_all_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    lint_text("")
    monkeypatch.setattr(choice, "Dispatches", None)
    assert [each.rule for each in lint_text(read_example(FAULTY).text).findings]


def test_what_is_kept_between_calls_is_bounded() -> None:
    chosen = choice._default_dispatches().at("a.yaml", None)
    for number in range(dispatch._MOST_REMEMBERED + 50):
        names = [name for bit, name in enumerate(SOME_FIELDS) if number >> bit & 1]
        chosen.visitors(Container, present=chosen.relevant(names))
    assert 0 < len(chosen._memo) <= dispatch._MOST_REMEMBERED


def test_inputs_are_files_and_the_folders_searched_for_them(tmp_path: Path) -> None:
    chart = tmp_path / "chart"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("name: web\n")
    (chart / "templates/web.yaml").write_text(read_example(FAULTY).text)
    (tmp_path / "notes.txt").write_text("words\n")
    (tmp_path / "web.yaml").write_text(read_example(FAULTY).text)
    (tmp_path / "other.yaml").write_text("{}\n")

    def inputs(*named: str) -> set[str]:
        report = lint_paths([tmp_path / each for each in named])
        return {str(Path(each).relative_to(tmp_path)) for each in report.inputs}

    assert inputs("web.yaml") == {".", "web.yaml", "other.yaml"}
    assert inputs("chart/templates/web.yaml") == {
        "chart", "chart/Chart.yaml", "chart/templates", "chart/templates/web.yaml",
    }  # fmt: skip
    assert inputs(".") == inputs("web.yaml") | inputs("chart")
    assert lint_text(read_example(FAULTY).text).inputs == ()


PLAIN: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web"},
    "spec": {"hostNetwork": True, "containers": [{"name": "app", "image": "app:1"}]},
}


@pytest.mark.parametrize(
    ("call", "remedy"),
    [
        (lambda: lint_objects(PLAIN), "a collection of objects; write lint_objects([pod])"),
        (lambda: lint_objects(MappingProxyType(PLAIN)), "lint_objects([pod])"),
        (lambda: lint_objects([PLAIN, MappingProxyType(PLAIN)]), "objects[1] is a mappingproxy, not a dict; convert it and the mappings in it with dict(...)"),
        (lambda: lint_objects([[PLAIN]]), "objects[0] is a list, not a dict"),
        (lambda: lint_objects(["kind: Pod"]), "objects[0] is a str, not a dict"),
        (lambda: lint_objects("kind: Pod"), "use lint_text for text"),
        (lambda: lint_paths("deploy"), "a collection of paths; write lint_paths(['deploy'])"),
        (lambda: lint_paths(b"deploy"), "a collection of paths"),
        (lambda: lint_paths(Path("deploy")), "a collection of paths"),
        (lambda: fix_paths("deploy"), "fix_paths(['deploy'])"),
        (lambda: lint_text(Path("web.yaml")), "use lint_file for a path"),
        (lambda: lint_text(b"kind: Pod"), "lint_text expects text, not bytes"),
        (lambda: lint_text("", config={"profile": "strict"}), "config must be a podlint.Config, not dict"),
        (lambda: lint_paths([], config="strict"), "config must be a podlint.Config, not str"),
    ],
)  # fmt: skip
def test_arguments_of_a_wrong_type_are_refused_with_the_remedy(
    call: Callable[[], object], remedy: str
) -> None:
    with pytest.raises(TypeError) as raised:
        call()
    assert remedy in str(raised.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"metadata": {"creationTimestamp": datetime(2026, 1, 1)}}, "metadata.creationTimestamp is a datetime"),  # noqa: DTZ001
        ({"spec": MappingProxyType(PLAIN["spec"])}, "spec is a mappingproxy"),
        ({"spec": {"containers": ({"name": "app"},)}}, "spec.containers is a tuple"),
        ({"spec": {"containers": [{"image": b"app:1"}]}}, "spec.containers[0].image is a bytes"),
        ({"metadata": {"labels": {True: "x"}}}, "metadata.labels has the key True, not a str"),
        ({1: 2}, "the object has the key 1, not a str"),
        ({"spec": {"priority": float("nan")}}, "spec.priority is a number that JSON cannot represent"),
        ({"spec": {"priority": -float("inf")}}, "spec.priority is a number that JSON cannot represent"),
        ({"spec": {"priority": 10**400}}, "spec.priority is a number that JSON cannot represent"),
        pytest.param({"x": 10**5000}, "x is a number that JSON cannot represent", id="5000 digits"),
    ],
)  # fmt: skip
def test_values_that_json_does_not_have_cost_one_object(
    change: dict[Any, Any], message: str
) -> None:
    report = lint_objects([PLAIN, {**PLAIN, **change}, None, PLAIN])
    (error,) = report.errors
    assert (error.path, error.message.partition(",")[0]) == (
        "objects[1]",
        f"cannot be read: {message}".partition(",")[0],
    )
    assert {each.location.path for each in report.findings} == {"objects[0]", "objects[3]"}


def test_objects_may_share_values_but_not_without_end() -> None:
    shared = {"name": "app", "image": "app:1"}
    pod = {**PLAIN, "spec": {"hostNetwork": True, "containers": [shared, shared]}}
    assert lint_objects([pod, pod]).errors == ()
    endless: dict[str, Any] = dict(PLAIN)
    endless["status"] = endless
    huge: list[Any] = ["x"]
    deep: list[Any] = []
    for _ in range(300):
        deep = [deep]
    for _ in range(40):
        huge = [huge, huge]
    report = lint_objects([endless, PLAIN, {**PLAIN, "status": huge}, {**PLAIN, "status": deep}])
    assert [(each.path, each.message.partition(",")[0]) for each in report.errors] == [
        ("objects[0]", "cannot be read: status contains itself"),
        ("objects[2]", "cannot be read: more than 4000000 values"),
        ("objects[3]", "cannot be read: the value is nested more than 256 levels deep"),
    ]
    assert {each.location.path for each in report.findings} == {"objects[1]"}


def test_severities_and_profiles_are_ordered() -> None:
    assert max(Severity.ERROR, Severity.WARNING) is Severity.ERROR
    assert sorted(["error", *Severity], key=Severity) == ["info", "warning", "error", "error"]
    assert sorted(Severity, reverse=True) == [Severity.ERROR, Severity.WARNING, Severity.INFO]
    assert Severity.INFO < Severity.WARNING <= Severity.WARNING < Severity.ERROR
    assert Severity.ERROR > Severity.WARNING >= "warning" > Severity.INFO
    assert min(Profile) is Profile.MINIMAL
    assert max(Profile) is Profile.STRICT
    assert Severity.ERROR == "error"
    assert {Severity.ERROR: 1}["error"] == 1  # type: ignore[index]
    assert f"{Severity.ERROR}" == json.loads(json.dumps(Severity.ERROR)) == "error"
    for other in ("fatal", Profile.STRICT):
        with pytest.raises(TypeError, match="is not a "):
            assert other > Severity.ERROR
        with pytest.raises(TypeError, match="is not a "):
            assert other < Severity.ERROR


def test_reports_are_frozen() -> None:
    report = lint_text(read_example(FAULTY).text)
    with pytest.raises(AttributeError):
        report.files = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        report.findings[0].message = ""  # type: ignore[misc]


def test_every_public_name_is_there() -> None:
    for name in podlint.__all__:
        assert getattr(podlint, name) is not None
    with pytest.raises(AttributeError):
        podlint.no_such_name  # noqa: B018


@pytest.mark.parametrize(
    ("path", "key", "token"),
    [
        (("spec", "a"), False, "1"),
        (("spec", "a"), True, "a"),
        (("spec", "list"), False, "list"),
        (("spec", "list", 0), False, "one"),
        (("spec", "list", 0, "absent", "deep"), False, "one"),
        (("spec", "list", 1, "absent"), False, "{other: 2}"),
        (("spec", "list", 2), False, "- x"),
        (("spec", "absent"), False, "spec"),
        (("spec", "text"), False, "text"),
        (("absent",), False, "spec:"),
    ],
)
def test_a_region_lies_on_one_line(path: tuple[str | int, ...], key: bool, token: str) -> None:
    text = (
        "spec:\n  a: 1\n  list:\n    - name: one\n      b: 2\n    - {other: 2}\n"
        "    - - x\n      - y\n  text: |\n    more\n    lines\n"
    )
    (document,) = load(text)
    from podlint.document import Place

    span = region(Place(document, path), key)
    assert span.start_line == span.end_line
    line = text.splitlines()[span.start_line - 1]
    assert line[span.start_column - 1 : span.end_column - 1] == token


def test_objects_of_data_that_stand_in_several_places_have_the_same_limit_of_depth() -> None:
    inner: list[Any] = []
    for _ in range(MAX_DEPTH // 2):
        inner = [inner]
    outer = inner
    for _ in range(MAX_DEPTH // 2):
        outer = [outer]
    given = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}}
    assert not lint_objects([{**given, "a": inner, "b": inner}]).errors
    (error,) = lint_objects([{**given, "a": inner, "b": outer}]).errors
    assert TOO_DEEP in error.message


def test_keys_of_data_are_what_they_are() -> None:
    given = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "a"},
        "data": {"true": "1"},
    }
    found = [each.rule for each in lint_objects([given]).findings]
    assert "key-read-as-boolean" not in found
