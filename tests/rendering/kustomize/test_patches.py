"""Patches: what is refused, and what the written cases leave out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rendering.kustomize.trees import CONFIG, POD, built, data, declined, plant, refused

from podlint.document import JSON
from podlint.rendering.kustomize.nodes.json_form import number_text, read_back
from podlint.rendering.kustomize.nodes.node import List, Map, Scalar


def patched(root: Path, operations: JSON, resource: str = POD) -> JSON:
    """A resource after operations that are written in JSON."""
    plant(root, {"p.json": json.dumps(operations)})
    kustomization = "resources: [r.yaml]\npatches: [{path: p.json, target: {kind: '.*'}}]"
    (made,) = data(built(root, kustomization, r_yaml=resource))
    return made


def why(root: Path, operations: JSON, resource: str = POD) -> str:
    plant(root, {"p.json": json.dumps(operations)})
    kustomization = "resources: [r.yaml]\npatches: [{path: p.json, target: {kind: '.*'}}]"
    return refused(root, kustomization, r_yaml=resource).message


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        ({"op": "add", "path": "x"}, "the path x leads nowhere"),
        ({"op": "add", "path": ""}, "the path  leads nowhere"),
        ({"op": "add", "path": "/spec/no/where"}, "the path /spec/no/where leads nowhere"),
        ({"op": "add", "path": "/kind/x"}, "the path /kind/x leads nowhere"),
        ({"op": "add", "path": "/spec/containers/x/y"}, "the path /spec/containers/x/y leads nowhere"),
        ({"op": "add", "path": "/spec/containers/2"}, "`2` is not an index of a list with 2 items"),
        ({"op": "add", "path": "/spec/containers/x"}, "`x` is not an index of a list with 2 items"),
        ({"op": "remove", "path": "/spec/containers/1"}, "`1` is not an index of a list with 1 items"),
        ({"op": "remove", "path": "/spec/no"}, "there is no `no` to remove"),
        ({"op": "replace", "path": "/spec/containers/-2"}, "`-2` is not an index of a list with 1 items"),
        ({"op": "replace", "path": "", "value": 1}, "a resource can be replaced only by a map"),
        ({"op": "replace", "path": "", "value": []}, "after the patch, the resource is not a map"),
        ({"op": "move", "path": "/x"}, "the operation has no `from`"),
        ({"op": "add", "path": 1}, "the operation has no `path`"),
        ({"op": 1, "path": "/x"}, "unexpected kind of operation: unknown"),
        (None, "unexpected kind of operation: unknown"),
        ({"op": "add", "path": "/x", "value": 1e308 * 10}, "this is not a patch: invalid JSON"),
        ({"op": "test", "path": "/kind", "value": "pod"}, "the test of /kind failed"),
        ({"op": "test", "path": "/spec", "value": {}}, "the test of /spec failed"),
        ({"op": "test", "path": "/spec", "value": None}, "the test of /spec failed"),
        ({"op": "test", "path": "/spec/containers", "value": [1]}, "the test of /spec/containers failed"),
        ({"op": "test", "path": "/spec/containers", "value": {}}, "the test of /spec/containers failed"),
        ({"op": "test", "path": "/spec/containers", "value": []}, "the test of /spec/containers failed"),
        ({"op": "test", "path": "/kind", "value": []}, "the test of /kind failed"),
    ],
)  # fmt: skip
def test_operations_that_cannot_be_applied(operation: JSON, message: str, tmp_path: Path) -> None:
    assert why(tmp_path, [operation]).startswith(message)


@pytest.mark.parametrize(
    "operation",
    [
        {
            "op": "test",
            "path": "/spec",
            "value": {"containers": [{"name": "c", "image": "nginx:1.0"}]},
        },
        {"op": "test", "path": "/metadata/labels", "value": None},
        {"op": "test", "path": "/spec/containers/-1/name", "value": "c"},
        {"op": "test", "path": "/metadata/labels"},
        {"op": "test", "path": "", "value": "never"},
    ],
)
def test_tests(operation: JSON, tmp_path: Path) -> None:
    assert isinstance(operation, dict)
    if operation["path"] == "":
        assert why(tmp_path, [operation]) == "the test of  failed"
    else:
        assert patched(tmp_path, [operation])


def test_tests_of_null(tmp_path: Path) -> None:
    odd = f"{POD}  a: {{b: null, c: 1}}\n  d: [null]\n"
    assert patched(tmp_path, [{"op": "test", "path": "/spec/a", "value": {"b": None, "c": 1}}], odd)
    message = why(tmp_path, [{"op": "test", "path": "/spec/a", "value": {"b": 2, "c": 1}}], odd)
    assert message == "the test of /spec/a failed"
    plant(tmp_path, {"p.json": '[{"op": "test", "path": "/spec/d", "value": [null]}]'})
    kustomization = "resources: [r.yaml]\npatches: [{path: p.json, target: {kind: Pod}}]"
    assert "null" in declined(tmp_path, kustomization, r_yaml=odd).message


def test_a_test_in_json_compares_what_is_written(tmp_path: Path) -> None:
    odd = f"{POD}  a: <b>\n  n: 1.0\n"
    operation = {"op": "test", "path": "/spec/a", "value": "<b>"}
    assert why(tmp_path, [operation], odd) == "the test of /spec/a failed"
    assert why(tmp_path, [{**operation, "path": "/spec/n", "value": 1.0}], odd).startswith(
        "the test"
    )
    kustomization = "resources: [r.yaml]\npatches: [{path: p.yaml, target: {kind: Pod}}]"
    yaml = "- {op: test, path: /spec/a, value: <b>}\n- {op: test, path: /spec/n, value: 1.0}\n"
    assert built(tmp_path, kustomization, r_yaml=odd, p_yaml=yaml).resources


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ("{path: p.yaml, patch: x}", "the entry cannot have both patch and path"),
        ("{patch: ' '}", "the entry needs one of patch and path"),
        (
            "{patch: '[1]', target: {kind: Pod}}",
            "this is not a patch: an operation of a JSON patch",
        ),
        (
            "{patch: '[{}] 1', target: {kind: Pod}}",
            "this is not a patch: there is more than one JSON",
        ),
        ("{patch: '{a: b}'}", "this is not a patch: the resource has no kind"),
        ("{patch: '[{}]'}", "a JSON patch needs a target"),
        ("{patch: '[{}]', target: {name: '('}}", "invalid regular expression"),
        ("{patch: '[{}]', target: {labelSelector: '='}}", "invalid selector `=`"),
    ],
)
def test_entries_that_are_no_patches(patch: str, message: str, tmp_path: Path) -> None:
    kustomization = f'resources: [r.yaml]\npatches: ["{patch}"]'.replace('"', "")
    error = refused(tmp_path, kustomization, r_yaml=POD, p_yaml=POD)
    assert error.message.startswith(message)
    assert error.origin is not None


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("patchesStrategicMerge: [p.yaml]", "the patches are empty"),
        ("patchesStrategicMerge: [gone.yaml]", "there is no gone.yaml"),
        ("patchesJson6902: [{target: {name: p}}]", "the entry needs one of patch and path"),
        (
            "patchesJson6902: [{target: {kind: Pod}, path: p.yaml}]",
            "the target of a JSON patch needs",
        ),
        ("patchesJson6902: [{target: {name: p}, patch: '[]'}]", "the patch is empty"),
        ("patchesJson6902: [{target: {name: p}, path: p.yaml}]", "the patch is empty"),
        ("patchesJson6902: [{target: {name: p}, path: e.yaml}]", "the patch is empty"),
        ("patchesJson6902: [{target: {name: p}, patch: 'a: b'}]", "a JSON patch is a list"),
    ],
)
def test_deprecated_entries_that_are_no_patches(field: str, message: str, tmp_path: Path) -> None:
    error = refused(
        tmp_path, f"resources: [r.yaml]\n{field}", r_yaml=POD, p_yaml="# no\n", e_yaml=""
    )
    assert error.message.startswith(message)


def test_a_patch_that_makes_two_resources_the_same(tmp_path: Path) -> None:
    error = refused(
        tmp_path,
        """\
        resources: [a.yaml, r.yaml]
        patches:
        - target: {name: m}
          options: {allowNameChange: true}
          patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: n}}"
        """,
        r_yaml=CONFIG,
        a_yaml=CONFIG.replace("name: m", "name: n"),
    )
    assert error.message == "the patch creates a second ConfigMap.v1.[noGrp]/n.[noNs]"


def test_numbers_as_json_and_kustomize_write_them() -> None:
    numbers = {1: "1", 1.5: "1.5", 1e21: "1e+21", 1.5e-7: "1.5e-7", 0.000015: "0.000015",
               123456789.5: "123456789.5", -3.0: "-3", 1e20: "100000000000000000000", 0.0: "0"}  # fmt: skip
    assert {number: number_text(number) for number in numbers} == numbers
    again = {"1": "1", "1234567": "1.234567e+06", "100000": "100000", "0.00001": "1e-05",
             "9007199254740993": "9.007199254740992e+15", "0.0001": "0.0001", "-0": "-0"}  # fmt: skip
    read = read_back(List([Scalar(text, "int") for text in again]))
    assert isinstance(read, List)
    assert [each.text for each in read.items if isinstance(each, Scalar)] == [*again.values()]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("on", True), ("1", True), ("", True), ("~", True), ("12:30", True), ("a: b", True), ("a:b", False),
        ("a:", True), ("- a", True), ("-a", False), ("#a", True), ("a #b", True), ("a#b", False),
        ("a\nb", True), (" a", True), ("a ", True), ("a\tb", False), ("---", True), ("@a", True), ("é", False),
        ("\x07", True), ("a, b", False), ("?", True), ("?a", False), ("2020-01-02", True), ("<<", True),
    ],
)  # fmt: skip
def test_which_texts_are_quoted_when_they_are_written(text: str, quoted: bool) -> None:
    found = read_back(Map({"a": Scalar(text, "str", True)}))
    assert isinstance(found, Map)
    node = found.items["a"]
    assert isinstance(node, Scalar)
    assert node.quoted is quoted


def test_a_quoted_text_stays_a_text(tmp_path: Path) -> None:
    """What a JSON patch leaves quoted decides what a later patch means."""
    made = built(
        tmp_path,
        """\
        resources: [r.yaml]
        patches:
        - {target: {kind: Pod}, patch: '[{"op": "add", "path": "/spec/a", "value": "on"}]'}
        - {target: {kind: Pod}, patch: '[{"op": "add", "path": "/spec/b", "value": "x"}]'}
        - patch: "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {a: 1, b: 1}}"
        """,
        r_yaml=POD,
    )
    (pod,) = data(made)
    assert isinstance(pod, dict)
    assert isinstance(pod["spec"], dict)
    assert (pod["spec"]["a"], pod["spec"]["b"]) == ("1", 1)


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ("spec: {$patch: x}", "unknown patch strategy `x`"),
        ("spec: {containers: [{$patch: x}]}", "unknown patch strategy `x`"),
        ("spec: {containers: x}", "expected a list, not a single value"),
        ("spec: []", "expected a map, not a list"),
        ("spec: {containers: [{name: c, env: [x]}, {name: c}], '': 1}", "a key that is empty"),
    ],
)
def test_patches_that_do_not_fit(patch: str, message: str, tmp_path: Path) -> None:
    head = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
    kustomization = "resources: [r.yaml]\npatches: [{path: p.yaml}]"
    error = refused(tmp_path, kustomization, r_yaml=POD, p_yaml=head + patch)
    assert error.message.startswith(message)
    assert error.origin is not None


def test_a_number_that_is_too_large_for_json(tmp_path: Path) -> None:
    kustomization = "resources: [r.yaml]\npatches: [{path: p.json, target: {kind: Pod}}]"
    patch = '[{"op": "add", "path": "/x", "value": 1e999}]'
    error = refused(tmp_path, kustomization, r_yaml=POD, p_json=patch)
    assert error.message == "the number 1e999 is too large"
