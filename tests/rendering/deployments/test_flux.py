"""What Flux Kustomizations deploy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rendering.deployments.repositories import (
    SHOP,
    URL,
    build,
    deployments,
    flux,
    line_of,
    manifest,
    only,
    value,
    writer,
)
from rendering.kustomize.trees import CONFIG, POD, plant

from podlint.rendering.deployments import Source
from podlint.rendering.kustomize import BuildError, Declined

IMAGE = ("spec", "containers", 0, "image")
NAME = ("metadata", "name")
VARIABLE = {**SHOP, "shop/pod.yaml": POD.replace("nginx:1.0", "nginx:${TAG}")}
REMOTE = {".git/config": f'[remote "origin"]\n  url = {URL}\n'}


def settings(namespace: str = "flux-system", kind: str = "ConfigMap", **data: str) -> str:
    lines = "".join(f"  {name}: '{text}'\n" for name, text in data.items())
    metadata = f"metadata:\n  name: settings\n  namespace: {namespace}\n"
    return f"apiVersion: v1\nkind: {kind}\n{metadata}data:\n{lines}"


def from_settings(kind: str = "ConfigMap", **more: Any) -> dict[str, Any]:
    return {"substituteFrom": [{"kind": kind, "name": "settings"}], **more}


def test_a_kustomization_is_named_with_its_place(tmp_path: Path) -> None:
    found = only(tmp_path, {**SHOP, "clusters/shop.json": flux()})
    assert found.name == "Flux Kustomization shop (clusters/shop.json:1)"
    assert (found.folder, found.source) == (tmp_path / "shop", Source.KUSTOMIZATION)


def test_what_it_says_has_its_lines(tmp_path: Path) -> None:
    text = flux(
        targetNamespace="prod",
        nameSuffix="-x",
        images=[{"name": "nginx", "newTag": "2"}],
        commonMetadata={"labels": {"team": "web"}, "annotations": {"a": "b"}},
    )
    made = build(tmp_path, {**SHOP, "k.json": text})
    for path, expected, words in (
        (("metadata", "namespace"), "prod", '"prod"'),
        (NAME, "p-x", '"-x"'),
        (IMAGE, "nginx:2", '"newTag": "2"'),
        (("metadata", "labels", "team"), "web", '"team"'),
        (("metadata", "annotations", "a"), "b", '"a": "b"'),
    ):
        assert value(made, *path) == expected
        assert writer(made, *path) == ("k.json", line_of(text, words))


def test_an_image_of_the_kustomization_is_overridden(tmp_path: Path) -> None:
    kustomization = "resources: [pod.yaml]\nimages: [{name: nginx, newName: other, newTag: '3'}]\n"
    files = {**SHOP, "shop/kustomization.yaml": kustomization}
    made = build(tmp_path, {**files, "k.json": flux(images=[{"name": "nginx", "newTag": "4"}])})
    assert value(made, *IMAGE) == "other:4"
    assert writer(made, *IMAGE)[0] == "k.json"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("2", "2"),
        ("1.20", "1.2"),
        ("true", "true"),
        ("12.345678901", "12.345679"),
        ("'1.20'", "1.20"),
    ],
)
def test_a_kustomization_is_read_less_strictly(tag: str, expected: str, tmp_path: Path) -> None:
    kustomization = f"resources: [pod.yaml]\nunknown: x\nimages: [{{name: nginx, newTag: {tag}}}]\n"
    files = {**SHOP, "shop/kustomization.yaml": kustomization, "k.json": flux()}
    assert value(build(tmp_path, files), *IMAGE) == f"nginx:{expected}"
    with pytest.raises(Declined, match="this number to text"):
        build(tmp_path, {"shop/kustomization.yaml": kustomization.replace(tag, "1.5e-9")})


def test_a_kustomization_that_says_nothing(tmp_path: Path) -> None:
    assert build(tmp_path, {"shop/kustomization.yaml": "", "k.json": flux()}).resources == ()


def test_a_folder_without_a_kustomization(tmp_path: Path) -> None:
    files = {
        "shop/pod.yaml": POD, "shop/below/kustomization.yaml": "resources: [c.yaml]\nnamePrefix: a-",
        "shop/below/c.yaml": CONFIG, "shop/x/y/c.yml": CONFIG, "shop/x/z.json": "]",
        "shop/x/.sops.yaml": "a: 1", "shop/x/.github/w.yaml": "on: push", "shop/out/o.yaml": "a: 1",
        ".sourceignore": "/shop/out\n", "k.json": flux(targetNamespace="prod"),
    }  # fmt: skip
    found = deployments(tmp_path, files)
    assert [each.source for each in found] == [Source.MANIFESTS]
    objects: Any = [each.data for each in build(tmp_path, {}).resources]
    names = [each["metadata"]["name"] for each in objects]
    assert sorted(names) == ["a-m", "m", "p"]
    assert {each["metadata"]["namespace"] for each in objects} == {"prod"}


def test_a_file_that_is_no_object_where_there_is_no_kustomization(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no kind"):
        build(tmp_path, {"shop/values.yaml": "a: 1\n", "k.json": flux()})
    assert build(tmp_path, {"shop/values.yaml": ""}).resources == ()


def test_files_may_lie_anywhere_in_the_repository(tmp_path: Path) -> None:
    files = {"shop/kustomization.yaml": "resources: [../other/pod.yaml]\n", "other/pod.yaml": POD}
    assert build(tmp_path, {**files, "k.json": flux()}).resources
    repository = tmp_path / "inner"
    plant(repository, {"shop/kustomization.yaml": "resources: [../../other/pod.yaml]\n"})
    with pytest.raises(BuildError, match="is not in or below"):
        build(repository, {"k.json": flux()})


def test_components(tmp_path: Path) -> None:
    component = {"c/kustomization.yaml": "kind: Component\nnamePrefix: c-\n"}
    paths = ["../c", "../gone"]
    files = {**SHOP, **component, "k.json": flux(components=paths, ignoreMissingComponents=True)}
    assert value(build(tmp_path, files), *NAME) == "c-p"
    for path in ("../gone", "https://git.example/c", "/etc"):
        with pytest.raises(BuildError) as caught:
            build(tmp_path, {"k.json": flux(components=[path])})
        assert caught.value.origin is not None


def test_old_kinds_of_patches(tmp_path: Path) -> None:
    merge = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "p"},
        "spec": {"hostPID": True},
    }
    operation = {"op": "add", "path": "/spec/hostIPC", "value": True}
    target = {"version": "v1", "kind": "Pod", "name": "p"}
    text = flux(
        patchesStrategicMerge=[merge], patchesJson6902=[{"target": target, "patch": [operation]}]
    )
    made = build(tmp_path, {**SHOP, "k.json": text})
    assert value(made, "spec", "hostPID") is True
    assert value(made, "spec", "hostIPC") is True
    assert writer(made, "spec", "hostIPC")[0] == "k.json"


def test_a_variable_is_where_it_is_defined(tmp_path: Path) -> None:
    text = flux(postBuild={"substitute": {"TAG": "latest"}})
    made = build(tmp_path, {**VARIABLE, "k.json": text})
    assert value(made, *IMAGE) == "nginx:latest"
    places = [
        (Path(each.file).name, each.span.start_line) for each in made.resources[0].places[IMAGE]
    ]
    assert places == [("k.json", line_of(text, '"TAG"')), ("pod.yaml", 8)]


def test_variables_of_a_config_map(tmp_path: Path) -> None:
    text = flux(postBuild=from_settings(substitute={"OTHER": "x"}))
    files = {**VARIABLE, "k.json": text, "settings.yaml": settings(TAG="5")}
    made = build(tmp_path, files)
    assert value(made, *IMAGE) == "nginx:5"
    assert writer(made, *IMAGE) == ("settings.yaml", 7)
    assert not made.resources[0].unknown


def test_what_is_written_in_the_kustomization_overrides_a_config_map(tmp_path: Path) -> None:
    text = flux(postBuild=from_settings(substitute={"TAG": "6"}))
    files = {**VARIABLE, "k.json": text, "settings.yaml": settings(TAG="5")}
    assert value(build(tmp_path, files), *IMAGE) == "nginx:6"


def test_the_config_map_of_the_same_cluster_counts(tmp_path: Path) -> None:
    text = flux(postBuild=from_settings())
    files = {
        **VARIABLE, "clusters/a/k.json": text,
        "clusters/a/settings.yaml": settings(TAG="a"),
        "clusters/b/settings.yaml": settings(TAG="b"),
        "clusters/a/other.yaml": settings("elsewhere", TAG="c"),
    }  # fmt: skip
    assert value(build(tmp_path, files), *IMAGE) == "nginx:a"


def test_config_maps_that_contradict_each_other_are_unknown(tmp_path: Path) -> None:
    files = {
        **VARIABLE, "clusters/k.json": flux(postBuild=from_settings()),
        "clusters/a/settings.yaml": settings(TAG="a"),
        "clusters/b/settings.yaml": settings(TAG="b"),
    }  # fmt: skip
    made = build(tmp_path, files)
    assert value(made, *IMAGE) == "nginx:${TAG}"
    assert made.resources[0].unknown == {IMAGE}


@pytest.mark.parametrize("kind", ["ConfigMap", "Secret"])
def test_a_source_that_is_not_in_the_repository(kind: str, tmp_path: Path) -> None:
    made = build(tmp_path, {**VARIABLE, "k.json": flux(postBuild=from_settings(kind))})
    assert value(made, *IMAGE) == "nginx:${TAG}"
    assert made.resources[0].unknown == {IMAGE}


def test_values_of_secrets_are_never_shown(tmp_path: Path) -> None:
    text = flux(postBuild=from_settings("Secret"))
    secret = settings(kind="Secret", TAG="aGlkZGVu").replace(
        "data:", "stringData: {B: hidden}\ndata:"
    )
    made = build(tmp_path, {**VARIABLE, "k.json": text, "settings.yaml": secret})
    assert value(made, *IMAGE) == "nginx:${TAG}"
    encrypted = settings(TAG="ENC[AES256_GCM,data:x]")
    text = flux(postBuild=from_settings())
    made = build(tmp_path, {"k.json": text, "settings.yaml": encrypted})
    assert made.resources[0].unknown == {IMAGE}


def test_keys_with_unknown_variables_stay(tmp_path: Path) -> None:
    config = CONFIG.replace("a: b", "${KEY}: b\n  c: ${KNOWN}")
    files = {**SHOP, "shop/pod.yaml": config}
    text = flux(postBuild=from_settings("Secret", substitute={"KNOWN": "x"}))
    made = build(tmp_path, {**files, "k.json": text})
    assert value(made, "data") == {"${KEY}": "b", "c": "x"}
    assert made.resources[0].unknown == {("data", "${KEY}")}


def test_without_variables_nothing_is_replaced(tmp_path: Path) -> None:
    made = build(tmp_path, {**VARIABLE, "k.json": flux(postBuild={"substitute": {}})})
    assert value(made, *IMAGE) == "nginx:${TAG}"
    text = flux(postBuild={"substituteStrategy": "Always"})
    with pytest.raises(BuildError, match="not valid YAML after Flux"):
        build(tmp_path, {"k.json": text})


@pytest.mark.parametrize(
    ("substitute", "message"),
    [
        ({"a-b": "1"}, "`a-b` is not a valid name of a variable"),
        ({"TAG": 3}, "the value of `TAG` has to be a string"),
        ({"TAG": None}, "the value of `TAG` has to be a string"),
    ],
)
def test_variables_that_flux_would_refuse(
    substitute: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(BuildError) as caught:
        build(tmp_path, {**VARIABLE, "k.json": flux(postBuild={"substitute": substitute})})
    assert caught.value.message == message
    assert caught.value.origin is not None
    assert Path(caught.value.origin.file).name == "k.json"


def test_a_text_that_flux_cannot_read(tmp_path: Path) -> None:
    files = {**SHOP, "shop/pod.yaml": POD.replace("nginx:1.0", '"${{ github.sha }}"')}
    with pytest.raises(BuildError, match="unable to parse variable name") as caught:
        build(tmp_path, {**files, "k.json": flux(postBuild={"substitute": {"A": "b"}})})
    assert caught.value.origin is not None
    assert Path(caught.value.origin.file).name == "pod.yaml"


@pytest.mark.parametrize("path", ["", ".", "./", "/", "../..", "./../../../"])
def test_a_path_never_leads_out_of_the_repository(path: str, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    files = {"kustomization.yaml": "resources: [pod.yaml]\n", "pod.yaml": POD}
    plant(tmp_path, files)
    assert only(repository, {**files, "k.json": flux(path)}).folder == repository
    assert only(repository, {"k.json": flux(f"../{path}")}).folder == repository


def test_the_source_has_to_be_this_repository(tmp_path: Path) -> None:
    def names(url: str) -> list[str]:
        source = manifest("GitRepository", name="flux-system", url=url)
        files = {**SHOP, **REMOTE, "source.json": source, "k.json": flux()}
        return [each.name for each in deployments(tmp_path, files)]

    assert names("ssh://git@git.example/team/infra")[0].startswith("Flux Kustomization")
    assert names("https://git.example/team/other") == ["shop"]


def test_other_kinds_of_sources_do_not_count(tmp_path: Path) -> None:
    text = flux().replace("GitRepository", "OCIRepository")
    assert [each.name for each in deployments(tmp_path, {**SHOP, "k.json": text})] == ["shop"]


def test_a_path_that_only_the_cluster_knows(tmp_path: Path) -> None:
    source = manifest("GitRepository", name="flux-system", url=URL)
    text = flux("./clusters/${CLUSTER}")
    found = only(tmp_path, {**REMOTE, "source.json": source, "k.json": text})
    assert isinstance(found.refusal, Declined)
    assert "known only in the cluster" in found.refusal.message
    assert deployments(tmp_path / "other", {"k.json": text}) == ()
