"""Any value anywhere in a manifest: every rule judges it or lets it be, and none stumbles on it."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podlint.api.linting import lint_objects
from podlint.config.config import Config
from podlint.document import load
from podlint.engine.dispatch import Dispatches
from podlint.engine.run import lint
from podlint.finding.report import Report
from podlint.models import Node
from podlint.models.fields import api_fields
from podlint.models.kinds import model_named
from podlint.reading.file import read_text
from podlint.reading.inputs import Inputs
from podlint.reading.unit import Unit, object_set
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN, builtin_rules, load_package
from podlint.suppression.project import Suppressions

NODES = (
    {
        "name": "a",
        "count": 2,
        "cpu": 1,
        "labels": {"disk": "ssd"},
        "taints": [{"key": "a", "effect": "NoExecute"}],
    },
)
STRICT = Config.model_validate(
    {"profile": "strict", "preview": True, "nodes": NODES, "nodes_complete": True}
)
HUGE = "9" * 5000
KINDS = {
    "v1": "Pod PodTemplate ReplicationController Service Namespace ConfigMap Secret "
    "PersistentVolumeClaim ServiceAccount",
    "apps/v1": "ReplicaSet Deployment StatefulSet DaemonSet",
    "batch/v1": "Job CronJob",
    "autoscaling/v2": "HorizontalPodAutoscaler",
    "policy/v1": "PodDisruptionBudget",
    "networking.k8s.io/v1": "Ingress NetworkPolicy",
}
SAMPLES = {
    "string": "a",
    "boolean": True,
    "int32": 1,
    "int64": 1,
    "int-or-string": 1,
    "quantity": "1",
    "time": "2024-01-01T00:00:00Z",
    "any": {"a": {}},
}
"""A value of each type of the API."""

RAW = dict(enumerate(("1e400", HUGE, f"-{HUGE}", "1E+5", "1.0", "0.0000001", "-0")))
"""Numbers of a text that Python's `json` does not write."""

WEIRD: tuple[Any, ...] = (
    *(f"@@{mark}@@" for mark in RAW),
    *(0, -1, 2**31, -(2**31), 2**63, -(2**63), 2**64, 10**25, 1.5, -0.5, 1e300, 65536),
    *(True, False, None, "", " ", "\0", "\n", "\ud800", "\udfff\ud800", "é", "\u2028", "\x1b[0m"),
    *("1e400", "-1e400", "1e-400", HUGE, f"-{HUGE}", f"{HUGE}%", f"1e{HUGE}", "²", "²%", "٣"),
    *("inf", "nan", "0x10", "0644", "100%", "-5%", "9Pi", "1Ei", "1E", "0.5n", "true", "null"),
    *("$(A)", "{{ x }}", "%s", "{0}", "{", "'", '"', "`", "$", "\\", "*", "@", ":", "/", "..", "#"),
    *("[::1", "http://[", f"http://a:{HUGE}/", "a@sha256:", "x:", "a:b:c", "a/b/c", "a" * 300),
    *(f"sleep {HUGE}", f"timeout {HUGE} x", "sleep 1e999", "if", "$((", "<<EOF", "| | ||", "&&"),
    *("2024-13-45T99:99:99Z", "* * * * *", "@every 1h", "TZ=UTC", "1.2.3.4", "999.9.9.9", "::1"),
    *([], {}, [None], [[]], [{}], [[[]]], {"": None}, {"a": {}}, {"a": []}, [1], [True], ["a"]),
    *({"a": 1}, {"\ud800": "\ud800"}, [{"name": None}], [{"name": "a"}, {"name": "a"}]),
    *([["a"], "b"], {"name": 5}, {"kind": []}, {"kind": "Pod", "apiVersion": []}),
    functools.reduce(lambda inner, _: [inner], range(200), {"a": 1}),
)

Path_ = tuple[str | int, ...]


@functools.cache
def dispatches() -> Dispatches:
    return Dispatches(builtin_rules(), STRICT)


@functools.cache
def examples() -> tuple[tuple[Any, ...], ...]:
    """The documents of each example of each rule."""
    found = []
    for rule in load_package(BUILTIN):
        for text in (*rule.bad, *rule.good):
            documents = load(read_example(text).text)
            if not any(document.error for document in documents):
                found.append(tuple(each.data for each in documents if each.data is not None))
    return tuple(each for each in found if each)


@functools.cache
def full_objects() -> tuple[Any, ...]:
    """An object of each kind, with every field that its model has."""
    return tuple(
        {**_full(model), "apiVersion": version, "kind": kind}
        for version, kinds in KINDS.items()
        for kind in kinds.split()
        if (model := model_named(kind))
    )


def _full(model: type[Node], above: tuple[type[Node], ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in api_fields(model).items():
        if field.model in above:
            continue
        inner = field.model and _full(field.model, (*above, field.model))
        value = SAMPLES[field.type] if inner is None else inner
        found[name] = {"list": [value], "map": {"a": value}, "value": value}[field.shape]
    return found


def paths(data: Any, at: Path_ = ()) -> Iterator[Path_]:
    yield at
    if isinstance(data, dict | list):
        steps: Any = data.items() if isinstance(data, dict) else enumerate(data)
        for step, value in steps:
            yield from paths(value, (*at, step))


def with_value(data: Any, path: Path_, change: Any) -> Any:
    """The data with what `change` makes of the value at a path."""
    if not path:
        return change(data)
    changed = data.copy()
    changed[path[0]] = with_value(data[path[0]], path[1:], change)
    return changed


def text_of(documents: tuple[Any, ...]) -> str:
    text = "\n---\n".join(json.dumps(each) for each in documents)
    return re.sub(r'"@@([0-9]{1,2})@@"', lambda mark: RAW.get(int(mark[1]), "0"), text)


def report_on(text: str) -> Report:
    """The report on a complete unit, for rules that conclude from absence."""
    files = (read_text("weird.yaml", text),)
    found = dispatches()
    suppressions = Suppressions(found.config, found.names, Inputs())
    return lint(Unit(files, files, object_set(files, complete=True)), found, suppressions)


changes = st.one_of(
    st.sampled_from(WEIRD).map(lambda value: lambda _: value),
    st.sampled_from((HUGE, "1e400", "²", "٣", "-1", "", "0" * 20)).map(
        lambda number: lambda old: re.sub(r"\d+", number, old) if isinstance(old, str) else number
    ),
    st.sampled_from(("'", '"', "`", "$(", "\\", "|", "&", "<<EOF", "\0", "\ud800", ":", "=")).map(
        lambda end: lambda old: old + end if isinstance(old, str) else end
    ),
    st.sampled_from((None, 1, [], {})).map(
        lambda item: lambda old: [*old, item, *old] if isinstance(old, list) else item
    ),
)


@settings(max_examples=400)
@given(st.data())
def test_nothing_in_an_example_of_a_rule_makes_a_rule_stumble(data: st.DataObject) -> None:
    documents = list(data.draw(st.sampled_from(examples())))
    for _ in range(data.draw(st.integers(1, 2))):
        index = data.draw(st.integers(0, len(documents) - 1))
        path = data.draw(st.sampled_from(list(paths(documents[index]))))
        documents[index] = with_value(documents[index], path, data.draw(changes))
    assert not report_on(text_of(tuple(documents))).errors


@settings(max_examples=300)
@given(st.data())
def test_nothing_in_any_field_makes_a_rule_stumble(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(full_objects()))
    path = data.draw(st.sampled_from(list(paths(whole))))
    obj = with_value(branch(whole, path), path, data.draw(changes))
    assert not report_on(text_of((obj,))).errors


def branch(data: Any, path: Path_) -> Any:
    """What is on the way to a path and right beside it: all of the data takes a second to judge."""
    if not path:
        return data
    if isinstance(data, list):
        return [branch(data[0], path[1:])]
    beside = {key: value for key, value in data.items() if not isinstance(value, dict | list)}
    return {**beside, path[0]: branch(data[path[0]], path[1:])}


@pytest.mark.parametrize("value", WEIRD, ids=range(len(WEIRD)))
def test_an_object_given_as_data_may_hold_any_value(value: Any) -> None:
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}
    for field in ("metadata", "spec", "status", "kind", "apiVersion"):
        assert not lint_objects([{**pod, field: value}], config=STRICT).errors
