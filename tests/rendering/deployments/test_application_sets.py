"""What the Applications deploy that ApplicationSets make."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rendering.deployments.repositories import SHOP, URL, deployments, line_of, manifest, writer
from rendering.kustomize.trees import POD, plant

from podlint.document import JSON
from podlint.reading.inputs import Inputs
from podlint.rendering.deployments import Deployment, built
from podlint.rendering.deployments.argo_cd.generators import MOST_GENERATED
from podlint.rendering.kustomize import Declined

IMAGE = ("spec", "containers", 0, "image")
GIT = {"repoURL": URL}


def overlays(*names: str) -> dict[str, str]:
    return {
        f"{name}/{file}": text
        for name in names
        for file, text in (
            ("kustomization.yaml", "resources: [pod.yaml]\n"),
            ("pod.yaml", POD),
        )
    }


def application_set(*generators: Any, path: str = "{{path}}", go: bool = False, **more: Any) -> str:
    """An ApplicationSet; `more` are settings of kustomize in its template."""
    source = {"repoURL": URL, "path": path, "kustomize": more} if more else {**GIT, "path": path}
    name = "{{ .name }}" if go else "{{name}}"
    template = {"metadata": {"name": name}, "spec": {"source": source}}
    return manifest(
        "ApplicationSet", "all", goTemplate=go, generators=list(generators), template=template
    )


def built_ones(root: Path, files: dict[str, str]) -> list[Deployment]:
    """The deployments of ApplicationSets."""
    return [each for each in deployments(root, files) if each.name.startswith("Argo CD")]


def folders(root: Path, files: dict[str, str]) -> list[str]:
    """The folders of those that are built."""
    return [
        each.folder.relative_to(root).as_posix()
        for each in built_ones(root, files)
        if each.refusal is None
    ]


def images(root: Path, files: dict[str, str]) -> list[JSON]:
    found = []
    for each in built_ones(root, files):
        data: Any = built(each, Inputs(), root).resources[0].data
        found.append(data["spec"]["containers"][0]["image"])
    return found


def test_a_list(tmp_path: Path) -> None:
    elements = [{"name": "a", "tag": "1"}, {"name": "b", "tag": "2"}]
    text = application_set({"list": {"elements": elements}}, path="shop", images=["nginx:{{tag}}"])
    files = {**SHOP, "set.json": text}
    assert images(tmp_path, files) == ["nginx:1", "nginx:2"]
    found = built_ones(tmp_path, {})
    assert [each.name for each in found] == [
        "Argo CD Application a of ApplicationSet all (set.json:1)",
        "Argo CD Application b of ApplicationSet all (set.json:1)",
    ]


def test_a_value_has_the_line_of_its_element(tmp_path: Path) -> None:
    elements = [{"name": "a", "tag": "1"}]
    text = application_set({"list": {"elements": elements}}, path="shop", images=["nginx:{{tag}}"])
    (found,) = built_ones(tmp_path, {**SHOP, "set.json": text})
    made = built(found, Inputs(), tmp_path)
    assert writer(made, *IMAGE) == ("set.json", line_of(text, '"tag"'))


def test_values_of_elements(tmp_path: Path) -> None:
    element = {"name": "a", "values": {"folder": "shop"}}
    text = application_set({"list": {"elements": [element]}}, path="{{values.folder}}")
    assert folders(tmp_path, {**SHOP, "set.json": text}) == ["shop"]
    go = application_set({"list": {"elements": [element]}}, path="{{ .values.folder }}", go=True)
    assert folders(tmp_path, {"set.json": go}) == ["shop"]


def test_elements_as_text(tmp_path: Path) -> None:
    text = application_set({"list": {"elementsYaml": "- {name: a, path: shop}\n"}})
    assert folders(tmp_path, {**SHOP, "set.json": text}) == ["shop"]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([("apps/*", False)], ["apps/a", "apps/b"]),
        ([("apps/*", False), ("apps/b", True)], ["apps/a"]),
        ([("apps/[a]", False)], ["apps/a"]),
        ([("apps/*/*", False)], ["apps/b/deep"]),
        ([("*", False)], []),
        ([("apps/.*", False)], []),
        ([("../*", False), ("/*", False), ("", False)], []),
        ([("apps/a", False), ("apps/?", False)], ["apps/a", "apps/b"]),
    ],
)
def test_folders_of_git(items: list[tuple[str, bool]], expected: list[str], tmp_path: Path) -> None:
    directories = [{"path": path, "exclude": exclude} for path, exclude in items]
    text = application_set({"git": {**GIT, "directories": directories}})
    files = {**overlays("apps/a", "apps/b", "apps/b/deep", "apps/.hidden"), "set.json": text}
    found = folders(tmp_path, files)
    assert found == (expected or ["apps"] * (items == [("*", False)]))


def test_parameters_of_a_folder(tmp_path: Path) -> None:
    git = {"git": {**GIT, "directories": [{"path": "apps/*"}], "values": {"x": "{{path[1]}}"}}}
    parts = "{{path}} {{path.basename}} {{path.basenameNormalized}} {{path[0]}} {{values.x}}"
    text = application_set(git, commonAnnotations={"a": parts})
    (found,) = built_ones(tmp_path, {**overlays("apps/A_b"), "set.json": text})
    data: Any = built(found, Inputs(), tmp_path).resources[0].data
    assert data["metadata"]["annotations"]["a"] == "apps/A_b A_b a-b apps A_b"


def test_parameters_of_a_folder_in_templates_of_go(tmp_path: Path) -> None:
    git = {"git": {**GIT, "directories": [{"path": "apps/*"}], "pathParamPrefix": "my"}}
    parts = (
        "{{.my.path.path}} {{ index .my.path.segments 1 | lower }} {{.my.path.basenameNormalized}}"
    )
    text = application_set(git, path="{{ .my.path.path }}", go=True, commonAnnotations={"a": parts})
    (found,) = built_ones(tmp_path, {**overlays("apps/A_b"), "set.json": text})
    data: Any = built(found, Inputs(), tmp_path).resources[0].data
    assert data["metadata"]["annotations"]["a"] == "apps/A_b a_b a-b"


def test_files_of_git(tmp_path: Path) -> None:
    files = {
        **SHOP,
        "clusters/a/config.json": '{"name": "a", "image": {"tag": "1"}}',
        "clusters/b/config.json": '[{"name": "b", "image": {"tag": "2"}}, {"image": {"tag": 3}}]',
        "clusters/c/config.json": '{"image": {"tag": "4"}}',
    }
    items = [{"path": "clusters/*/config.json"}, {"path": "clusters/c/*", "exclude": True}]
    git = {"git": {**GIT, "files": items}}
    text = application_set(git, path="shop", images=["nginx:{{image.tag}}"])
    assert images(tmp_path, {**files, "set.json": text}) == ["nginx:1", "nginx:2", "nginx:3"]
    go = application_set(git, path="shop", go=True, images=["nginx:{{.image.tag}}"])
    assert images(tmp_path, {"set.json": go}) == ["nginx:1", "nginx:2", "nginx:3"]
    found = built(built_ones(tmp_path, {})[0], Inputs(), tmp_path)
    assert writer(found, *IMAGE) == ("config.json", 1)


def test_a_file_of_git_that_is_not_valid(tmp_path: Path) -> None:
    git = {"git": {**GIT, "files": [{"path": "c/*.json"}]}}
    for text in ("]", "- 1", "a: b\n- c"):
        plant(tmp_path, {"c/x.json": text})
        (found,) = built_ones(tmp_path, {**SHOP, "set.json": application_set(git, path="shop")})
        assert found.refusal is not None
        assert "c/x.json" in found.refusal.message


def test_a_matrix(tmp_path: Path) -> None:
    clusters = {"list": {"elements": [{"name": "x", "tag": "1"}, {"name": "y", "tag": "2"}]}}
    git = {"git": {**GIT, "directories": [{"path": "apps/*"}]}}
    text = application_set({"matrix": {"generators": [clusters, git]}}, images=["nginx:{{tag}}"])
    files = {**overlays("apps/a", "apps/b"), "set.json": text}
    assert folders(tmp_path, files) == ["apps/a", "apps/a", "apps/b", "apps/b"]
    assert images(tmp_path, {}) == ["nginx:1", "nginx:2", "nginx:1", "nginx:2"]


def test_the_second_generator_of_a_matrix_uses_the_first(tmp_path: Path) -> None:
    teams = {"list": {"elements": [{"name": "x", "team": "web"}]}}
    git = {"git": {**GIT, "directories": [{"path": "{{team}}/*"}]}}
    text = application_set({"matrix": {"generators": [teams, git]}})
    assert folders(tmp_path, {**overlays("web/a", "other/b"), "set.json": text}) == ["web/a"]


def test_a_merge(tmp_path: Path) -> None:
    base = {"list": {"elements": [{"name": "a", "tag": "1"}, {"name": "b", "tag": "2"}]}}
    other = {"list": {"elements": [{"name": "b", "tag": "9"}, {"name": "c", "tag": "8"}]}}
    merge = {"merge": {"mergeKeys": ["name"], "generators": [base, other]}}
    text = application_set(merge, path="shop", images=["nginx:{{tag}}"])
    assert images(tmp_path, {**SHOP, "set.json": text}) == ["nginx:1", "nginx:9"]


@pytest.mark.parametrize("kind", ["matrix", "merge"])
def test_generators_that_argo_cd_would_refuse(kind: str, tmp_path: Path) -> None:
    for settings in ({}, {"generators": [{"list": {}}]}, {"generators": "x"}):
        text = application_set({kind: settings}, path="shop")
        (found,) = built_ones(tmp_path, {**SHOP, "set.json": text})
        assert found.refusal is not None
        assert found.refusal.origin is not None


def test_a_selector(tmp_path: Path) -> None:
    elements = [{"name": "a", "path": "apps/a"}, {"name": "b", "path": "apps/b"}]
    files = overlays("apps/a", "apps/b")
    for selector, expected in (
        ({"matchLabels": {"name": "a"}}, ["apps/a"]),
        ({"matchExpressions": [{"key": "name", "operator": "NotIn", "values": ["a"]}]}, ["apps/b"]),
        ({"matchExpressions": [{"key": "x", "operator": "Exists"}]}, []),
    ):
        text = application_set({"list": {"elements": elements}, "selector": selector})
        assert folders(tmp_path, {**files, "set.json": text}) == expected


@pytest.mark.parametrize(
    "kind", ["clusters", "clusterDecisionResource", "plugin", "pullRequest", "scmProvider"]
)
def test_what_only_argo_cd_knows(kind: str, tmp_path: Path) -> None:
    text = application_set({kind: {"x": "y"}}, path="shop", images=["nginx:{{tag}}"])
    (found,) = built_ones(tmp_path, {**SHOP, "set.json": text})
    made = built(found, Inputs(), tmp_path)
    assert made.resources[0].unknown == {IMAGE}
    (found,) = built_ones(tmp_path, {"set.json": application_set({kind: {"x": "y"}})})
    assert isinstance(found.refusal, Declined)
    assert found.refusal.message.startswith("the path `{{path}}` is not known: it depends on")
    assert found.refusal.origin is not None


def test_a_matrix_with_clusters(tmp_path: Path) -> None:
    git = {"git": {**GIT, "directories": [{"path": "apps/*"}]}}
    text = application_set({"matrix": {"generators": [git, {"clusters": {"x": "y"}}]}})
    assert folders(tmp_path, {**overlays("apps/a", "apps/b"), "set.json": text}) == [
        "apps/a",
        "apps/b",
    ]


def test_git_of_another_repository(tmp_path: Path) -> None:
    git = {"git": {"repoURL": "https://x.example/y", "directories": [{"path": "*"}]}}
    config = {".git/config": f'[remote "origin"]\nurl = {URL}\n'}
    (found,) = built_ones(tmp_path, {**config, **SHOP, "set.json": application_set(git)})
    assert found.refusal is not None
    assert "another repository" in found.refusal.message


def test_a_template_of_a_generator(tmp_path: Path) -> None:
    own = {"metadata": {}, "spec": {"source": {"path": "apps/b"}}}
    elements = [{"name": "a"}]
    text = application_set({"list": {"elements": elements, "template": own}}, path="apps/a")
    assert folders(tmp_path, {**overlays("apps/a", "apps/b"), "set.json": text}) == ["apps/b"]


def test_a_patch_of_the_template(tmp_path: Path) -> None:
    generator = {"list": {"elements": [{"name": "a", "tag": "7"}]}}
    data = json.loads(application_set(generator, path="shop"))
    patch = "spec:\n  source:\n    kustomize:\n      images: ['nginx:{{tag}}']\n"
    data["spec"]["templatePatch"] = patch
    assert images(tmp_path, {**SHOP, "set.json": json.dumps(data)}) == ["nginx:7"]
    for text in ("{{ range .x }}", "- a", "]"):
        data["spec"]["templatePatch"] = text
        (found,) = built_ones(tmp_path, {"set.json": json.dumps(data)})
        assert found.refusal is not None


def test_several_kinds_of_generators(tmp_path: Path) -> None:
    lists = {"list": {"elements": [{"name": "a", "path": "apps/a"}]}}
    git = {"git": {**GIT, "directories": [{"path": "apps/b"}]}}
    text = application_set(lists, git, {"x": {}})
    files = {**overlays("apps/a", "apps/b"), "set.json": text}
    assert folders(tmp_path, files) == ["apps/a", "apps/b"]
    refusals = [each.refusal for each in built_ones(tmp_path, {}) if each.refusal]
    assert [each.message for each in refusals] == ["podlint does not know this generator"]


def test_there_is_a_limit(tmp_path: Path) -> None:
    many = {"list": {"elements": [{"n": str(number)} for number in range(200)]}}
    text = application_set({"matrix": {"generators": [many, many]}}, path="apps/{{n}}")
    found = built_ones(tmp_path, {**overlays("apps/3"), "set.json": text})
    assert [each.folder.name for each in found if each.refusal is None] == ["3"]
    (refusal,) = [each.refusal for each in found if each.refusal]
    assert str(MOST_GENERATED) in refusal.message
