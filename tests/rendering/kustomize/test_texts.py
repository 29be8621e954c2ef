"""Texts of resources and kustomizations: what is read, and what is refused where."""

from __future__ import annotations

from pathlib import Path

import pytest
from rendering.kustomize.trees import CONFIG, POD, built, data, declined, refused

from podlint.document import JSON
from podlint.rendering.kustomize import BuildError, Declined
from podlint.rendering.kustomize.nodes.read_nodes import Source, read_nodes
from podlint.rendering.kustomize.nodes.setting import looks_typed
from podlint.rendering.kustomize.nodes.value import data_of, tag_of

HEAD = "apiVersion: v1\nkind: X\nmetadata: {name: x}\n"


def value(root: Path, text: str) -> JSON:
    """What a value means that is written in a resource."""
    (found,) = data(built(root, "resources: [r.yaml]", r_yaml=f"{HEAD}a: {text}\n"))
    assert isinstance(found, dict)
    return found["a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("! 12", 12), ("! x", "x"), ("!foo 12", "12"), ("!!str 12", "12"), ('!!int "12"', 12),
        ("!!float 1", 1), ("!!binary aGk=", "hi"), ("!!timestamp 2020-01-02", "2020-01-02T00:00:00Z"),
        ("2020-13-02", "2020-13-02"), ("2020-01-02 03:04:05.5", "2020-01-02T03:04:05.5Z"), ("._1", "._1"),
        ("+.5", 0.5), ("[a: b]", [{"a": "b"}]), ("{x, y: }", {"x": "", "y": ""}), ("[~, null, ]", [None, None]),
        ("{image: nginx:1.2}", {"image": "nginx:1.2"}), ("{a: &x [1], b: *x}", {"a": [1], "b": [1]}),
        ('{"1": x, "true": y}', {"1": "x", "true": "y"}), ("{<<: {b: 1}, c: 2}", {"b": 1, "c": 2}),
        ("{<<: [{b: 1, d: 5}, {b: 2, '3': 3}], d: 4}", {"b": 1, "3": 3, "d": 4}),
        ('"\\\'"', "'"), (".5_1", 0.51), (".5e1_0", 5000000000), ("-.5_1", -0.51), (".5__1", ".5__1"),
        ("1_000", 1000), ("0b1", 1), ("0b-1", -1), ("0o7", 7), ("0o-7", -7), ("0o+7", 7), ("0o-8", "0o-8"),
        ("1:30", "1:30"), ("yes", "yes"), ("~", None), ("=", "="), ('".5_1"', ".5_1"),
        (f"0o-{'7' * 30}", f"0o-{'7' * 30}"),
    ],
)  # fmt: skip
def test_values(text: str, expected: JSON, tmp_path: Path) -> None:
    assert value(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("!!int x", "the value `x` cannot be read as !!int"),
        ("!!timestamp x", "the value `x` cannot be read as !!timestamp"),
        (".inf", "JSON cannot represent `.inf`"),
        ("{1: x}", "the key `1` is not a string"),
        ("{!!int '1': x}", "the key `1` is not a string"),
        ("{? [1] : x}", "a map or a list cannot be a key"),
        ("{b: 1, b: 2}", "the key `b` occurs twice"),
        ("{<<: 1}", "a merge key needs a map"),
        ("{<<: {}, <<: {}}", "duplicate merge key"),
        ("*x", "malformed YAML: unknown anchor `x`"),
        ('"\\/"', "malformed YAML: unknown escape"),
        ("[", "malformed YAML: "),
    ],
)
def test_values_that_are_refused(text: str, message: str, tmp_path: Path) -> None:
    error = refused(tmp_path, "resources: [r.yaml]", r_yaml=f"{HEAD}a: {text}\n")
    assert error.message.startswith(message)
    assert error.origin is not None
    assert error.origin.span.start_line == 4 or text == "["


def test_texts_that_podlint_leaves_to_kubectl(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 9)]
    deep = f"a: &a {'[' * 120}{']' * 120}\nb: {'[' * 120}*a{']' * 120}"
    for text in (deep, "\n".join(lines), f"a: {'[' * 220}{']' * 220}", "a: {'<<': 1}"):
        assert (
            declined(tmp_path, "resources: [r.yaml]", r_yaml=f"{HEAD}{text}\n").origin is not None
        )


def test_keys_of_a_resource_itself_may_be_numbers(tmp_path: Path) -> None:
    (found,) = data(built(tmp_path, "resources: [r.yaml]", r_yaml=f"{HEAD}1: x\ntrue: y\n"))
    assert isinstance(found, dict)
    assert (found["1"], found["true"]) == ("x", "y")
    refused(tmp_path, "resources: [r.yaml]", r_yaml=f"{HEAD}~: x\n")


def test_a_key_that_is_there_twice_and_removed_once(tmp_path: Path) -> None:
    patch = "patches: [{patch: '{apiVersion: v1, kind: X, metadata: {name: x}, a: {b: null}}'}]"
    error = declined(tmp_path, f"resources: [r.yaml]\n{patch}", r_yaml=f"{HEAD}a: {{b: 1, b: 2}}\n")
    assert error.message == "the key `b` occurs twice"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", "this is not a resource"),
        ("metadata: {name: x}", "the resource has no kind"),
        ("kind: X\nmetadata: {name: }", "the X has no metadata.name"),
        ("kind: X\nmetadata: x", "the X has no metadata.name"),
        ("kind: List\nitems: {a: b}", "the items of a List are not a list"),
        ("kind: XList\nmetadata: {name: x}\nitems: {a: b}", "the items of a XList are not a list"),
        ("kind: XList\nitems: [a]", "this is not a resource"),
        ("kind: XList\nitems: [{1: a}]", "the key `1` is not a string"),
        ("kind: XList\nitems: []\nitems: []", "the key `items` occurs twice"),
        ("a: b\n--- c\n", "invalid document separator: --- c"),
        ("a: b\n%YAML 1.2\n---\n", "the resource has no kind"),
    ],
)
def test_objects_that_are_no_resources(text: str, message: str, tmp_path: Path) -> None:
    error = refused(tmp_path, "resources: [r.yaml]", r_yaml=text)
    assert error.message == message
    assert error.origin is not None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0), ("# no\n", 0), ("---\n---\n---\n", 0), ("kind: List\nitems: null\n", 0), ("{}", 0),
        ("kind: List\nfunctionConfig: {}\n", 0), ("kind: XList\nmetadata: {name: x}\n", 1),
        (f"--- # c\n{CONFIG}\n---\t\n{POD}\n...\nnot read: [", 2), ("kind: YList\nitems: ~\n", 0),
        ("kind: List\nitems: [{kind: List, items: [{kind: A, metadata: {name: a}}]}]\n", 1),
        ("kind: List\nitems: [{kind: A, metadata: {name: a}}, null]\n---\n# c\n", 1),
    ],
)  # fmt: skip
def test_how_many_resources_a_text_holds(text: str, number: int, tmp_path: Path) -> None:
    assert len(built(tmp_path, "resources: [r.yaml]", r_yaml=text).resources) == number


@pytest.mark.parametrize(
    ("kustomization", "message", "line"),
    [
        ("a: b", "unknown field `a`", 1),
        ("resources: [{}]", "expected a string, not a map", 1),
        ("resources: r.yaml", "expected a list, not a string", 1),
        ("commonLabels: [a]", "expected a map, not a list", 1),
        ("images: [1.5]", "expected a map, not the number 1.5", 1),
        ("\nnamePrefix: 1", "expected a string, not the number 1", 2),
        ("replicas: [{name: a, count: '1'}]", "expected an integer, not a string", 1),
        (
            "replicas: [{name: a, count: 1e30}]",
            "expected an integer, not the number 1e+30",
            1,
        ),
        (
            "generatorOptions: {immutable: 'true'}",
            "expected true or false, not a string",
            1,
        ),
        ("labels: [{pairs: {a: true}}]", "expected a string, not true", 1),
        ("[]", "expected a map, not a list", 1),
        ("", "the kustomization is empty", 1),
        ("bases: []\nimageTags: []\nnamePrefix: ''", "the kustomization is empty", 1),
        ("kind: Kustomization", "the kustomization is empty", 1),
        ("namePrefix: a\nkind: X", "kind should be Kustomization or Component", 2),
        (
            "namePrefix: a\napiVersion: v1",
            "apiVersion for Kustomization should be kustomize.config",
            2,
        ),
        ("a: [", "the list is not closed", 1),
        ("sortOptions: {order: x}", "sortOptions.order must be fifo or legacy", 1),
        (
            "sortOptions: {order: fifo, legacySortOptions: {}}",
            "legacySortOptions need the order",
            1,
        ),
        ("openapi: {version: v1}", "kustomize has no schema v1", 1),
        ("components: [base]", "base is not a Component", 1),
    ],
)
def test_kustomizations_that_are_refused(
    kustomization: str, message: str, line: int, tmp_path: Path
) -> None:
    error = refused(tmp_path, kustomization, base__kustomization_yaml="resources: []")
    assert error.message.startswith(message) or kustomization == "a: ["
    assert error.origin is not None
    assert error.origin.span.start_line == line


@pytest.mark.parametrize(
    "field",
    ["vars: [{name: A}]", "helmCharts: [{name: a}]", "openapi: {path: a.json}", "validators: [a]",
     "helmChartInflationGenerator: [{chartName: a}]", 'namePrefix: "\\x85"'],
)  # fmt: skip
def test_what_podlint_leaves_to_kubectl(field: str, tmp_path: Path) -> None:
    assert declined(tmp_path, f"resources: []\n{field}").origin is not None


def test_a_line_break_that_kubectl_garbles() -> None:
    (node,) = read_nodes(Source("f", 'a: "\\N"'))
    with pytest.raises(Declined):
        data_of(node)


def test_fields_are_found_whatever_their_case(tmp_path: Path) -> None:
    made = built(
        tmp_path, "RESOURCES: [r.yaml]\nnameprefix: a-\nNAMEPREFIX: b-\nimages: null", r_yaml=POD
    )
    assert made.resources[0].data == {
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a-p"},
        "spec": {"containers": [{"name": "c", "image": "nginx:1.0"}]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tag"),
    [("", "null"), ("~", "null"), ("x", "str"), ("on", "str"), ("TRUE", "bool"), ("1", "int"), ("1.", "float"),
     (".nan", "float"), ("<<", "merge"), ("<", "str"), ("2020-01-02", "timestamp"), ("-", "str"), ("0b1", "int"),
     ("0o7", "int"), ("1e3", "float"), ("Null", "null"), ("nUll", "str")],
)  # fmt: skip
def test_tags(text: str, tag: str) -> None:
    assert tag_of(text) == tag


@pytest.mark.parametrize(
    ("text", "typed"),
    [("", False), ("a\nb", False), ("on", True), ("1", True), ("x", False), ("a: b", True), ("'a: b'", False),
     ("a:", True), ("- a", True), ("-a", False), ("[a]", True), ("# a", True), ("-", True), ("~", True)],
)  # fmt: skip
def test_what_looks_typed(text: str, typed: bool) -> None:
    assert looks_typed(text) is typed


def test_what_lies_in_a_list_of_annotations(tmp_path: Path) -> None:
    listed = f"{HEAD.replace('{name: x}', '{name: x, annotations: [a, b]}')}"
    assert (
        "annotations must not be a list"
        in declined(tmp_path, "resources: [r.yaml]", r_yaml=listed).message
    )
    refused(tmp_path, "resources: [r.yaml]", r_yaml=listed.replace("[a, b]", "[a]"))


def test_former_names_that_are_lost(tmp_path: Path) -> None:
    odd = HEAD.replace(
        "{name: x}", "{name: x, annotations: {internal.config.kubernetes.io/previousNames: a}}"
    )
    assert (
        "former names"
        in refused(tmp_path, "namePrefix: a\nresources: [r.yaml]", r_yaml=odd).message
    )


@pytest.mark.parametrize("key", ["0", ".5_1", "true", "~"])
def test_quotes_around_keys_of_annotations_get_lost(key: str, tmp_path: Path) -> None:
    """kustomize writes all annotations again, the keys without quotes."""
    head = "apiVersion: v1\nkind: X\nmetadata:\n  name: x\n"
    error = refused(
        tmp_path, "resources: [r.yaml]", r_yaml=f'{head}  annotations: {{"{key}": a}}\n'
    )
    assert error.message == f"the key `{key}` is not a string"
    patch = f"- {{op: add, path: /metadata/annotations/{key.replace('~', '~0')}, value: a}}"
    patched = f"resources: [r.yaml]\npatches: [{{target: {{kind: X}}, patch: '{patch}'}}]"
    error = refused(tmp_path, patched, r_yaml=f"{head}  annotations: {{a: b}}\n")
    assert error.message == f"the key `{key}` is not a string"
    (found,) = data(
        built(tmp_path, "resources: [r.yaml]", r_yaml=f'{head}  labels: {{"{key}": a}}\n')
    )
    assert found == {
        "apiVersion": "v1", "kind": "X", "metadata": {"name": "x", "labels": {key: "a"}}
    }  # fmt: skip


def test_keys_that_kubectl_drops_or_fails_at(tmp_path: Path) -> None:
    head = "apiVersion: v1\nkind: X\nmetadata:\n  name: x\n"
    for key in ("<<", ""):
        text = f'{head}  annotations: {{"{key}": a}}\n'
        assert declined(tmp_path, "resources: [r.yaml]", r_yaml=text).origin is not None
        labels = f'resources: [r.yaml]\nlabels: [{{pairs: {{"{key}": a}}}}]'
        with pytest.raises(BuildError):
            built(tmp_path, labels, r_yaml=head)


@pytest.mark.parametrize("key", ["!foo a", "!!int 1", "!!timestamp: a"])
def test_kubectl_accepts_tags_of_the_keys_of_a_resource_only(key: str, tmp_path: Path) -> None:
    text = f"{HEAD}{key}: b\n"
    assert declined(tmp_path, "resources: [r.yaml]", r_yaml=text).origin is not None
    refused(tmp_path, "resources: [r.yaml]", r_yaml=f"{HEAD}spec:\n  {key}: b\n")
