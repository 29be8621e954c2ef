"""Objects of Argo CD and Flux that others deploy, and change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rendering.deployments.repositories import SHOP, URL, application, deployments, flux, manifest
from rendering.kustomize.trees import POD

from podlint.document import JSON
from podlint.reading.inputs import Inputs
from podlint.rendering.deployments import Deployment, built, roots_in

ADDED = {
    "patch": json.dumps(
        {
            "apiVersion": "kustomize.toolkit.fluxcd.io/v1",
            "kind": "Kustomization",
            "metadata": {"name": "any"},
            "spec": {"postBuild": {"substituteFrom": [{"kind": "ConfigMap", "name": "settings"}]}},
        }
    ),
    "target": {"kind": "Kustomization"},
}
VARIABLE = {**SHOP, "shop/pod.yaml": POD.replace("nginx:1.0", "nginx:${TAG}")}


def named(text: str, name: str) -> str:
    data = json.loads(text)
    data["metadata"]["name"] = name
    return json.dumps(data, indent=1) + "\n"


def settings(tag: str) -> str:
    return (
        f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings}}\ndata: {{TAG: '{tag}'}}\n"
    )


def image(root: Path, deployment: Deployment) -> JSON:
    data: Any = built(deployment, Inputs(), root).resources[0].data
    return data["spec"]["containers"][0]["image"]


def in_shop(root: Path, files: dict[str, str]) -> list[Deployment]:
    """The deployments of the folder of the shop."""
    return [each for each in deployments(root, files) if each.folder == root / "shop"]


def test_variables_that_another_kustomization_adds(tmp_path: Path) -> None:
    files = {
        **VARIABLE, "settings.yaml": settings("7"),
        "cluster/all.json": named(flux("./apps", patches=[ADDED]), "all"),
        "apps/shop.yaml": flux(), "apps/kustomization.yaml": "resources: [shop.yaml]\n",
    }  # fmt: skip
    (found,) = in_shop(tmp_path, files)
    assert found.name == "Flux Kustomization shop (apps/shop.yaml:1)"
    assert image(tmp_path, found) == "nginx:7"
    made = built(found, Inputs(), tmp_path).resources[0]
    places = made.places["spec", "containers", 0, "image"]
    assert [Path(each.file).name for each in places] == ["settings.yaml", "pod.yaml"]


def test_each_cluster_has_its_own(tmp_path: Path) -> None:
    files = {
        **VARIABLE, "apps/shop.yaml": flux(),
        **{
            f"clusters/{name}/{file}": text
            for name in ("a", "b")
            for file, text in (
                ("all.json", named(flux("./apps", patches=[ADDED]), "all")),
                ("settings.yaml", settings(name)),
            )
        },
    }  # fmt: skip
    found = in_shop(tmp_path, files)
    assert sorted(str(image(tmp_path, each)) for each in found) == ["nginx:a", "nginx:b"]
    in_file = roots_in(Inputs(), tmp_path, tmp_path / "apps/shop.yaml")
    assert len(in_file) == 2


def test_variables_in_a_kustomization(tmp_path: Path) -> None:
    files = {
        **SHOP,
        "cluster/all.json": named(flux("./apps", postBuild={"substitute": {"X": "shop"}}), "all"),
        "apps/shop.yaml": flux("./${X}"),
    }
    assert [each.refusal for each in in_shop(tmp_path, files)] == [None]


@pytest.mark.parametrize("deployed", [True, False])
def test_an_overlay_of_applications(deployed: bool, tmp_path: Path) -> None:
    patch = "- {op: replace, path: /spec/source/path, value: PATH}"
    overlay = "resources: [../base]\npatches:\n- target: {kind: Application}\n  patch: '"
    files = {
        **SHOP, "bank/kustomization.yaml": "namePrefix: a-\n",
        "apps/base/kustomization.yaml": "resources: [app.yaml]\n",
        "apps/base/app.yaml": application("to-be-replaced"),
        **{
            f"apps/{name}/kustomization.yaml": f"{overlay}{patch.replace('PATH', name)}'\n"
            for name in ("shop", "bank")
        },
    }  # fmt: skip
    if deployed:
        files["root.yaml"] = named(application("apps/shop"), "root")
    names = {
        each.folder.relative_to(tmp_path).as_posix(): each.name.partition(" (")[0]
        for each in deployments(tmp_path, files)
    }
    assert names.pop("apps/shop") == ("Argo CD Application root" if deployed else "apps/shop")
    assert names == {
        "shop": "Argo CD Application shop",
        "bank": "Argo CD Application shop",
        "apps/bank": "apps/bank",
    }


def test_applications_of_applications(tmp_path: Path) -> None:
    rename = {"images": ["nginx:2"]}
    files = {
        **SHOP,
        "root.yaml": named(application("one", directory={"recurse": True}), "root"),
        "one/two.yaml": named(application("two"), "two"),
        "two/kustomization.yaml": "resources: [app.yaml]\nnamePrefix: x-\n",
        "two/app.yaml": application(kustomize=rename),
    }
    (found,) = in_shop(tmp_path, files)
    assert found.name == "Argo CD Application x-shop (two/app.yaml:1)"
    assert image(tmp_path, found) == "nginx:2"


def test_a_kustomization_that_deploys_itself(tmp_path: Path) -> None:
    source = manifest("GitRepository", name="flux-system", url=URL)
    files = {
        **SHOP,
        "cluster/flux-system/kustomization.yaml": "resources: [sync.yaml]\n",
        "cluster/flux-system/sync.yaml": f"{source}---\n{named(flux('./cluster'), 'flux-system')}",
        "cluster/shop.yaml": flux(),
        ".git/config": f'[remote "origin"]\nurl = {URL}\n',
    }
    found = [(each.name.split()[2], each.folder.name) for each in deployments(tmp_path, files)]
    assert found == [("flux-system", "cluster"), ("shop", "shop")]


def test_an_object_is_taken_as_it_is_written_if_what_deploys_it_cannot_be_built(
    tmp_path: Path,
) -> None:
    files = {
        **SHOP, "cluster/all.json": named(flux("./apps"), "all"),
        "apps/kustomization.yaml": "resources: [shop.yaml, gone.yaml]\n", "apps/shop.yaml": flux(),
    }  # fmt: skip
    assert len(in_shop(tmp_path, files)) == 1
