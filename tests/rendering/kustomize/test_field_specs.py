from __future__ import annotations

import pytest
from kustomize_nodes import ENTRY, data, resources_of

from podlint.rendering.kustomize.fields.field_specs import path_pieces, set_fields, write_scalar
from podlint.rendering.kustomize.kustomization.entries import FieldSpec
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.node import Map, Node, Scalar


def spec_after(spec: str, field: FieldSpec, create: type[Node] | None = Scalar) -> object:
    (resource,) = resources_of(f"apiVersion: v1\nkind: Foo\nmetadata: {{name: a}}\nspec: {spec}\n")
    made = Map if create is Map else Scalar if create is Scalar else None
    set_fields(resource, [field], _write, made, (ENTRY,))
    return data(resource)["spec"]


def _write(node: Node) -> None:
    if not isinstance(node, Map):
        write_scalar(node, Scalar("x", "str", places=(ENTRY,)))


@pytest.mark.parametrize(
    ("path", "pieces"),
    [
        ("a/b", ["a", "b"]),
        ("/a/b", ["a", "b"]),
        (r"metadata/annotations/k.io\/v", ["metadata", "annotations", "k.io/v"]),
        ("", [""]),
    ],
)
def test_a_backslash_makes_a_delimiter_part_of_a_piece(path: str, pieces: list[str]) -> None:
    assert path_pieces(path) == pieces


def test_missing_maps_are_made_only_where_the_table_says_so() -> None:
    assert spec_after("{}", FieldSpec("spec/a/b", create=True)) == {"a": {"b": "x"}}
    assert spec_after("{}", FieldSpec("spec/a/b")) == {}


def test_a_null_becomes_the_map_that_is_made_and_ends_the_path_elsewhere() -> None:
    assert spec_after("{a: null}", FieldSpec("spec/a/b", create=True)) == {"a": {"b": "x"}}
    assert spec_after("{a: null}", FieldSpec("spec/a/b")) == {"a": None}


def test_lists_are_walked_through_with_or_without_a_sign() -> None:
    for path in ("spec/a/b", "spec/a[]/b"):
        assert spec_after("{a: [{b: 1}, {c: 2}, null]}", FieldSpec(path)) == {
            "a": [{"b": "x"}, {"c": 2}, None]
        }


def test_a_null_where_a_list_belongs_becomes_an_empty_list() -> None:
    assert spec_after("{a: null}", FieldSpec("spec/a[]/b", create=True)) == {"a": []}


def test_other_kinds_are_left_alone() -> None:
    field = FieldSpec("spec/a", Gvk("apps", "", ""), create=True)
    assert spec_after("{}", field) == {}


@pytest.mark.parametrize("path", ["spec/a/b", "spec//a", "spec/0", "spec/*", "spec/[a=b]"])
def test_a_path_that_cannot_be_followed_is_refused_at_its_place(path: str) -> None:
    with pytest.raises(BuildError) as refusal:
        spec_after("{a: text}", FieldSpec(path))
    assert refusal.value.origin is not None


def test_a_value_keeps_the_quotes_that_were_there() -> None:
    (resource,) = resources_of("apiVersion: v1\nkind: Foo\nmetadata: {name: a}\na: '1'\nb: 1\n")
    for name in "ab":
        write_scalar(resource.root.items[name], Scalar("2", "int"))
    assert data(resource)["a"] == "2"
    assert data(resource)["b"] == 2
