from __future__ import annotations

import pytest
from kustomize_nodes import ENTRY, data, resources_of, written

from podlint.rendering.kustomize.fields.field_tables import built_in_tables
from podlint.rendering.kustomize.kustomization.entries import (
    FieldSpec,
    ImageEntry,
    LabelsEntry,
    ReplicasEntry,
)
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.identity import Gvk
from podlint.rendering.kustomize.nodes.node import Map, Scalar
from podlint.rendering.kustomize.transformers.images import parts, set_images
from podlint.rendering.kustomize.transformers.labels import add_labels
from podlint.rendering.kustomize.transformers.namespace import set_namespace
from podlint.rendering.kustomize.transformers.naming import add_prefix, add_suffix
from podlint.rendering.kustomize.transformers.replicas import set_replicas

TABLES = built_in_tables()
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: a, image: nginx:1.0}
"""


def test_a_namespace_is_set_on_all_but_cluster_scoped_kinds() -> None:
    resources = resources_of(
        POD
        + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: any}\n"
        + "---\napiVersion: v1\nkind: Node\nmetadata: {name: n}\n"
        + "---\napiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: c}\n"
    )
    set_namespace(resources, written("123"), TABLES.namespace)
    metadata = [data(each)["metadata"] for each in resources]
    assert metadata == [
        {"name": "p", "namespace": "123"},
        {"name": "123"},
        {"name": "n"},
        {"name": "c", "namespace": "123"},
    ]


def test_only_subjects_named_default_get_the_namespace() -> None:
    (binding,) = resources_of(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b}\n"
        "subjects: [{kind: User, name: default}, {kind: ServiceAccount, name: other}, null]\n"
    )
    set_namespace([binding], written("n"), TABLES.namespace)
    assert data(binding)["subjects"] == [
        {"kind": "User", "name": "default", "namespace": "n"},
        {"kind": "ServiceAccount", "name": "other"},
        None,
    ]


def test_two_resources_that_become_the_same_are_refused() -> None:
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: %s}\n"
    resources = resources_of(f"{text % 'a'}---\n{text % 'b'}")
    with pytest.raises(BuildError, match="have the same name"):
        set_namespace(resources, written("n"), TABLES.namespace)


def test_names_are_dressed_from_inside_out_and_remembered() -> None:
    resources = resources_of(
        POD + "---\napiVersion: foo/v1\nkind: Namespace\nmetadata: {name: n}\n"
    )
    for prefix, suffix in (("a-", "-1"), ("b-", "-2")):
        add_prefix(resources, written(prefix), TABLES.name_prefix)
        add_suffix(resources, written(suffix), TABLES.name_suffix)
    assert resources[0].name == "b-a-p-1-2"
    assert [each.name for each in resources[0].previous_ids] == ["p", "a-p", "a-p-1", "b-a-p-1"]
    assert resources[1].name == "n"


def test_a_name_of_two_writers_has_both_places() -> None:
    (pod,) = resources_of(POD)
    add_prefix([pod], written("a-"), TABLES.name_prefix)
    metadata = pod.root.items["metadata"]
    assert isinstance(metadata, Map)
    assert [each.file for each in metadata.items["name"].places] == ["kustomization.yaml", "r.yaml"]


def labels(**options: bool) -> LabelsEntry:
    return LabelsEntry(
        {"b": written("yes"), "a": written("1")},
        options.get("selectors", False),
        options.get("templates", False),
        (),
        ENTRY,
    )


def test_labels_are_strings_at_the_object_or_everywhere() -> None:
    deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {}\n"
    expected = {"a": "1", "b": "yes"}
    (found,) = resources_of(deployment)
    add_labels([found], [labels()], TABLES)
    assert data(found)["metadata"] == {"name": "d", "labels": expected}
    assert data(found)["spec"] == {}
    (found,) = resources_of(deployment)
    add_labels([found], [labels(templates=True)], TABLES)
    assert data(found)["spec"] == {"template": {"metadata": {"labels": expected}}}
    (found,) = resources_of(deployment)
    add_labels([found], [labels(selectors=True)], TABLES)
    assert data(found)["spec"] == {
        "selector": {"matchLabels": expected},
        "template": {"metadata": {"labels": expected}},
    }


def test_labels_added_at_several_fields_are_one_scalar() -> None:
    (found,) = resources_of("apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {}\n")
    add_labels([found], [labels(selectors=True)], TABLES)
    metadata, spec = found.root.items["metadata"], found.root.items["spec"]
    assert isinstance(metadata, Map)
    assert isinstance(spec, Map)
    own, selector = metadata.items["labels"], spec.items["selector"]
    assert isinstance(own, Map)
    assert isinstance(selector, Map)
    assert own.items["a"] is selector.items["a"]


def test_tables_that_contradict_each_other_are_refused() -> None:
    entry = labels(selectors=True).replace(fields=(FieldSpec("metadata/labels"),))
    with pytest.raises(BuildError, match="contradict"):
        add_labels([], [entry], TABLES)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("nginx", ("nginx", "", "")),
        ("nginx:1", ("nginx", "1", "")),
        ("host:5000/a/nginx", ("host:5000/a/nginx", "", "")),
        ("host:5000/nginx:1@sha256:ab", ("host:5000/nginx", "1", "sha256:ab")),
        ("nginx@sha256:ab", ("nginx", "", "sha256:ab")),
        ("/a:1", ("/a", "1", "")),
    ],
)
def test_an_image_has_a_name_a_tag_and_a_digest(image: str, expected: tuple[str, ...]) -> None:
    assert parts(image) == expected


def image_entry(name: str, **fields: str) -> ImageEntry:
    names = ("new_name", "new_tag", "tag_suffix", "digest")
    values = {each: written(fields[each]) if each in fields else None for each in names}
    return ImageEntry(name=name, origin=ENTRY, **values)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (image_entry("nginx", new_tag="2"), "nginx:2"),
        (image_entry("nginx", new_name="a/b", digest="sha256:ab"), "a/b@sha256:ab"),
        (image_entry("nginx", new_tag="2", digest="sha256:ab"), "nginx:2@sha256:ab"),
        (image_entry("nginx", tag_suffix="-x"), "nginx:1.0-x-x"),
        (image_entry("nginx", new_name="other", tag_suffix="-x"), "other:1.0-x"),
        (image_entry("ng.nx", new_tag="2"), "nginx:2"),
        (image_entry("zz|ginx", new_tag="2"), "nginx:2"),
        (image_entry("library/nginx", new_tag="2"), "nginx:1.0"),
        (image_entry(".*", new_name="123"), "123:1.0"),
    ],
)
def test_an_entry_rewrites_the_images_it_matches(entry: ImageEntry, expected: str) -> None:
    (pod,) = resources_of(POD)
    set_images([pod], entry, TABLES.images)
    assert data(pod)["spec"] == {"containers": [{"name": "a", "image": expected}]}


def test_a_name_that_is_no_pattern_is_refused() -> None:
    with pytest.raises(BuildError, match="regular expression"):
        set_images([], image_entry("("), TABLES.images)


def test_an_image_that_is_a_map_is_refused() -> None:
    resources = resources_of(POD.replace("nginx:1.0", "{a: b}"))
    with pytest.raises(BuildError, match="is not text"):
        set_images(resources, image_entry("zz"), TABLES.images)


def test_replicas_are_integers_unless_quotes_were_there() -> None:
    text = "apiVersion: x/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: %s}\n"
    entry = ReplicasEntry("d", written("3"), ENTRY)
    for before, after in (("1", 3), ("'1'", "3"), ("null", 3)):
        (found,) = resources_of(text % before)
        set_replicas([found], entry, TABLES.replicas)
        assert data(found)["spec"] == {"replicas": after}


def test_replicas_of_nothing_are_refused() -> None:
    with pytest.raises(BuildError, match="no resource named"):
        set_replicas(resources_of(POD), ReplicasEntry("p", written("3"), ENTRY), TABLES.replicas)


def test_a_shared_scalar_changes_at_all_its_fields() -> None:
    (found,) = resources_of("apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {}\n")
    add_labels([found], [labels(selectors=True)], TABLES)
    spec = found.root.items["spec"]
    assert isinstance(spec, Map)
    selector = spec.items["selector"]
    assert isinstance(selector, Map)
    label = selector.items["a"]
    assert isinstance(label, Scalar)
    label.become(Scalar("2", "str"))
    assert data(found)["metadata"] == {"name": "s", "labels": {"a": "2", "b": "yes"}}


@pytest.mark.parametrize("subjects", ["{}", "[text]", "[{name: [default]}]"])
def test_subjects_of_other_types_are_refused(subjects: str) -> None:
    resources = resources_of(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b}\n"
        f"subjects: {subjects}\n"
    )
    with pytest.raises(BuildError):
        set_namespace(resources, written("n"), TABLES.namespace)


def test_modes_choose_the_subjects() -> None:
    text = (
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b}\n"
        "subjects: [{kind: User, name: default}, {kind: ServiceAccount, name: a}, {name: b}]\n"
    )
    for mode, number in (("none", 0), ("allServiceAccounts", 1)):
        (found,) = resources_of(text)
        set_namespace([found], written("n"), TABLES.namespace, subjects=mode)
        assert str(data(found)["subjects"]).count("namespace") == number


def test_only_unset_namespaces_are_set() -> None:
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: %s}\n"
    resources = resources_of(f"{text % ('a', 'x')}---\n{text % ('b', chr(39) * 2)}")
    set_namespace(resources, written("n"), TABLES.namespace, unset_only=True)
    assert [each.namespace for each in resources] == ["x", "n"]


@pytest.mark.parametrize("field", ["labels: text", "labels: [a]"])
def test_labels_need_a_map(field: str) -> None:
    resources = resources_of(f"apiVersion: v1\nkind: Foo\nmetadata: {{name: f, {field}}}\n")
    with pytest.raises(BuildError, match="expected a map, found a "):
        add_labels(resources, [labels()], TABLES)


def test_labels_of_a_null_selector_stay_out() -> None:
    (job,) = resources_of(
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\n"
        "spec: {selector: {matchLabels: null}}\n"
    )
    add_labels([job], [labels(selectors=True)], TABLES)
    assert "'matchLabels': None" in str(data(job))


@pytest.mark.parametrize(
    ("containers", "match"),
    [("[text]", "not a map"), ("[{image: [a]}]", "not text"), ("[null]", "")],
)
def test_containers_are_maps(containers: str, match: str) -> None:
    resources = resources_of(POD.partition("  containers")[0] + f"  containers: {containers}\n")
    if match:
        with pytest.raises(BuildError, match=match):
            set_images(resources, image_entry("a"), TABLES.images)
    else:
        set_images(resources, image_entry("a"), TABLES.images)


def test_a_prefix_changes_other_fields_of_some_kinds() -> None:
    resources = resources_of(POD + "---\napiVersion: v1\nkind: Foo\nmetadata: {name: f}\na: b\n")
    field = FieldSpec("a", Gvk("", "", "Foo"))
    add_prefix(resources, written("x-"), (field, FieldSpec("b", create=True)))
    assert data(resources[1])["a"] == "x-b"
    assert data(resources[0])["b"] == "x-"


def test_a_prefix_of_a_map_is_refused() -> None:
    with pytest.raises(BuildError, match="expected a single value, found a map"):
        add_prefix(resources_of(POD), written("x-"), (FieldSpec("spec"),))
