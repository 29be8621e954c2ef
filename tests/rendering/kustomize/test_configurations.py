from __future__ import annotations

import pytest
from kustomize_nodes import written

from podlint.rendering.kustomize.fields.crds import defined_tables
from podlint.rendering.kustomize.fields.field_tables import FieldTables, built_in_tables
from podlint.rendering.kustomize.kustomization.entries import FieldSpec, LoadedFile, NameReference
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.read_nodes import Source
from podlint.rendering.kustomize.supplements import loaded_tables


def configured(text: str) -> FieldTables:
    own = FieldTables().merge(loaded_tables(Source("c.yaml", text)))
    return built_in_tables().merge(own)


def defined(text: str) -> FieldTables:
    return defined_tables([written("c.json")], lambda _: LoadedFile("c.json", text.encode()))


def test_the_built_in_tables_stay_as_they_are_when_merged() -> None:
    tables = built_in_tables()
    assert FieldTables().merge(tables) == tables
    assert tables.merge(FieldTables().merge(tables)) == tables


def test_fields_are_added_in_the_order_of_their_kinds() -> None:
    found = configured("images: [{path: spec/image, kind: Foo}, {path: a, kind: Namespace}]\n")
    added = [each for each in found.images if each not in built_in_tables().images]
    assert [each.path for each in added] == ["a", "spec/image"]
    assert found.images[0].path == "a"


def test_a_field_that_is_a_case_of_another_is_not_added() -> None:
    found = configured("commonLabels: [{path: spec/selector, create: true, kind: Service}]\n")
    assert found == built_in_tables()


def test_references_of_a_kind_are_merged() -> None:
    found = configured(
        "nameReference:\n"
        "- {kind: ConfigMap, version: v1, fieldSpecs: [{path: spec/ref, kind: Foo}]}\n"
        "- {kind: Foo, fieldSpecs: [{path: a}]}\n"
    )
    by_kind = {each.gvk.kind: each for each in found.name_reference}
    assert by_kind["ConfigMap"].fields[-1] == FieldSpec("spec/ref", Gvk("", "", "Foo"))
    assert by_kind["Foo"] == NameReference(Gvk("", "", "Foo"), (FieldSpec("a"),))


@pytest.mark.parametrize(
    "text",
    [
        "foo: bar\n",
        "images: {}\n",
        "images: [{path: [a]}]\n",
        "images: []\nimages: []\n",
        "commonLabels: [{path: metadata/labels}]\n",
        "images: [{path: a}, {path: a, create: true}]\nlabels: [",
    ],
)
def test_a_file_that_is_no_configuration_is_refused(text: str) -> None:
    with pytest.raises(BuildError):
        configured(text)


REFERENCE = (
    '{"x-kubernetes-object-ref-api-version": "v1", "x-kubernetes-object-ref-kind": "Secret"}'
)
KIND = '"kind": {}, "apiVersion": {}, "metadata": {}'


@pytest.mark.parametrize(
    "text", ["{} {}", "{}\n{}", "{}\n# c\n", "{} x", "{}]", "{}\n---\n{}", "{a: {}}", '{"a": {},}']
)
def test_definitions_that_begin_with_a_brace_are_json(text: str) -> None:
    with pytest.raises(BuildError):
        defined(text)
    assert defined(f"# c\n{text}") == FieldTables()


def test_definitions_may_be_yaml_or_json_with_space_around() -> None:
    definition = f'{{"x.Foo": {{"Schema": {{"properties": {{{KIND}, "a": {REFERENCE}}}}}}}}}'
    expected = defined(definition)
    assert expected.name_reference
    assert expected == defined(f"{definition}\n\n") == defined(f" {definition}")
    assert expected == defined(f"# c\n{definition}\n---\n[")


def test_extensions_of_definitions_add_fields() -> None:
    found = defined(
        f"""{{
        "x.Foo": {{"Schema": {{"properties": {{{KIND}, "spec": {{"$ref": "x.Spec"}},
          "a": {{"x-kubernetes-annotation": ""}}, "l": {{"x-kubernetes-label-selector": ""}},
          "i": {{"x-kubernetes-identity": ""}}}}}}}},
        "x.Spec": {{"schema": {{"properties": {{
          "ref": {{"x-kubernetes-object-ref-api-version": "v1",
                  "x-kubernetes-object-ref-kind": "Bee"}}}}}}}},
        "x.Bar": {{"Schema": {{"properties": {{"a": {{"x-kubernetes-annotation": ""}}}}}}}}}}"""
    )
    foo = Gvk("", "", "Foo")
    assert found == FieldTables(
        common_annotations=(FieldSpec("a", foo),),
        common_labels=(FieldSpec("l", foo),),
        name_prefix=(FieldSpec("i", foo),),
        name_reference=(NameReference(Gvk("", "v1", "Bee"), (FieldSpec("spec/ref/name", foo),)),),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "apiVersion: v1\n",
        f'{{"x.Foo": {{"Schema": {{"properties": {{{KIND}, "a": {{"$ref": "x.Foo"}}}}}}}}}}',
        "{",
    ],
)
def test_a_file_without_definitions_is_refused(text: str) -> None:
    with pytest.raises(BuildError):
        defined(text)
