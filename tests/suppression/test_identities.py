"""A finding keeps its identity, however its manifest is written, and whether it is built or not."""

from __future__ import annotations

import json
import random
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from rendering.kustomize.trees import plant

from podlint import Config, lint_paths
from podlint.finding.report import Finding

WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: app
          image: registry.example/app:1.4
          securityContext: &all {privileged: true}
        - name: helper
          image: registry.example/helper:1
          securityContext: *all
        - name: proxy
          image: registry.example/proxy:2
          securityContext: {<<: *all, readOnlyRootFilesystem: true}
"""
MERGED = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "web"},
    "spec": {
        "template": {
            "spec": {
                "hostPID": True,
                "containers": [
                    {
                        "name": "app",
                        "livenessProbe": {
                            "httpGet": {"path": "/", "port": 80},
                            "timeoutSeconds": 30,
                        },
                    }
                ],
            }
        }
    },
}
OPERATIONS = [
    {"op": "add", "path": "/spec/template/spec/hostPID", "value": True},
    {
        "op": "add",
        "path": "/spec/template/spec/containers/0/livenessProbe",
        "value": {"httpGet": {"path": "/", "port": 80}, "timeoutSeconds": 30},
    },
]
PLACE = "spec.template.spec.containers{}.livenessProbe.timeoutSeconds"
KUSTOMIZATION = "resources: [web.yaml]\nimages: [{name: app, newTag: '2'}]\n"
RULES = ("privileged-container", "host-namespaces", "probe-timeout-exceeds-period")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def findings(files: dict[str, str], **settings: object) -> list[Finding]:
    plant(Path(), files)
    report = lint_paths(["."], config=Config(select=RULES, **settings))
    assert not report.errors
    return list(report.findings)


def identities(found: list[Finding]) -> list[tuple[str, str]]:
    return sorted((each.location.path, each.identity) for each in found)


def block(text: str) -> str:
    return "|\n" + textwrap.indent(text, "      ")


def folded(text: str) -> str:
    return ">\n" + textwrap.indent(text.replace("\n", "\n\n"), "      ")


def quoted(text: str) -> str:
    return json.dumps(text)


def in_flow(text: str) -> str:
    return json.dumps(json.dumps(yaml.safe_load(text)))


@pytest.mark.parametrize("target", ["", "    target: {kind: Deployment, name: web}\n"])
@pytest.mark.parametrize("patch", [MERGED, OPERATIONS], ids=["merge", "operations"])
def test_the_quotes_of_a_patch_make_no_difference(patch: object, target: str) -> None:
    if isinstance(patch, list) and not target:
        return
    found = []
    styles: list[Callable[[str], str]] = [block, quoted, in_flow]
    for style in styles:
        written = style(yaml.safe_dump(patch, sort_keys=False))
        text = f"resources: [../base]\npatches:\n  - patch: {written.rstrip()}\n{target}"
        files = {
            "base/kustomization.yaml": "resources: [web.yaml]\n",
            "base/web.yaml": WEB.replace("privileged: true", "privileged: false"),
            "one/kustomization.yaml": text,
        }
        found.append(findings(files))
    assert identities(found[0]) == identities(found[1]) == identities(found[2])
    assert all(str(each.object) == "Deployment/web" for each in found[0])
    name = "[0]" if isinstance(patch, list) else "[app]"
    assert [identity for _, identity in identities(found[0])] == [
        "host-namespaces Deployment/web spec.template.spec.hostPID",
        f"probe-timeout-exceeds-period Deployment/web {PLACE.format(name)}",
    ]


def test_the_order_of_operations_makes_no_difference() -> None:
    base = {
        "base/kustomization.yaml": "resources: [web.yaml]\n",
        "base/web.yaml": WEB,
        "one/kustomization.yaml": (
            "resources: [../base]\npatches: [{path: p.yaml, target: {kind: Deployment}}]\n"
        ),
    }
    one = findings({**base, "one/p.yaml": yaml.safe_dump(OPERATIONS)})
    other = findings({**base, "one/p.yaml": yaml.safe_dump(OPERATIONS[::-1])})
    assert identities(one) == identities(other)
    assert len({each.identity for each in one}) == len(one) == 5


def test_a_json_patch_of_several_objects_names_none_of_their_containers() -> None:
    text = quoted(yaml.safe_dump(OPERATIONS))
    found = findings(
        {
            "base/kustomization.yaml": "resources: [web.yaml, other.yaml]\n",
            "base/web.yaml": WEB,
            "base/other.yaml": WEB.replace("name: web", "name: other").replace("app", "shop"),
            "one/kustomization.yaml": (
                f"resources: [../base]\npatches:\n  - patch: {text}\n"
                "    target: {kind: Deployment}\n"
            ),
        }
    )
    assert {each.identity for each in found if each.rule != RULES[0]} == {
        "host-namespaces Deployment/? spec.template.spec.hostPID",
        f"probe-timeout-exceeds-period Deployment/? {PLACE.format('[0]')}",
    }


@pytest.mark.parametrize("seed", range(12))
def test_rendering_makes_no_difference(seed: int) -> None:
    """Findings that both ways of checking know have the same identities."""
    draw = random.Random(seed)
    lines = ["resources: [../base]"]
    if draw.random() < 0.5:
        lines.append(f"namePrefix: {draw.choice('ab')}-")
    if draw.random() < 0.5:
        lines.append("images: [{name: registry.example/app, newTag: '2'}]")
    if draw.random() < 0.5:
        lines.append("commonAnnotations: {team: shop}")
    files = {
        "base/kustomization.yaml": "resources: [web.yaml]\n",
        "base/web.yaml": WEB,
        "one/kustomization.yaml": "\n".join([*lines, ""]),
    }
    if draw.random() < 0.5:
        files["one/kustomization.yaml"] += "patches: [{path: patch.yaml}]\n"
        files["one/patch.yaml"] = yaml.safe_dump(MERGED, sort_keys=False)
    built, alone = findings(files), findings(files, kustomize="off")
    left = [each for each in identities(alone) if each not in identities(built)]
    assert (alone, left) == (alone, [])
    patched = {each for each in identities(built) if each not in identities(alone)}
    assert patched <= {("one/patch.yaml", f"{RULES[2]} Deployment/web {PLACE.format('[app]')}")}
    assert len({each.identity for each in built if each.rule == RULES[0]}) == 3


def test_a_prefix_does_not_move_the_finding_about_a_reference() -> None:
    service = (
        "apiVersion: v1\nkind: Service\nmetadata: {name: db}\n"
        "spec: {selector: {app: db}, ports: [{port: 5432}]}\n"
    )
    db = WEB.replace("Deployment", "StatefulSet").replace("name: web", "name: db")
    files = {
        "base/kustomization.yaml": "resources: [db.yaml, service.yaml]\n",
        "base/service.yaml": service,
        "base/db.yaml": db.replace("spec:\n", "spec:\n  serviceName: db\n", 1),
        "one/kustomization.yaml": "resources: [../base]\nnamePrefix: one-\n",
    }
    plant(Path(), files)
    (found,) = lint_paths(
        ["."], config=Config(select=("stateful-set-without-headless-service",))
    ).findings
    assert found.location.path == "base/db.yaml"
    assert found.identity.endswith(" StatefulSet/db spec.serviceName")
    assert "Service `one-db` of" in found.message


def images(entry: str, image: str, *rules: str) -> list[str]:
    """The findings about an image, without rendering."""
    files = {
        "base/kustomization.yaml": "resources: [web.yaml]\n",
        "base/web.yaml": WEB.replace("registry.example/app:1.4", image),
        "one/kustomization.yaml": f"resources: [../base]\nimages: [{entry}]\n",
    }
    plant(Path(), files)
    config = Config(select=rules, kustomize="off", profile="strict")
    return [each.rule for each in lint_paths(["."], config=config).findings]


def test_the_image_that_a_kustomization_writes_is_not_judged_in_its_file() -> None:
    tag, name = "moving-image-tag", "unlisted-registry"
    assert images("{name: app, newTag: '2'}", "app", tag, name) == [name]
    assert images("{name: app, newName: registry.example/app}", "app", tag, name) == [tag]
    assert images("{name: app, digest: 'sha256:1'}", "app:latest", tag, name) == [name]
    assert images("{name: app}", "app", tag, name) == [tag, name]
    assert images("{name: other, newTag: '2'}", "app", tag, name) == [tag, name]
    two = "{name: app, newName: shop}, {name: shop, newTag: '2'}"
    assert images(two, "app", tag, name) == []


def test_kustomize_rewrites_no_image_of_an_ephemeral_container() -> None:
    pod = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
        "  containers: [{name: app, image: app}]\n"
        "  ephemeralContainers: [{name: debug, image: app}]\n"
    )
    plant(Path(), {"web.yaml": pod, "kustomization.yaml": KUSTOMIZATION})
    config = Config(select=("moving-image-tag",), kustomize="off", profile="strict")
    assert [each.container for each in lint_paths(["."], config=config).findings] == ["debug"]
