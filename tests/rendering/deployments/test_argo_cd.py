"""What Argo CD Applications deploy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rendering.deployments.repositories import (
    SHOP,
    URL,
    application,
    build,
    data,
    deployments,
    line_of,
    manifest,
    only,
    value,
    writer,
)
from rendering.kustomize.trees import CONFIG, POD, plant

from podlint.reading.inputs import Inputs
from podlint.rendering.deployments import Source, built
from podlint.rendering.kustomize import BuildError, Declined

IMAGE = ("spec", "containers", 0, "image")
ROLE = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n"


def refusal(root: Path, files: dict[str, str]) -> BuildError:
    found = only(root, files).refusal
    assert found is not None
    return found


def failure(root: Path, files: dict[str, str]) -> BuildError:
    with pytest.raises(BuildError) as caught:
        build(root, files)
    return caught.value


def test_an_application_is_named_with_its_place(tmp_path: Path) -> None:
    found = only(tmp_path, {**SHOP, "apps/shop.json": application()})
    assert found.name == "Argo CD Application shop (apps/shop.json:1)"
    assert found.folder == tmp_path / "shop"
    assert found.source is Source.KUSTOMIZATION
    assert found.place.file == str(tmp_path / "apps/shop.json")


def test_an_override_has_the_line_in_the_application(tmp_path: Path) -> None:
    text = application(
        namespace="prod",
        kustomize={
            "images": ["nginx:1.2"],
            "namePrefix": "a-",
            "commonLabels": {"team": "web"},
            "patches": [
                {
                    "patch": "- {op: add, path: /spec/hostNetwork, value: true}",
                    "target": {"kind": "Pod"},
                }
            ],
        },
    )
    made = build(tmp_path, {**SHOP, "app.json": text})
    for path, expected, words in (
        (IMAGE, "nginx:1.2", '"nginx:1.2"'),
        (("metadata", "name"), "a-p", '"a-"'),
        (("metadata", "labels", "team"), "web", '"team"'),
        (("metadata", "namespace"), "prod", '"prod"'),
        (("spec", "hostNetwork"), True, '"patch"'),
    ):
        assert value(made, *path) == expected
        assert writer(made, *path) == ("app.json", line_of(text, words))
    assert writer(made, "spec", "containers", 0, "name") == ("pod.yaml", 7)


def test_a_line_in_a_patch_of_several_lines(tmp_path: Path) -> None:
    text = f"""\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: shop}}
spec:
  source:
    repoURL: {URL}
    path: shop
    kustomize:
      patches:
        - patch: |
            apiVersion: v1
            kind: Pod
            metadata: {{name: p}}
            spec:
              hostPID: true
"""
    made = build(tmp_path, {**SHOP, "app.yaml": text})
    assert value(made, "spec", "hostPID") is True
    assert writer(made, "spec", "hostPID") == ("app.yaml", line_of(text, "hostPID"))


def test_several_sources_are_several_deployments(tmp_path: Path) -> None:
    sources = [
        {"repoURL": URL, "path": "shop"},
        {"repoURL": URL, "path": "bank"},
        {"repoURL": URL, "ref": "values"},
        {"repoURL": "https://charts.example", "chart": "redis"},
    ]
    bank = {name.replace("shop", "bank"): text for name, text in SHOP.items()}
    files = {**SHOP, **bank, "app.json": manifest("Application", sources=sources)}
    assert [each.folder.name for each in deployments(tmp_path, files)] == ["bank", "shop"]


def test_the_dry_source_of_a_hydrator(tmp_path: Path) -> None:
    hydrator = {"drySource": {"repoURL": URL, "path": "shop"}, "syncSource": {"path": "out"}}
    files = {**SHOP, "app.json": manifest("Application", sourceHydrator=hydrator)}
    assert only(tmp_path, files).folder.name == "shop"


def test_namespaces_are_given_to_objects_without_one(tmp_path: Path) -> None:
    pod = POD.replace("name: p\n", "name: p\n  namespace: own\n")
    kustomization = "resources: [pod.yaml, config.yaml, role.yaml]\n"
    files = {
        "shop/kustomization.yaml": kustomization, "shop/pod.yaml": pod, "shop/config.yaml": CONFIG,
        "shop/role.yaml": ROLE, "app.json": application(namespace="prod"),
    }  # fmt: skip
    made = build(tmp_path, files)
    metadata: Any = [each.data for each in made.resources]
    found = {each["kind"]: each["metadata"].get("namespace") for each in metadata}
    assert found == {"Pod": "own", "ConfigMap": "prod", "ClusterRole": None}


def test_a_folder_without_a_kustomization_is_applied_as_it_is(tmp_path: Path) -> None:
    files = {"shop/pod.yaml": POD, "shop/below/config.yaml": CONFIG, "shop/notes.yaml": "a: 1\n"}
    found = only(tmp_path, {**files, "app.json": application(namespace="prod")})
    assert found.source is Source.MANIFESTS
    made = built(found, Inputs(), tmp_path)
    assert value(made, "metadata", "namespace") == "prod"
    assert writer(made, *IMAGE) == ("pod.yaml", 8)
    assert made.files == (str(tmp_path / "shop/notes.yaml"), str(tmp_path / "shop/pod.yaml"))


@pytest.mark.parametrize(
    ("directory", "kinds"),
    [
        ({"recurse": True}, ["ConfigMap", "Pod"]),
        ({"recurse": True, "include": "below/*"}, ["ConfigMap"]),
        ({"recurse": True, "include": "{pod,x}.yaml"}, ["Pod"]),
        ({"recurse": True, "exclude": "*.yaml"}, []),
        ({"recurse": True, "exclude": "pod*"}, ["ConfigMap"]),
        ({"recurse": False}, ["Pod"]),
        ({"include": "["}, []),
    ],
)
def test_files_of_a_directory(directory: dict[str, Any], kinds: list[str], tmp_path: Path) -> None:
    files = {"shop/pod.yaml": POD, "shop/below/deep/config.yaml": CONFIG}
    made = build(tmp_path, {**files, "app.json": application(directory=directory)})
    objects: Any = [each.data for each in made.resources]
    assert [each["kind"] for each in objects] == kinds


def test_a_list_is_taken_apart_and_a_marked_file_is_skipped(tmp_path: Path) -> None:
    items = "".join(f"  {line}\n" for line in POD.splitlines()).replace("  ", "- ", 1)
    files = {
        "shop/list.yaml": f"apiVersion: v1\nkind: List\nitems:\n{items}",
        "shop/empty.yaml": "---\n---\n",
        "shop/null.yaml": "apiVersion: v1\nkind: PodList\nitems:\n",
        "shop/skipped.yaml": f"# +argocd:skip-file-rendering\n{CONFIG}",
        "app.json": application(),
    }
    assert value(build(tmp_path, files), "kind") == "Pod"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.yaml", f"{CONFIG}  - x\n", "x.yaml is not valid"),
        ("x.json", "{}", "x.json is not valid: an object needs a kind"),
        ("x.yaml", "apiVersion: v1\nmetadata: {}\n# kind: no\n", "an object needs a kind"),
    ],
)
def test_a_file_of_a_directory_that_is_not_valid(
    name: str, text: str, message: str, tmp_path: Path
) -> None:
    files = {f"shop/{name}": text, "app.json": application()}
    assert message in failure(tmp_path, files).message


def test_what_other_tools_build_is_named(tmp_path: Path) -> None:
    chart = {"shop/Chart.yaml": "name: shop\n"}
    found = refusal(tmp_path, {**chart, "app.json": application()})
    assert isinstance(found, Declined)
    assert found.message == "podlint does not run Helm"
    for tool in ("helm", "plugin"):
        found = refusal(tmp_path, {"app.json": application(**{tool: {"x": 1}})})
        assert isinstance(found, Declined)
    jsonnet = {"shop/a.jsonnet": "{}", "app.json": application(directory={"recurse": True})}
    assert "Jsonnet" in failure(tmp_path, jsonnet).message
    two = refusal(tmp_path, {"app.json": application(helm={"x": 1}, kustomize={"x": 1})})
    assert not isinstance(two, Declined)
    assert "only one of kustomize and helm" in two.message


def test_a_kustomization_beside_a_chart_is_built(tmp_path: Path) -> None:
    assert build(tmp_path, {**SHOP, "shop/Chart.yaml": "", "app.json": application()}).resources


def test_overrides_beside_the_manifests(tmp_path: Path) -> None:
    override = "kustomize:\n  images:\n  - nginx:9\npath: elsewhere\n"
    text = application(kustomize={"images": ["nginx:1.2"], "nameSuffix": "-x"})
    files = {**SHOP, "shop/.argocd-source-shop.yaml": override, "app.json": text}
    made = build(tmp_path, files)
    assert value(made, *IMAGE) == "nginx:9"
    assert value(made, "metadata", "name") == "p-x"
    assert writer(made, *IMAGE) == (".argocd-source-shop.yaml", 3)


def test_the_environment_of_an_application(tmp_path: Path) -> None:
    text = application(
        namespace="prod",
        kustomize={
            "images": ["nginx:$ARGOCD_APP_REVISION"],
            "commonLabels": {"app": "${ARGOCD_APP_NAME}-$ARGOCD_APP_NAMESPACE-$$x-$NO."},
            "commonAnnotations": {"a": "$ARGOCD_APP_NAME"},
        },
    )
    made = build(tmp_path, {**SHOP, "app.json": text})
    assert value(made, "metadata", "labels", "app") == "shop-prod-$x-."
    assert value(made, "metadata", "annotations", "a") == "$ARGOCD_APP_NAME"
    assert made.resources[0].unknown == {IMAGE}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"images": ["nginx"]}, "the image has no new name, tag or digest: nginx"),
        ({"images": "nginx:1"}, "expected a list, not a string"),
        ({"replicas": [{"name": "p", "count": "many"}]}, "is not an integer"),
        ({"replicas": [{"name": "gone", "count": 1}]}, "no resource named gone"),
        ({"labelIncludeTemplates": True, "commonLabels": {"a": "b"}}, "needs labelWithoutSelector"),
        ({"components": ["../gone"]}, "there is no ../gone"),
        ({"commonLabels": {"own": "b"}}, "`own` is already in the kustomization"),
    ],
)
def test_settings_that_argo_cd_would_refuse(
    settings: dict[str, Any], message: str, tmp_path: Path
) -> None:
    files = {**SHOP, "shop/kustomization.yaml": "resources: [pod.yaml]\ncommonLabels: {own: a}\n"}
    error = failure(tmp_path, {**files, "app.json": application(kustomize=settings)})
    assert message in error.message
    assert error.origin is not None
    assert Path(error.origin.file).name == "app.json"


def test_a_missing_folder_is_said_if_the_repository_is_known(tmp_path: Path) -> None:
    config = {".git/config": f'[remote "origin"]\n\turl = {URL}\n'}
    found = refusal(tmp_path, {**config, "app.json": application("gone")})
    assert found.message == "there is no folder gone in the repository"
    assert found.origin is not None
    outside = refusal(tmp_path, {"app.json": application("../../..")})
    assert "outside the repository" in outside.message
    assert "relative" in refusal(tmp_path, {"app.json": application("/etc")}).message


def test_applications_of_other_repositories_do_not_count(tmp_path: Path) -> None:
    config = {".git/config": f'[remote "origin"]\n\turl = {URL}\n'}
    for url in ("https://git.example/team/other", "https://charts.example"):
        files = {**SHOP, **config, "app.json": application(url=url)}
        assert [each.name for each in deployments(tmp_path, files)] == ["shop"]
    fork = {**SHOP, **config, "app.json": application(url="git@git.example:fork/infra.git")}
    assert next(each.name for each in deployments(tmp_path, fork)).startswith("Argo CD")


def test_templates_of_charts_do_not_count(tmp_path: Path) -> None:
    text = application("{{ .Values.path }}")
    assert deployments(tmp_path, {"chart/templates/app.json": text}) == ()


def test_applications_that_deploy_the_same_are_one(tmp_path: Path) -> None:
    files = {
        **SHOP,
        "apps/a.json": application(),
        "apps/b.json": application().replace('"name": "shop"', '"name": "other"'),
        "apps/c.json": application(namespace="prod"),
    }
    names = [each.name for each in deployments(tmp_path, files)]
    assert names == [
        "Argo CD Application other (apps/b.json:1) and 1 more",
        "Argo CD Application shop (apps/c.json:1)",
    ]


def test_an_application_that_deploys_itself(tmp_path: Path) -> None:
    made = build(tmp_path, {"apps/apps.json": application("apps", namespace="argocd")})
    assert value(made, "kind") == "Application"
    assert json.dumps(data(made))


def test_applications_in_a_list(tmp_path: Path) -> None:
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": [json.loads(application())]})
    assert only(tmp_path, {**SHOP, "apps.json": text}).folder.name == "shop"


def test_a_link_out_of_the_repository(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    plant(tmp_path, {f"outside/{name.split('/')[1]}": text for name, text in SHOP.items()})
    plant(repository, {"app.json": application()})
    (repository / "shop").symlink_to("../outside")
    assert deployments(repository, {}) == ()
    plant(repository, {".git/config": f'[remote "origin"]\n\turl = {URL}\n'})
    assert "outside" in refusal(repository, {}).message
