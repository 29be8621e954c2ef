"""Which kustomization takes in which file, however far away."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint import lint_paths
from podlint.reading.inputs import Inputs
from podlint.reading.kustomization import Patch
from podlint.reading.repository_index import (
    NOT_TAKEN,
    Inclusion,
    patches_in,
    repository_index,
    repository_of,
)

WEB = Patch(None, "Deployment", "web")
TREE = {
    ".git/HEAD": "",
    "base/kustomization.yaml": "resources: [web.yaml]\n",
    "base/web.yaml": "",
    "base/stray.yaml": "",
    "middle/kustomization.yml": "namePrefix: x-\nbases: [../base]\ncomponents: [../part]\n",
    "part/kustomization.yaml": "kind: Component\npatches: [{target: {kind: Deployment, name: web}}]\n",
    "top/Kustomization": "resources: [../middle/]\npatchesStrategicMerge: [sub/../p.yaml]\n"
    "labels: [{pairs: {a: b}, includeSelectors: true}]\n",
    "top/p.yaml": "kind: StatefulSet\nmetadata: {name: db}\n",
    "apart/kustomization.yaml": "resources: [job.yaml]\ntransformers: [t.yaml]\n",
    "apart/job.yaml": "",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in TREE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def inclusion(tree: Path, name: str) -> Inclusion:
    inputs = Inputs()
    root = repository_of(inputs, tree / name, Path("/nowhere"))
    assert root == tree
    index = repository_index(inputs, root)
    return index.inclusion(str(tree / name), lambda path: patches_in(inputs, path))


def test_a_base_is_changed_by_all_that_take_it_in(tree: Path) -> None:
    found = inclusion(tree, "base/web.yaml")
    assert found.resource_of == (str(tree / "base"),)
    assert set(found.patches) == {WEB, Patch(None, "StatefulSet", "db")}
    assert found.selects
    assert found.renames
    assert not found.opaque
    assert not found.patch_of


def test_a_patch_is_known_wherever_it_lies(tree: Path) -> None:
    assert inclusion(tree, "top/p.yaml").patch_of == (str(tree / "top"),)


def test_what_podlint_does_not_follow_may_change_anything(tree: Path) -> None:
    assert inclusion(tree, "apart/job.yaml").opaque


def test_a_file_that_nobody_lists_is_not_taken_in(tree: Path) -> None:
    assert inclusion(tree, "base/stray.yaml") == NOT_TAKEN


def test_kustomizations_may_take_in_each_other(tree: Path) -> None:
    (tree / "base/kustomization.yaml").write_text("resources: [web.yaml, ../top]\n")
    assert inclusion(tree, "base/web.yaml").selects


def test_without_a_repository_something_else_stands_for_its_root(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    file = tmp_path / "a/b/c.yaml"
    assert repository_of(Inputs(), file, tmp_path / "a") == tmp_path / "a"
    assert repository_of(Inputs(), file, tmp_path / "d") == tmp_path / "a/b"


DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: "app:1", volumeMounts: [{name: data, mountPath: /d}]}]}
"""


@pytest.mark.parametrize(
    ("name", "overlay", "rules"),
    [
        ("web", "resources: [../base]\npatches: [{path: p.yaml}]\n", []),
        ("x-web", "resources: [../base]\npatches: [{path: p.yaml}]\n", ["undefined-volume"]),
        ("x-web", "resources: [../base]\nnamePrefix: x-\npatches: [{path: p.yaml}]\n", []),
        ("web", "resources: [../other]\npatches: [{path: p.yaml}]\n", ["undefined-volume"]),
        ("web", "components: [https://host/x]\nresources: [../base]\n", []),
        ("web", "resources: [../base]\n", ["undefined-volume"]),
    ],
)
def test_nothing_is_concluded_about_what_an_overlay_completes(
    name: str, overlay: str, rules: list[str], tmp_path: Path
) -> None:
    for path, text in {
        ".git/HEAD": "",
        "base/kustomization.yaml": "resources: [web.yaml]\n",
        "base/web.yaml": DEPLOYMENT,
        "overlay/kustomization.yaml": overlay,
        "overlay/p.yaml": f"{{kind: Deployment, metadata: {{name: {name}}}, "
        "spec: {template: {spec: {volumes: [{name: data, emptyDir: {}}]}}}}\n",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    for path in ("base/web.yaml", "base", "."):
        found = [each.rule for each in lint_paths([tmp_path / path]).findings]
        assert [each for each in found if each != "incomplete-object"] == rules
