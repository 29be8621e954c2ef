"""Which folders of a repository are deployed."""

from __future__ import annotations

from pathlib import Path

import pytest
from rendering.deployments.repositories import application, flux
from rendering.kustomize.trees import CONFIG, POD, plant

from podlint.reading.inputs import Inputs
from podlint.rendering.deployments import Deployment, built, roots, roots_in
from podlint.rendering.kustomize import BuildError


def found(root: Path, files: dict[str, str]) -> tuple[Deployment, ...]:
    plant(root, files)
    return Inputs().once(roots, root)


def names(root: Path, files: dict[str, str]) -> list[str]:
    return [each.name for each in found(root, files)]


TREE = {
    "base/kustomization.yaml": "resources: [pod.yaml]\n",
    "base/pod.yaml": POD,
    "parts/tls/kustomization.yaml": "kind: Component\nresources: [config.yaml]\n",
    "parts/tls/config.yaml": CONFIG,
    "overlays/prod/kustomization.yml": "resources: [../../base]\ncomponents: [../../parts/tls]\n",
    "overlays/test/Kustomization": "bases: [../../base]\nnamePrefix: test-\n",
}


def test_without_gitops_objects_they_are_what_no_other_takes_in(tmp_path: Path) -> None:
    deployments = found(tmp_path, TREE)
    assert [each.name for each in deployments] == ["overlays/prod", "overlays/test"]
    assert [each.folder for each in deployments] == [
        tmp_path / "overlays/prod", tmp_path / "overlays/test",
    ]  # fmt: skip
    assert deployments[0].place.file == str(tmp_path / "overlays/prod/kustomization.yml")
    assert deployments[0].place.span.start_line == 1
    made = built(deployments[0], Inputs(), tmp_path)
    assert len(made.resources) == 2


def test_what_is_excluded_is_no_deployment_nor_is_what_it_takes_in(tmp_path: Path) -> None:
    plant(tmp_path, TREE)
    kept = roots(Inputs(), tmp_path, lambda path: path.is_relative_to(tmp_path / "overlays"))
    assert kept == ()


def test_one_of_a_circle_is_built_so_that_it_is_found(tmp_path: Path) -> None:
    deployments = found(
        tmp_path,
        {"a/kustomization.yaml": "resources: [../b]\n", "b/kustomization.yaml": "bases: [../a]\n"},
    )
    assert [each.name for each in deployments] == ["a"]
    with pytest.raises(BuildError, match="cycle"):
        built(deployments[0], Inputs(), tmp_path)


def test_a_kustomization_in_the_root_of_the_repository(tmp_path: Path) -> None:
    assert names(tmp_path, {"kustomization.yaml": "resources: [.]\n"}) == ["."]


def test_what_is_taken_in_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("base")
    assert names(
        tmp_path,
        {"base/kustomization.yaml": "namePrefix: a\n", "o/kustomization.yaml": "bases: [../link]"},
    ) == ["o"]


def test_a_kustomization_that_is_not_valid_is_a_deployment(tmp_path: Path) -> None:
    assert names(tmp_path, {"a/kustomization.yaml": "]", "b/kustomization.yaml": ""}) == ["a", "b"]


def test_what_gitops_objects_deploy_comes_first_and_the_rest_is_not_lost(tmp_path: Path) -> None:
    files = {**TREE, "apps/test.json": application("overlays/test")}
    found = names(tmp_path, files)
    assert found == ["Argo CD Application shop (apps/test.json:1)", "overlays/prod"]


def test_a_base_that_is_deployed_by_itself_is_a_deployment(tmp_path: Path) -> None:
    found = names(tmp_path, {**TREE, "apps/base.json": application("base")})
    assert found == [
        "Argo CD Application shop (apps/base.json:1)", "overlays/prod", "overlays/test",
    ]  # fmt: skip


def test_files_and_folders_that_are_excluded(tmp_path: Path) -> None:
    plant(tmp_path, {**TREE, "apps/test.json": application("overlays/test")})
    prod, test = tmp_path / "overlays/prod", tmp_path / "overlays/test"
    kept = roots(Inputs(), tmp_path, lambda path: path.is_relative_to(tmp_path / "apps"))
    assert [each.folder for each in kept] == [prod, test]
    kept = roots(Inputs(), tmp_path, lambda path: path == test)
    assert [each.folder for each in kept] == [prod]


def test_files_that_git_ignores_do_not_count(tmp_path: Path) -> None:
    files = {**TREE, "apps/test.json": application("overlays/test"), ".gitignore": "apps\nbase\n"}
    assert names(tmp_path, files) == ["overlays/prod", "overlays/test"]


def test_what_a_file_deploys(tmp_path: Path) -> None:
    files = {**TREE, "apps/all.yaml": f"{application('base')}---\n{flux('overlays/test')}"}
    plant(tmp_path, files)
    found = roots_in(Inputs(), tmp_path, tmp_path / "apps/all.yaml")
    assert [each.name for each in found] == [
        "Argo CD Application shop (apps/all.yaml:1)",
        f"Flux Kustomization shop (apps/all.yaml:{files['apps/all.yaml'].count(chr(10), 0, files['apps/all.yaml'].index('---')) + 2})",
    ]
    assert roots_in(Inputs(), tmp_path, tmp_path / "base/pod.yaml") == ()
