"""Rules as YAML: what they find, what is refused, and their schema."""

from __future__ import annotations

import json
import pickle
import time
from pathlib import Path
from typing import Any

import pytest

from podlint import lint_text
from podlint.document import Delete, SetValue, load
from podlint.finding.problem import Fix
from podlint.finding.report import Finding
from podlint.rule.declared import read_rule
from podlint.rule.declared_schema import schema
from podlint.rule.packs import PackError, load_folder
from podlint.rule.pages import page
from podlint.rule.rule import Rule, RuleDefinitionError
from podlint.testing import findings_of, prove

ROOT = Path(__file__).parents[2]

CARD: dict[str, Any] = {
    "summary": "A container runs\nnginx.",
    "documentation": "It should not.",
    "severity": "info",
    "since": "0.1",
    "symptom": "nginx",
    "target": "Container",
    "field": "image",
    "when": {"equals": "nginx"},
    "message": "{container} of {object}: {field} is {value}",
    "bad": "x",
    "good": ["x"],
}

PATH = ("spec", "containers", 0, "image")

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  terminationGracePeriodSeconds: 5
  hostNetwork: true
  initContainers:
    - name: first
      image: nginx
    - name: side
      image: nginx
      restartPolicy: Always
  containers:
    - name: app
      image: nginx
      ports:
        - {name: http, containerPort: 80}
        - {containerPort: 90, hostPort: null}
      resources:
        limits: {memory: 1Gi, cpu: 1.5}
"""


def read(folder: Path, text: str, name: str = "nginx_image.yaml") -> Rule:
    path = folder / name
    path.write_text(text)
    return read_rule(path, subject="images", module="test")


def rule_of(folder: Path, **keys: Any) -> Rule:
    return read(folder, json.dumps({**CARD, **keys}))


def found(folder: Path, text: str = POD, **keys: Any) -> list[Finding]:
    return list(findings_of(rule_of(folder, **keys), text))


def test_a_file_becomes_the_same_rule_as_a_function(tmp_path: Path) -> None:
    rule = rule_of(tmp_path, aliases=["latest"], standards=["pss:baseline"])
    assert (rule.name, rule.subject, rule.summary) == (
        "nginx-image", "images", "A container runs nginx.",
    )  # fmt: skip
    assert (rule.bad, rule.good, rule.aliases) == (("x",), ("x",), ("latest",))
    assert page(rule).startswith("# nginx-image\n\nA container runs nginx.\n")
    assert pickle.loads(pickle.dumps(rule)).name == rule.name


def test_a_finding_marks_the_field_and_fills_in_the_message(tmp_path: Path) -> None:
    first, *_ = found(tmp_path)
    assert first.message == "first of Pod/web: image is nginx"
    assert first.location.span == (10, 14, 10, 19)
    assert first.field == "spec.initContainers[0].image"
    assert first.severity == "info"


def test_what_one_sees_and_what_to_write_are_filled_in_as_well(tmp_path: Path) -> None:
    parts = {"why": "{container} is {value}.", "help": "Change {field} of {object}."}
    first, *_ = found(tmp_path, **parts)
    assert (first.why, first.help) == ("first is nginx.", "Change image of Pod/web.")
    bare, *_ = found(tmp_path)
    assert (bare.why, bare.help) == (None, None)


def test_an_absent_field_is_marked_where_it_belongs(tmp_path: Path) -> None:
    marks = found(tmp_path, field="resources.limits.memory", when={"absent": True})
    assert [(each.location.span[0], each.message) for each in marks if each.location.span] == [
        (9, "first of Pod/web: resources.limits.memory is nothing"),
        (11, "side of Pod/web: resources.limits.memory is nothing"),
    ]


@pytest.mark.parametrize(
    ("sorts", "names"),
    [(["init"], ["first"]), (["sidecar", "app"], ["side", "app"]), (["ephemeral"], [])],
)
def test_sorts_choose_among_containers(tmp_path: Path, sorts: list[str], names: list[str]) -> None:
    assert [each.container for each in found(tmp_path, sorts=sorts)] == names


@pytest.mark.parametrize(
    ("field", "when", "fields"),
    [
        ("hostNetwork", {"equals": True}, ["spec.hostNetwork"]),
        ("hostNetwork", {"equals": 1}, []),
        ("hostNetwork", {"equals": "true"}, []),
        ("terminationGracePeriodSeconds", {"above": 4, "below": 6}, ["spec.terminationGracePeriodSeconds"]),
        ("terminationGracePeriodSeconds", {"above": 5}, []),
        ("terminationGracePeriodSeconds", {"in": [4, 5]}, ["spec.terminationGracePeriodSeconds"]),
        ("terminationGracePeriodSeconds", {"matches": "5"}, []),
        ("dnsPolicy", {"equals": None}, []),
        ("dnsPolicy", {"not": {"equals": "Default"}}, ["spec.dnsPolicy"]),
        ("dnsPolicy", {"present": True}, []),
        ("hostNetwork", {"above": 0}, []),
        ("containers[*].image", {"above": 0}, []),
        ("containers[*].resources.limits.memory", {"above": "1023Mi"}, ["spec.containers[0].resources.limits.memory"]),
        ("containers[*].resources.limits.memory", {"above": "1Gi"}, []),
        ("containers[*].resources.limits.cpu", {"below": "2000m"}, ["spec.containers[0].resources.limits.cpu"]),
        ("containers[*].image", {"matches": "^ng"}, ["spec.containers[0].image"]),
        ("containers[*].ports[*].hostPort", {"absent": True}, ["spec.containers[0].ports[0].hostPort", "spec.containers[0].ports[1].hostPort"]),
        (["containers[*].name", "hostPID"], {"any": [{"equals": "app"}, {"absent": True}]}, ["spec.containers[0].name", "spec.hostPID"]),
        ("hostNetwork", {"field": "containers[*].ports[*].containerPort", "equals": 90}, ["spec.hostNetwork"]),
        ("hostNetwork", {"not": {"field": "containers[*].ports[*].containerPort", "equals": 90}}, []),
        ("hostNetwork", {"equals": True, "all": [{"field": "dnsPolicy", "absent": True}, {"field": "hostPID", "equals": True}]}, []),
        ("containers[?(@.name == 'app')].image", {"present": True}, ["spec.containers[0].image"]),
    ],
)  # fmt: skip
def test_operators(tmp_path: Path, field: Any, when: Any, fields: list[str]) -> None:
    marks = found(tmp_path, target="PodTarget", field=field, when=when)
    assert sorted(each.field for each in marks) == sorted(fields)


def test_a_container_may_ask_about_its_pod(tmp_path: Path) -> None:
    when = {"equals": "nginx", "all": [{"pod": "hostNetwork", "equals": True}]}
    assert len(found(tmp_path, when=when)) == 3
    assert found(tmp_path, POD.replace("hostNetwork: true", "hostNetwork: false"), when=when) == []


@pytest.mark.parametrize(
    ("target", "version", "count"),
    [
        ("Service", "v1", 1),
        ("Service", "serving.knative.dev/v1", 0),
        ("serving.knative.dev/Service", "serving.knative.dev/v1", 1),
        ("serving.knative.dev/Service", "v1", 0),
        ("Ingress", "v1", 0),
    ],
)
def test_objects_of_a_kind(tmp_path: Path, target: str, version: str, count: int) -> None:
    text = (
        f"apiVersion: {version}\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: NodePort\n"
    )
    marks = found(tmp_path, text, target=target, field="spec.type", when={"equals": "NodePort"})
    assert len(marks) == count


def test_values_of_unexpected_types_do_no_harm(tmp_path: Path) -> None:
    text = POD.replace("image: nginx", "image: nginx\n      workingDir: [/srv]")
    text = text.replace("limits: {", "limits: [{").replace("1.5}", "1.5}]")
    assert found(tmp_path, text, field="resources.limits.memory", when={"above": 1}) == []
    assert found(tmp_path, text, field="workingDir", when={"matches": "srv"}) == []
    (first, *_) = found(tmp_path, text, field="workingDir", when={"present": True})
    assert first.message == 'first of Pod/web: workingDir is ["/srv"]'


def test_a_patch_is_judged_only_by_rules_that_say_so(tmp_path: Path) -> None:
    patch = "# podlint: fragment\napiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      hostPID: true\n"
    keys = {"target": "PodTarget", "field": "hostPID", "when": {"equals": True}}
    assert len(found(tmp_path, patch, fragments=True, **keys)) == 1
    assert found(tmp_path, patch, **keys) == []


TEXT = """\
summary: A container runs nginx.
documentation: It should not.
severity: info
since: "0.1"
symptom: nginx
target: Container
field: image
when:
  equals: nginx
message: nginx
bad: x
good: x
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("symptom: nginx", "symptom: [", ":7:6: the list that '[' opens"),
        ("symptom: nginx", "severity: info", ":5:1: "),
        ("symptom: nginx\n", "", ":1:1: missing field `symptom`"),
        ("symptom:", "symptoms:", ":1:1: missing field `symptom`"),
        ("bad: x", "bad: x\nfixes: y", ":12:1: unknown field `fixes`; did you mean fixed?"),
        ("bad: x", "bad: x\nqqq: y", ":12:1: unknown field `qqq`; expected one of summary, documentation"),
        ("severity: info", "severity: fatal", ":3:11: severity: "),
        ('"0.1"', "0.1", ":4:8: since: "),
        ("target: Container", "target: container", ":6:9: target: "),
        ("field: image", "field: image[", ":7:8: field: 'image[' is not a JSONPath"),
        ("  equals: nginx", "  equal: nginx", ":9:3: unknown field `equal`; did you mean equals?"),
        ("  equals: nginx", "  matches: '['", ":9:12: when.matches: invalid regular expression"),
        ("  equals: nginx", "  above: 1Gib", ":9:10: when.above: "),
        ("  equals: nginx", "  absent: false", ":9:11: when.absent: "),
        ("  equals: nginx", "  all: [{field: image}]", ":9:9: when.all.0: a condition needs an operator"),
        ("  equals: nginx", "  {field: a, pod: b, absent: true}", ":9:3: when: a condition must not have both"),
        ("target: Container", "target: PodTarget\nsorts: [app]", ":1:1: sorts, and pod"),
        ("since:", "fragments: true\nsince:", None),
        ("  equals: nginx", "  not: {absent: true}\nfragments: true", ":1:1: fragments must be false for a rule with the condition absent"),
        ("message: nginx", "message: '{image}'", ":10:10: message: unknown placeholder {image}"),
        ("message: nginx", "message: nginx\nhelp: '{image}'", ":11:7: help: unknown placeholder {image}"),
        ("message: nginx", "message: '{'", ":10:10: message: "),
        ("message: nginx", "message: '{value:>999999999}'", ":10:10: message: unknown placeholder {value:>999999999}"),
        ("message: nginx", "message: '{value!r}'", ":10:10: message: unknown placeholder {value!r}"),
        ("good: x", "good: x\nfix: {title: a}", ":13:6: fix: a fix must have either set or delete"),
        ("good: x", "good: x\nfix: {title: a, set: 1, delete: true}", ":13:6: fix: a fix must have either"),
        ("good: x", "good: x\nfix: {title: a, sett: 1}", ":13:17: unknown field `sett`; did you mean set?"),
        ("good: x\n", "good: x\n---\na: b\n", ": a rule must be one YAML document, not 2"),
    ],
)  # fmt: skip
def test_faults_have_a_place(tmp_path: Path, old: str, new: str, message: str | None) -> None:
    text = TEXT.replace(old, new)
    assert text != TEXT
    if message is None:
        assert read(tmp_path, text)
        return
    with pytest.raises(RuleDefinitionError) as raised:
        read(tmp_path, text)
    assert str(raised.value).startswith(str(tmp_path / "nginx_image.yaml"))
    assert message in str(raised.value)


@pytest.mark.parametrize("name", ["Nginx.yaml", "nginx image.yaml", "1.yaml"])
def test_a_name_is_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(RuleDefinitionError, match="invalid name of a rule"):
        read(tmp_path, TEXT, name)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "a_b.yaml").write_bytes(b"\xff")
    with pytest.raises(RuleDefinitionError, match="cannot be read"):
        read_rule(tmp_path / "a_b.yaml", subject="images", module="test")


def test_a_rule_proves_itself(tmp_path: Path) -> None:
    bad = POD.replace("image: nginx", "image: nginx  # finding", 1).replace(
        "# finding", "# finding\n      #      ^^^^^", 1
    )
    prove(rule_of(tmp_path, sorts=["init"], bad=bad, good=POD.replace("nginx", "caddy")))
    with pytest.raises(AssertionError, match="expected"):
        prove(rule_of(tmp_path, sorts=["app"], bad=bad, good=POD.replace("nginx", "caddy")))


def test_the_schema_describes_every_key() -> None:
    described = json.loads(schema())
    for part in (described, described["$defs"]["Condition"]):
        assert not part["additionalProperties"]
        for name, key in part["properties"].items():
            assert key.get("description"), name
    assert described["properties"]["field"]["anyOf"][0] == {"type": "string"}
    assert set(described["$defs"]["Condition"]["properties"]) == {
        "equals", "in", "matches", "above", "below", "absent", "present", "all", "any", "not",
        "field", "pod",
    }  # fmt: skip


def test_no_key_reads_as_something_else_in_yaml() -> None:
    described = json.loads(schema())
    names = [*described["properties"], *described["$defs"]["Condition"]["properties"]]
    assert load("".join(f"{name}: 1\n" for name in names))[0].data == dict.fromkeys(names, 1)


@pytest.mark.parametrize(
    ("fix", "title", "edits"),
    [
        ({"title": "remove {field} {value}", "delete": True}, "remove image nginx", (Delete(PATH),)),
        ({"title": "set it", "set": "caddy:2"}, "set it", (SetValue(PATH, "caddy:2"),)),
        (
            {"title": "pull", "set": "Always", "field": "imagePullPolicy", "safe": True},
            "pull",
            (SetValue((*PATH[:-1], "imagePullPolicy"), "Always"),),
        ),
    ],
)  # fmt: skip
def test_a_fix_sets_or_deletes(tmp_path: Path, fix: Any, title: str, edits: Any) -> None:
    (finding,) = found(tmp_path, sorts=["app"], fix=fix)
    assert finding.fix
    assert finding.fix.fix == Fix(title, edits, fix.get("safe", False))


SLOW = {"target": "PodTarget", "field": "containers[*].args[*]", "when": {"matches": "(a+)+$"}}


@pytest.mark.parametrize(
    "keys",
    [
        SLOW,
        {**SLOW, "when": {"any": [{"matches": "(a|a)*b"}, {"not": {"matches": "(.*)*[ab!]"}}]}},
        {**SLOW, "field": "containers[?(@.args[*] =~ '(a+)+$')].image", "when": {"present": True}},
        {**SLOW, "when": {"field": "containers[?(@.args[*] =~ '(a+)+$')]", "present": True}},
    ],
)
def test_no_rule_of_a_project_takes_long(tmp_path: Path, keys: dict[str, Any]) -> None:
    (tmp_path / "slow_text.yaml").write_text(json.dumps({**CARD, **keys}))
    (rule,) = load_folder(tmp_path)
    text = POD.replace("image: nginx\n      ports", f"args: [{'a' * 50_000}!]\n      ports")
    began = time.process_time()
    assert lint_text(text, rules=[rule]).findings == ()
    assert time.process_time() - began < 3


def test_a_condition_on_another_field_is_asked_once_for_a_target(tmp_path: Path) -> None:
    labels = ", ".join(f"label{number}: value{number}" for number in range(3_000))
    text = f"apiVersion: v1\nkind: Service\nmetadata:\n  labels: {{{labels}}}\n"
    when = {"equals": "value9", "all": [{"field": "metadata.labels.*", "equals": "value2999"}]}
    began = time.process_time()
    (finding,) = found(tmp_path, text, target="Service", field="metadata.labels.*", when=when)
    assert finding.field == "metadata.labels.label9"
    assert time.process_time() - began < 3


def test_only_a_package_may_use_all_of_pythons_expressions(tmp_path: Path) -> None:
    rule = rule_of(tmp_path, when={"matches": "^(?!caddy)"})
    assert len(list(findings_of(rule, POD))) == 3
    with pytest.raises(PackError) as raised:
        load_folder(tmp_path)
    place = f"{tmp_path / 'nginx_image.yaml'}:1:"
    assert str(raised.value).startswith(place)
    assert str(raised.value).endswith("unsupported in a regular expression: look-around")
