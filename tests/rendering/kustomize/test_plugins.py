from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from podlint.document import JSON
from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize.build import Build, build
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: d, labels: {app: x}}
spec:
  replicas: 1
  template: {spec: {containers: [{name: a, image: nginx}]}}
"""


def built(folder: Path, kustomization: str, **files: str) -> Build:
    (folder / "r.yaml").write_text(DEPLOYMENT)
    (folder / "kustomization.yaml").write_text(f"resources: [r.yaml]\n{kustomization}")
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return build(folder, Inputs(), folder)


def plugin(kind: str, fields: str = "", metadata: str = "{name: t}") -> str:
    text = f"apiVersion: builtin\nkind: {kind}\nmetadata: {metadata}\n{dedent(fields)}"
    field = "generators" if kind.endswith("Generator") else "transformers"
    return f"{field}:\n- |-\n{indent(text, '  ')}\n"


NAME = "fieldSpecs: [{path: metadata/name}]"


@pytest.mark.parametrize(
    ("kustomization", "path", "expected"),
    [
        (plugin("PrefixTransformer", f"prefix: p-\n{NAME}"), "metadata.name", "p-d"),
        (plugin("SuffixTransformer", f"suffix: -s\n{NAME}"), "metadata.name", "d-s"),
        (
            plugin("PrefixSuffixTransformer", f"prefix: p-\nsuffix: -s\n{NAME}"),
            "metadata.name",
            "p-d-s",
        ),
        (
            plugin(
                "LabelTransformer",
                "labels: {a: 1, b: on, c: true}\nfieldSpecs: [{path: metadata/labels}]",
            ),
            "metadata.labels",
            {"app": "x", "a": "1", "b": "on", "c": "true"},
        ),
        (
            plugin(
                "AnnotationsTransformer",
                "annotations: {a: b}\nfieldSpecs: [{path: metadata/annotations, create: true}]",
            ),
            "metadata.annotations",
            {"a": "b"},
        ),
        (
            plugin("ImageTagTransformer", "imageTag: {name: nginx, newTag: v2}"),
            "spec.template.spec.containers.0.image",
            "nginx:v2",
        ),
        (plugin("ImageTagTransformer"), "spec.template.spec.containers.0.image", "nginx"),
        (
            plugin("NamespaceTransformer", metadata="{name: t, namespace: n1}"),
            "metadata.namespace",
            "n1",
        ),
        (plugin("NamespaceTransformer", "unsetOnly: true"), "metadata.name", "d"),
        (
            plugin("PatchTransformer", "patch: '- {op: remove, path: /spec}'\ntarget: {kind: .*}"),
            "metadata.name",
            "d",
        ),
        (
            plugin(
                "PatchJson6902Transformer",
                "jsonOp: '- {op: replace, path: /spec/replicas, value: 5}'\ntarget: {name: d}",
            ),
            "spec.replicas",
            5,
        ),
        (
            plugin(
                "PatchStrategicMergeTransformer",
                "patches: '{apiVersion: apps/v1, kind: Deployment, metadata: {name: d},"
                " spec: {replicas: 6}}'",
            ),
            "spec.replicas",
            6,
        ),
        (
            plugin(
                "ReplacementTransformer",
                "replacements: [{sourceValue: '7', targets: [{select: {kind: Deployment},"
                " fieldPaths: [spec.replicas]}]}]",
            ),
            "spec.replicas",
            7,
        ),
        (
            plugin(
                "ReplicaCountTransformer",
                "replica: {name: d, count: 8}\nfieldSpecs: [{path: spec/replicas}]",
            ),
            "spec.replicas",
            8,
        ),
        (plugin("HashTransformer"), "metadata.name", "d"),
    ],
)
def test_a_transformer_of_kustomize_is_carried_out(
    tmp_path: Path, kustomization: str, path: str, expected: JSON
) -> None:
    found: object = built(tmp_path, kustomization).resources[0].data
    for step in path.split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]  # type: ignore[index]
    assert found == expected


def test_transformers_are_read_from_files_and_folders(tmp_path: Path) -> None:
    text = plugin("PrefixTransformer", f"prefix: p-\n{NAME}").partition("|-\n")[2]
    found = built(
        tmp_path,
        "transformers: [t.yaml, t]\nnamePrefix: x-\n",
        t_yaml=dedent(text),
        t__kustomization_yaml="resources: [u.yaml]\n",
        t__u_yaml=dedent(text).replace("name: t", "name: u"),
    )
    assert found.resources[0].data["metadata"]["name"] == "p-p-x-d"  # type: ignore[index,call-overload]


def test_a_generator_has_the_name_of_its_metadata(tmp_path: Path) -> None:
    fields = "literals: [a=b]\nenv: none.env"
    metadata = "{name: g, namespace: n}"
    found = built(tmp_path, plugin("ConfigMapGenerator", fields, metadata))
    assert found.resources[0].data == {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "g-4h2mbtbbt6", "namespace": "n"},
        "data": {"a": "b"},
    }


@pytest.mark.parametrize(
    "kustomization",
    [
        plugin("FooTransformer"),
        plugin("PrefixTransformer", "prefix: a"),
        plugin("NamespaceTransformer", "setRoleBindingSubjects: foo"),
        plugin("PatchStrategicMergeTransformer"),
        plugin("PatchJson6902Transformer", "jsonOp: '[]'"),
        plugin("ReplicaCountTransformer"),
        plugin("LabelTransformer", "labels: {a: [1]}"),
        plugin("ConfigMapGenerator").replace("generators", "transformers"),
        plugin("LabelTransformer").replace("transformers", "generators"),
        plugin("LabelTransformer").replace("builtin", "x/v1"),
        "transformers: [none.yaml]\n",
    ],
)
def test_what_kustomize_does_not_carry_out_is_refused(tmp_path: Path, kustomization: str) -> None:
    with pytest.raises(BuildError) as refusal:
        built(tmp_path, kustomization)
    assert not isinstance(refusal.value, Declined)
    assert refusal.value.origin is not None


@pytest.mark.parametrize(
    "kustomization",
    [
        plugin("ValueAddTransformer"),
        plugin("IAMPolicyGenerator"),
        plugin("HashTransformer") + "buildMetadata: [originAnnotations]\n",
    ],
)
def test_rare_objects_are_declined(tmp_path: Path, kustomization: str) -> None:
    with pytest.raises(Declined):
        built(tmp_path, kustomization)


def test_a_patch_of_a_label_changes_the_selectors_that_share_it(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base/r.yaml").write_text(DEPLOYMENT.replace(", labels: {app: x}", ""))
    (tmp_path / "base/kustomization.yaml").write_text(
        "resources: [r.yaml]\ncommonLabels: {app: x}\n"
    )
    (tmp_path / "kustomization.yaml").write_text(
        "resources: [base]\npatches:\n- patch: '{apiVersion: apps/v1, kind: Deployment,"
        " metadata: {name: d, labels: {app: y}}}'\n"
    )
    (found,) = build(tmp_path, Inputs(), tmp_path).resources
    assert str(found.data).count("'app': 'y'") == 3
