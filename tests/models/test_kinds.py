"""A kind is a name in an API group: what is named as a built-in kind need not be one."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import podlint
from podlint.config.config import Config
from podlint.config.custom_resources import CustomResources
from podlint.document import load
from podlint.models import decode
from podlint.models.kinds import kind_meant, qualified

ROOT = Path(__file__).parents[2]
FOREIGN = "apps.example.com"
WITH_TEMPLATE = ("ReplicationController", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet",
                 "Job", "PodTemplate")  # fmt: skip
POD_KINDS = (*WITH_TEMPLATE, "Pod", "CronJob")
RELATED = ("Service", "ConfigMap", "Secret", "PersistentVolumeClaim", "ServiceAccount", "Namespace",
           "HorizontalPodAutoscaler", "PodDisruptionBudget", "Ingress", "NetworkPolicy",
           "LimitRange", "ResourceQuota", "PriorityClass", "RuntimeClass", "Endpoints",
           "KubeletConfiguration", "ScaledObject")  # fmt: skip


@pytest.mark.parametrize(
    ("group", "kind", "expected"),
    [
        ("apps", "StatefulSet", "StatefulSet"),
        ("extensions", "Deployment", "Deployment"),
        ("apps.kruise.io", "StatefulSet", "apps.kruise.io/StatefulSet"),
        ("", "Pod", "Pod"),
        ("apps", "Pod", "apps/Pod"),
        ("", "Deployment", "core/Deployment"),
        ("serving.knative.dev", "Service", "serving.knative.dev/Service"),
        ("scheduling.k8s.io", "PriorityClass", "PriorityClass"),
        ("argoproj.io", "Rollout", "argoproj.io/Rollout"),
        ("jobset.x-k8s.io", "JobSet", "jobset.x-k8s.io/JobSet"),
    ],
)
def test_a_kind_is_told_by_its_group(group: str, kind: str, expected: str) -> None:
    assert qualified(group, kind) == expected
    assert kind_meant(f"{group}/v1" if group else "v1", kind) == expected
    assert kind_meant(None, kind) == kind


def test_an_item_of_a_typed_list_has_the_kind_of_the_list() -> None:
    job = {"metadata": {"name": "a"}, "spec": {"template": {"spec": {"containers": []}}}}
    text = {"apiVersion": "batch/v1", "kind": "JobList", "items": [job]}
    (document,) = load(json.dumps(text))
    (decoded,) = decode(document)
    assert decoded.object.kind is None
    assert decoded.object.qualified_kind == "Job"


TEMPLATE = """
      metadata: {labels: {app: web}}
      spec:
        restartPolicy: Always
        priorityClassName: system-node-critical
        serviceAccountName: web
        tolerations: [{operator: Exists}]
        hostNetwork: true
        volumes:
          - {name: data, persistentVolumeClaim: {claimName: web}}
          - {name: run, hostPath: {path: /run/containerd/containerd.sock}}
        initContainers: [{name: make, image: "a:1", command: [mkdir, /data/x],
                          volumeMounts: [{name: data, mountPath: /data}]}]
        containers:
          - name: app
            image: web:1
            command: [sleep, "10"]
            ports: [{containerPort: 80}]
            envFrom: [{configMapRef: {name: web}}, {secretRef: {name: web}}]
            env: [{name: A, valueFrom: {configMapKeyRef: {name: web, key: a}}}]
            lifecycle: {preStop: {exec: {command: [/stop]}}}
            readinessProbe: {httpGet: {port: 80}}
            startupProbe: {httpGet: {port: 80}, failureThreshold: 10000}
"""
FOREIGN_OBJECT = """
apiVersion: {version}
kind: {kind}
metadata: {{name: {name}, namespace: shop, labels: {{app: web}}}}
spec:
  replicas: 3
  minAvailable: 1
  maxReplicas: 3
  scaleTargetRef: {{apiVersion: {version}, kind: Deployment, name: {name}}}
  serviceName: web
  ports: [{{port: 80, name: web}}]
  selector: {{matchLabels: {{app: web}}, app: web}}
  template:{template}
"""
UNIT = """
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec:
  maxReplicas: 3
  scaleTargetRef: {apiVersion: apps.example.com/v1, kind: StatefulSet, name: first}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: builtin, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: "web:1"}]}
"""
AUTOSCALED = UNIT.replace(
    "apps.example.com/v1, kind: StatefulSet, name: first",
    "apps/v1, kind: Deployment, name: builtin",
).replace("spec:\n  selector", "spec:\n  replicas: 2\n  selector")


def lint_unit(folder: Path, *texts: str) -> podlint.Report:
    kinds = tuple(
        CustomResources(group=FOREIGN, kind=kind, pods=("spec.template",)) for kind in POD_KINDS
    )
    config = Config.model_validate({"profile": "strict", "preview": True}).model_copy(
        update={"custom_resources": kinds}
    )
    (folder / "all.yaml").write_text("\n---\n".join(texts), encoding="utf-8")
    return podlint.lint_paths([folder], config=config)


@pytest.mark.parametrize("version", [f"{FOREIGN}/v1", "v1", "apps/v1", "policy/v1"])
@pytest.mark.parametrize("kind", [*POD_KINDS, *RELATED])
def test_no_rule_takes_a_foreign_kind_for_a_built_in_one(
    kind: str, version: str, tmp_path: Path
) -> None:
    names = ("first", "second")
    objects = [
        FOREIGN_OBJECT.format(version=version, kind=kind, name=name, template=TEMPLATE)
        for name in names
    ]
    report = lint_unit(tmp_path, UNIT, *objects)
    assert not report.errors
    assert report.objects == 6


@pytest.mark.parametrize("kind", ["StatefulSet", "DaemonSet"])
def test_selectors_of_foreign_kinds_are_not_compared(kind: str, tmp_path: Path) -> None:
    """A controller of another group may adopt Pods by other rules, or have no selector at all."""
    objects = [
        FOREIGN_OBJECT.format(
            version="apps.kruise.io/v1beta1", kind=kind, name=name, template=TEMPLATE
        )
        for name in ("first", "second")
    ]
    report = lint_unit(tmp_path, *objects)
    assert not report.errors
    assert report.pods == 2
    assert "overlapping-selectors" not in {finding.rule for finding in report.findings}


def test_a_foreign_service_is_not_what_a_stateful_set_names(tmp_path: Path) -> None:
    stateful_set = """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: app, image: "db:1"}]}
"""
    service = (
        "apiVersion: {}\nkind: Service\nmetadata: {{name: db}}\nspec: {{clusterIP: 10.0.0.1}}\n"
    )
    found = {}
    for version in ("v1", "serving.knative.dev/v1"):
        report = lint_unit(tmp_path, stateful_set, service.format(version))
        assert not report.errors
        found[version] = {finding.rule for finding in report.findings}
    assert "stateful-set-without-headless-service" in found["v1"]
    assert "stateful-set-without-headless-service" not in found["serving.knative.dev/v1"]


@pytest.mark.parametrize(
    ("version", "autoscaled"),
    [("apps/v1", True), ("extensions/v1beta1", True), ("apps.example.com/v1", False)],
)
def test_an_autoscaler_names_a_kind_of_one_group(
    version: str, autoscaled: bool, tmp_path: Path
) -> None:
    text = AUTOSCALED.replace("apps/v1, kind", f"{version}, kind")
    rules = {finding.rule for finding in lint_unit(tmp_path, text).findings}
    assert ("replicas-beside-autoscaler" in rules) == autoscaled


@pytest.mark.parametrize(
    ("patch", "reported"),
    [
        ("target: {group: apps, kind: Deployment}", False),
        ("target: {group: apps.example.com, kind: Deployment}", True),
        ("patch: '{apiVersion: apps/v1, kind: Deployment, metadata: {name: builtin}}'", False),
        ("patch: '{apiVersion: b.io/v1, kind: Deployment, metadata: {name: builtin}}'", True),
    ],
)
def test_a_patch_changes_objects_of_its_group(patch: str, reported: bool, tmp_path: Path) -> None:
    """Nothing is concluded about the replicas of what a patch changes."""
    text = f"resources: [all.yaml]\npatches:\n  - {patch}\n    path: p.txt\n"
    (tmp_path / "kustomization.yaml").write_text(text, encoding="utf-8")
    rules = {finding.rule for finding in lint_unit(tmp_path, AUTOSCALED).findings}
    assert ("replicas-beside-autoscaler" in rules) == reported


KIND_NAME = re.compile(r"(\w+\.)*[A-Z]\w+")
OF_REFERENCES = {
    ("podlint/relations/definitions.py", "each.kind in _CLUSTER_WIDE"),
    ("podlint/relations/definitions.py", "reference.kind != 'ConfigMap'"),
    ("podlint/relations/definitions.py", "reference.kind not in _OF_NAMESPACE"),
    (
        "podlint/relations/definitions.py",
        "(each.kind, each.name) == (reference.kind, reference.name)",
    ),
    ("podlint/relations/definitions.py", "objects.named(reference.kind)"),
    ("podlint/relations/renamed.py", "reference.kind == 'ServiceAccount'"),
    ("podlint/relations/renamed.py", "reference.kind == 'Service'"),
    ("podlint/relations/renamed.py", "reference.kind in _KINDS"),
    ("podlint/targets/static_pod_file.py", "each.kind in _KINDS"),
    ("podlint/targets/static_pod_file.py", "_KINDS[each.kind]"),
    ("rules/references/misspelled_reference.py", "objects.named(reference.kind)"),
    ("rules/references/undefined_config_key.py", "objects.named(reference.kind)"),
    ("rules/volumes/impossible_volume_reference.py", "reference.kind == 'StorageClass'"),
}
"""Where `kind` is that of a `Reference`, which is a qualified one."""


def bare_kinds(tree: ast.Module) -> Iterator[str]:
    """Where a module decides by the kind of an object, and not by its qualified kind."""
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def is_kind(node: ast.expr) -> bool:
        """Whether this is `x.kind`, alone or in a tuple that does not hold `x.group` as well."""
        parts = node.elts if isinstance(node, ast.Tuple) else [node]
        names = [part.attr for part in parts if isinstance(part, ast.Attribute)]
        return "kind" in names and "group" not in names

    def names_kinds(node: ast.expr) -> bool:
        within = [*ast.walk(node)]
        within += [
            found
            for name in within
            if isinstance(name, ast.Name) and name.id in constants
            for found in ast.walk(constants[name.id])
        ]
        texts = [each.value for each in within if isinstance(each, ast.Constant)]
        return any(isinstance(text, str) and KIND_NAME.fullmatch(text) for text in texts)

    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
            kinds = sum(map(is_kind, operands))
            if kinds > 1 or (kinds and any(map(names_kinds, operands))):
                yield ast.unparse(node)
        elif isinstance(node, ast.Subscript) and is_kind(node.slice) and names_kinds(node.value):
            yield ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            known = node.func.attr in ("named", "find") or names_kinds(node.func.value)
            if known and any(map(is_kind, node.args)):
                yield ast.unparse(node)


@pytest.mark.parametrize("folder", ["podlint", "rules"])
def test_no_code_goes_by_a_kind_without_its_group(folder: str) -> None:
    """`validation` gets objects of the nine built-in kinds only; kustomize goes by kinds alone, and
    GitOps objects are found by group and kind.
    """
    spared = [ROOT / "podlint" / name for name in ("validation", "rendering")]
    found = [
        (path.relative_to(ROOT).as_posix(), text)
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not any(each in path.parents for each in spared)
        for text in bare_kinds(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert [each for each in found if each not in OF_REFERENCES] == []


@pytest.mark.parametrize(
    "code",
    [
        'pod.owner.kind == "Job"',
        'obj.kind in ("Job", "CronJob")',
        "pod.owner.kind not in _KINDS",
        "_TABLE[obj.kind]",
        "_TABLE.get(obj.kind)",
        "objects.find(target.kind, name, obj)",
        "(one.kind, one.name) == (two.kind, two.name)",
    ],
)
def test_such_code_would_be_found(code: str) -> None:
    constants = '_KINDS = frozenset(("Job",))\n_TABLE = {"Job": 1}\n'
    assert [*bare_kinds(ast.parse(constants + code))] == [ast.unparse(ast.parse(code))]
    assert not [*bare_kinds(ast.parse(constants + code.replace(".kind", ".qualified_kind")))]
