"""What a kustomization says of its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint import lint_paths
from podlint.document import load
from podlint.models import KubernetesObject
from podlint.reading.kustomization import Patch, read_kustomization

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: app:1
          volumeMounts: [{name: data, mountPath: /data}]
"""
PATCH = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {volumes: [{name: data, emptyDir: {}}]}}}
"""


@pytest.mark.parametrize(
    ("text", "files", "patches", "complete"),
    [
        ("resources: [a.yaml]\n", set(), (), True),
        ("resources: [../base]\n", set(), (), False),
        ("resources: [a.yaml, 'https://x/y?ref=1']\n", set(), (), False),
        ("resources: [folder]\n", set(), (), False),
        ("resources: [a.yaml]\ncomponents: [../c]\n", set(), (), False),
        ("patchesStrategicMerge: [./p.yaml]\n", {"p.yaml"}, (), True),
        ("patches: [{path: p.yaml, target: {kind: Job}}]\n", {"p.yaml"}, (Patch(None, "Job", None),), True),
        ('patches: [{patch: "kind: Job\\nmetadata: {name: a}"}]\n', set(), (Patch(None, "Job", "a"),), True),
        ("patchesJson6902: [{path: p.json, target: {kind: Pod, name: 'a.*'}}]\n", {"p.json"}, (Patch(None, "Pod", "a.*"),), True),
        ("- not\n- a map\n", set(), (), False),
        ("a: [\n", set(), (), False),
    ],
)  # fmt: skip
def test_a_kustomization_is_read(
    text: str, files: set[str], patches: tuple[Patch, ...], complete: bool
) -> None:
    kustomization = read_kustomization(load(text))
    assert kustomization.patch_files == files
    assert kustomization.patches == patches
    assert kustomization.complete is complete


def rules(folder: Path) -> set[str]:
    return {finding.rule for finding in lint_paths([folder]).findings}


def test_absence_is_not_concluded_on_what_a_patch_changes(tmp_path: Path) -> None:
    (tmp_path / "deployment.yaml").write_text(DEPLOYMENT)
    assert rules(tmp_path) == {"undefined-volume"}
    (tmp_path / "kustomization.yaml").write_text(
        "resources: [deployment.yaml]\npatches: [{path: patch.yaml}]\n"
    )
    (tmp_path / "patch.yaml").write_text(PATCH)
    assert rules(tmp_path) == set()
    (tmp_path / "patch.yaml").write_text(PATCH.replace("name: web", "name: other"))
    assert rules(tmp_path) == {"undefined-volume"}


def test_what_is_present_in_a_patch_is_judged(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("patchesStrategicMerge: [patch.yaml]\n")
    (tmp_path / "patch.yaml").write_text(
        PATCH.replace("emptyDir: {}", "secret: {defaultMode: 644}")
    )
    assert rules(tmp_path) == {"decimal-file-mode"}


GENERATOR = """\
resources: [web.yaml]
configMapGenerator:
  - name: settings
    literals: [level=info]
    files: [app.ini, other.ini=files/o.ini]
  - {name: from-file, envs: [a.env]}
  - {name: merged, behavior: merge, literals: [a=b]}
secretGenerator:
  - {name: access, literals: [password=x=y]}
"""


def test_what_a_kustomization_generates_is_known() -> None:
    generated = read_kustomization(load(GENERATOR)).generated
    assert [(each.kind, each.name, each.keys) for each in generated] == [
        ("ConfigMap", "settings", {"level", "app.ini", "other.ini"}),
        ("ConfigMap", "from-file", None),
        ("ConfigMap", "merged", None),
        ("Secret", "access", {"password"}),
    ]


@pytest.mark.parametrize(
    ("name", "key", "found"),
    [("settings", "level", False), ("settings", "levle", True), ("from-file", "any", False)],
)
def test_generated_keys_are_looked_up(tmp_path: Path, name: str, key: str, found: bool) -> None:
    (tmp_path / "kustomization.yaml").write_text(GENERATOR)
    key_of = f"configMapKeyRef: {{name: {name}, key: {key}}}"
    text = DEPLOYMENT.replace(
        "volumeMounts: [{name: data, mountPath: /data}]",
        f"env: [{{name: A, valueFrom: {{{key_of}}}}}]",
    )
    (tmp_path / "web.yaml").write_text(text)
    assert ("undefined-config-key" in rules(tmp_path)) is found


CLAIM = """\
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {{name: data}}
spec:
  accessModes: [{mode}]
  resources: {{requests: {{storage: 1Gi}}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web}}
spec:
  replicas: 2
  selector: {{matchLabels: {{app: web}}}}
  template:
    metadata: {{labels: {{app: web}}}}
    spec:
      containers: [{{name: web, image: "web:1", volumeMounts: [{{name: data, mountPath: /data}}]}}]
      volumes: [{{name: data, persistentVolumeClaim: {{claimName: data}}}}]
"""


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_of_several_objects_of_a_name_one_in_the_same_file_is_meant(
    names: tuple[str, str], tmp_path: Path
) -> None:
    once, often = (tmp_path / f"{name}.yaml" for name in names)
    once.write_text(CLAIM.format(mode="ReadWriteOnce"))
    often.write_text(CLAIM.format(mode="ReadWriteMany"))
    found = [each for each in lint_paths([tmp_path]).findings if "claim" in each.rule]
    assert [Path(each.location.path).name for each in found] == [once.name]


@pytest.mark.parametrize("name", [None, "x" * 300])
def test_a_pattern_means_no_object_without_a_name_or_with_an_endless_one(name: str | None) -> None:
    metadata = {"metadata": {"name": name}} if name else {}
    obj = KubernetesObject.model_validate({"apiVersion": "v1", "kind": "Pod", **metadata})
    assert not Patch(None, "Pod", ".*").matches(obj)
    assert Patch(None, "Pod", None).matches(obj)


def test_keys_that_a_patch_asks_for_are_not_looked_up(tmp_path: Path) -> None:
    reference = "configMapKeyRef: {name: settings, key: colour}"
    env = f"          env: [{{name: A, valueFrom: {{{reference}}}}}]\n"
    settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {level: info}\n"
    (tmp_path / "settings.yaml").write_text(settings)
    (tmp_path / "web.yaml").write_text(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n"
        f"    spec:\n      containers:\n        - name: app\n{env}"
    )
    kustomization = tmp_path / "kustomization.yaml"
    kustomization.write_text("resources: [settings.yaml]\npatches: [{path: web.yaml}]\n")
    assert "undefined-config-key" not in rules(tmp_path)
    kustomization.write_text("resources: [settings.yaml, web.yaml]\n")
    assert "undefined-config-key" in rules(tmp_path)
