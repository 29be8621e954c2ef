"""Custom resources: which are known, how much of them is judged, and those a project adds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import podlint
from podlint.cli.project import read_config
from podlint.config.config import Config, ConfigError, parse_config
from podlint.document import load
from podlint.document.json_path import _plain_steps
from podlint.finding.report import Report
from podlint.pods.custom_resource_table import TABLE, WHOLE
from podlint.rule.packs import BUILTIN, load_package

GOLDEN = Path(__file__).parents[1] / "golden" / "custom_resources.tsv"

NOT_PODS = {
    "auto.gke.io/WorkloadAllowlist": "a pattern for Pods",
    "chainsaw.kyverno.io/StepTemplate": "whole objects of any kind",
    "chainsaw.kyverno.io/Test": "whole objects of any kind",
    "config/MyKind": "an example of kustomize",
    "helm.toolkit.fluxcd.io/HelmRelease": "values of a chart",
    "jingfang.example.com/MyKind": "an example of kustomize",
    "kubevirt.io/VirtualMachine": "an image to boot from, no container",
    "kubevirt.io/VirtualMachineInstance": "an image to boot from, no container",
    "policy.open-cluster-management.io/Policy": "whole objects of any kind",
    "skaffold/Config": "no object of a cluster",
}
"""Kinds that were found to hold something like a container, and why they are not in the table."""

LEFT_OUT = {
    ("opentelemetry.io/OpenTelemetryCollector", "spec:container"): "no container, it has a few fields",
    ("tekton.dev/TaskRun", "status.taskSpec.steps[*]:container"): "status is nothing one writes",
    ("tekton.dev/TaskRun", "status.taskSpec.sidecars[*]:container"): "status is nothing one writes",
}  # fmt: skip


def recorded() -> list[tuple[str, str]]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(f"{group}/{kind}", path) for group, kind, path in rows]


def expression(path: str) -> re.Pattern[str]:
    """What a JSONPath of the table matches among paths: `*` also any one key that is written."""
    parts = re.findall(r"\[\*\]|\.|\*|[^.\[*]+", path)
    names = {"[*]": r"\[\*\]", "*": r"[^.\[]+"}
    return re.compile("".join(names.get(part, re.escape(part)) for part in parts))


def covered(kind: str, path: str) -> bool:
    paths = TABLE.get(kind, {})
    path, _, form = path.partition(":")
    if form:
        return any(expression(each).fullmatch(path) for each in paths.get("containers", ()))
    holders = [*paths.get("pods", ()), *paths.get("overlays", ())]
    return any(
        expression(each + suffix).fullmatch(path) for each in holders for suffix in ("", ".spec")
    )


@pytest.mark.parametrize(("kind", "path"), recorded())
def test_every_recorded_path_is_in_the_table(kind: str, path: str) -> None:
    left_out = kind in NOT_PODS or (kind, path) in LEFT_OUT
    assert covered(kind, path) != left_out


def test_the_table_needs_no_library() -> None:
    for kind, paths in TABLE.items():
        assert re.fullmatch(r"[a-z0-9.-]+\.[a-z0-9.-]+/[A-Za-z]+", kind), kind
        for path in (path for form in paths.values() for path in form):
            assert _plain_steps(path), path


def test_it_is_looked_at_only_for_custom_resources() -> None:
    code = (
        "import sys, podlint; podlint.lint_text('apiVersion: {}\\nkind: X\\n'); "
        "sys.exit('podlint.pods.custom_resource_table' in sys.modules)"
    )
    for version, code_wanted in (("apps/v1", 0), ("v1", 0), ("ray.io/v1", 1)):
        run = subprocess.run([sys.executable, "-c", code.format(version)], check=False)
        assert run.returncode == code_wanted, version


def lint(text: str, **settings: Any) -> Report:
    return podlint.lint_text(text, config=Config.model_validate(settings))


def said(report: Report) -> set[tuple[str, str]]:
    return {(each.rule, each.field) for each in report.findings}


ROLLOUT = """\
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
spec:
  strategy: {canary: {steps: [{setWeight: 20}]}}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: app
          image: app:1.4
          imagePullPolcy: Always
          volumeMounts:
            - {name: data, mountPath: /data}
"""


def test_a_pod_template_is_judged_like_that_of_a_deployment() -> None:
    report = lint(ROLLOUT)
    assert report.skipped == ()
    assert report.pods == 1
    assert said(report) == {
        ("unknown-field", "spec.template.spec.containers[0].imagePullPolcy"),
        ("undefined-volume", "spec.template.spec.containers[0].volumeMounts[0].name"),
    }
    (unknown,) = (each for each in report.findings if each.rule == "unknown-field")
    assert unknown.location.span == (14, 11, 14, 25)
    assert str(unknown.object) == "Rollout/web"
    assert unknown.container == "app"


def test_what_is_not_a_pod_is_not_judged() -> None:
    assert said(lint(ROLLOUT.replace("strategy:", "stratgy:"))) == said(lint(ROLLOUT))


def test_data_give_the_same_findings() -> None:
    report = podlint.lint_objects([load(ROLLOUT)[0].data])
    assert said(report) == said(lint(ROLLOUT))


IMAGE = "          image: app:1.4\n"


def test_an_incomplete_template_is_no_whole_pod_where_a_controller_completes_it() -> None:
    text = ROLLOUT.replace("argoproj.io/v1alpha1", "apps.openshift.io/v1")
    report = lint(text.replace("Rollout", "DeploymentConfig").replace(IMAGE, ""))
    assert {rule for rule, _ in said(report)} == {"unknown-field"}


def test_an_incomplete_template_lacks_an_image_where_nothing_completes_it() -> None:
    report = lint(ROLLOUT.replace(IMAGE, ""))
    missing = [each for each in report.findings if each.rule == "missing-image"]
    assert [each.message for each in missing] == ["container `app` has no image"]
    assert missing[0].why == "The API server rejects the Pods of the Rollout."
    assert said(lint(ROLLOUT.replace("app:1.4", '""'))) == said(report)
    # The rest is judged as in a Deployment.
    assert said(report) == {*said(lint(ROLLOUT)), ("missing-image", missing[0].field)}


BARE = {"containers": [{"name": "app"}], "initContainers": [{"name": "init", "image": "init:1"}]}
IMAGELESS = {
    "argoproj.io/Rollout": {"template": {"spec": BARE}},
    "argoproj.io/AnalysisTemplate": {
        "metrics": [{"provider": {"job": {"spec": {"template": {"spec": BARE}}}}}]
    },
    "jobset.x-k8s.io/JobSet": {
        "replicatedJobs": [{"template": {"spec": {"template": {"spec": BARE}}}}]
    },
    "apps.kruise.io/DaemonSet": {"template": {"spec": BARE}},
    "batch.volcano.sh/Job": {"tasks": [{"template": {"spec": BARE}}]},
    "keda.sh/ScaledJob": {"jobTargetRef": {"template": {"spec": BARE}}},
    "kubeflow.org/MPIJob": {"mpiReplicaSpecs": {"Launcher": {"template": {"spec": BARE}}}},
    "serving.knative.dev/Service": {"template": {"spec": BARE}},
    "ray.io/RayCluster": {"headGroupSpec": {"template": {"spec": BARE}}},
    "apps.openshift.io/DeploymentConfig": {"template": {"spec": BARE}},
    "elasticsearch.k8s.elastic.co/Elasticsearch": {"nodeSets": [{"podTemplate": {"spec": BARE}}]},
    "flink.apache.org/FlinkDeployment": {"podTemplate": {"spec": BARE}},
    "kueue.x-k8s.io/Workload": {"podSets": [{"template": {"spec": BARE}}]},
    "monitoring.coreos.com/Prometheus": BARE,
    "flow.volcano.sh/JobTemplate": {"tasks": [{"template": {"spec": BARE}}]},
}


@pytest.mark.parametrize("kind", IMAGELESS)
def test_images_that_a_controller_supplies_are_not_missing(kind: str) -> None:
    group, _, name = kind.partition("/")
    obj = {"apiVersion": f"{group}/v1", "kind": name, "metadata": {"name": "a"}}
    report = podlint.lint_objects([{**obj, "spec": IMAGELESS[kind]}])
    missing = [each.field for each in report.findings if each.rule == "missing-image"]
    assert bool(missing) == (kind in WHOLE)
    assert all(each.endswith("containers[0].image") for each in missing)
    assert len(missing) <= 1


def test_whole_kinds_are_in_the_table() -> None:
    assert TABLE.keys() > WHOLE


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("form", ["pods", "overlays"])
def test_a_project_says_whose_images_must_be_written(form: str, whole: bool) -> None:
    kinds = [{"group": "example.com", "kind": "Farm", form: ["spec.template"], "whole": whole}]
    text = ROLLOUT.replace("argoproj.io", "example.com").replace("Rollout", "Farm")
    report = lint(text.replace(IMAGE, ""), **{"custom-resources": kinds})
    assert ("missing-image" in {rule for rule, _ in said(report)}) == whole


def test_a_part_of_a_custom_resource_may_lack_an_image(tmp_path: Path) -> None:
    text = ROLLOUT.replace(IMAGE, "")
    (tmp_path / ".git").mkdir()
    (tmp_path / "rollout-patch.yaml").write_text(text)
    (tmp_path / "marked.yaml").write_text("# podlint: fragment\n" + text)
    assert {each.rule for each in podlint.lint_paths([tmp_path]).findings} == {"unknown-field"}


def test_an_incomplete_custom_resource_that_no_kustomization_takes_in(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "web.yaml").write_text(ROLLOUT.replace(IMAGE, ""))
    (tmp_path / "app.yaml").write_text(ROLLOUT.replace(IMAGE, "").replace("name: web", "name: app"))
    (tmp_path / "kustomization.yaml").write_text(
        "resources: [app.yaml]\npatches: [{path: patch.json, target: {name: app}}]\n"
    )
    (tmp_path / "patch.json").write_text('[{"op": "add", "path": "/metadata/labels", "value": {}}]')
    found = podlint.lint_paths([tmp_path]).findings
    wrong = [each for each in found if each.rule in ("missing-image", "incomplete-object")]
    assert [(each.rule, each.location.path.rpartition("/")[2]) for each in wrong] == [
        ("missing-image", "app.yaml"),
        ("incomplete-object", "web.yaml"),
    ]
    assert wrong[1].why == "If you apply this file, the API server rejects the Pods of the Rollout."


def test_a_patch_is_no_whole_object() -> None:
    report = lint(ROLLOUT + "            - {$patch: delete, mountPath: /old}\n")
    assert "undefined-volume" not in {rule for rule, _ in said(report)}


@pytest.mark.parametrize(("form", "count"), [("pods", 1), ("overlays", 0)])
def test_a_service_may_select_its_pods(tmp_path: Path, form: str, count: int) -> None:
    ports = "          ports: [{containerPort: 80}]\n"
    (tmp_path / "web.yaml").write_text(
        ROLLOUT.replace("          imagePullPolcy: Always\n", ports)
        + "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
        "spec: {selector: {app: web}, ports: [{port: 8080}]}\n"
    )
    kinds = [{"group": "argoproj.io", "kind": "Rollout", form: ["spec.template"]}]
    config = Config.model_validate({"custom-resources": kinds, "select": ["references/*"]})
    report = podlint.lint_paths([tmp_path], config=config)
    assert [each.rule for each in report.findings] == ["service-port-not-open"] * count


def test_a_list_holds_custom_resources() -> None:
    items = "".join(f"    {line}\n" for line in ROLLOUT.splitlines())
    report = lint("apiVersion: v1\nkind: List\nitems:\n  -\n" + items)
    assert said(report) == said(lint(ROLLOUT))
    assert {each.pointer.split("/")[1] for each in report.findings} == {"items"}


PROMETHEUS = """\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: k8s
spec:
  image: quay.io/prometheus/prometheus:v3.0.0
  replica: 2
  hostPID: true
  resources: {requests: {memory: 400m}}
  containers:
    - name: prometheus
      securityContext: {privileged: true, runAsUsr: 1}
      volumeMounts: [{name: written-by-the-operator, mountPath: /x}]
  volumes:
    - name: data
      emptydir: {}
"""


def test_of_an_overlay_only_what_is_there_is_judged() -> None:
    assert said(lint(PROMETHEUS)) == {
        ("host-namespaces", "spec.hostPID"),
        ("privileged-container", "spec.containers[0].securityContext.privileged"),
        ("unknown-field", "spec.containers[0].securityContext.runAsUsr"),
        ("unknown-field", "spec.volumes[0].emptydir"),
    }


def test_a_template_that_is_an_overlay_has_no_fields_of_its_own() -> None:
    text = """\
        apiVersion: kibana.k8s.elastic.co/v1
        kind: Kibana
        metadata: {name: k}
        spec:
          podTemplate:
            spec:
              count: 1
              containers:
                - name: kibana
                  env: [{value: x}]
        """
    assert said(lint(text)) == {("unknown-field", "spec.podTemplate.spec.count")}


WORKFLOW = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: hello-
spec:
  entrypoint: main
  templates:
    - name: main
      container:
        image: k8s.gcr.io/busybox
        command: [echo]
        imagePullPolcy: Always
        livenessProbe: {}
      sidecars:
        - name: proxy
          image: nginx:1.27
          mirrorVolumeMounts: true
          securityContext: {privileged: true}
    - name: second
      script:
        image: python:3.12
        source: print(1)
        securityContext: {privileged: true}
    - name: third
      steps: [[{name: a, template: main}]]
"""


def test_containers_are_judged_one_by_one() -> None:
    report = lint(WORKFLOW)
    assert said(report) == {
        ("deprecated-registry", "spec.templates[0].container.image"),
        ("unknown-field", "spec.templates[0].container.imagePullPolcy"),
        ("privileged-container", "spec.templates[0].sidecars[0].securityContext.privileged"),
        ("privileged-container", "spec.templates[1].script.securityContext.privileged"),
    }
    messages = {each.message.partition(" runs in ")[0] for each in report.findings}
    assert {"container `proxy`", "container `script`"} <= messages


def test_a_kind_without_pods_is_skipped_with_the_reason() -> None:
    text = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: a}\nspec: {templates: []}\n"
    assert [each.reason for each in lint(text).skipped] == []
    text = text.replace("spec: {templates: []}", "spec: ").replace("Workflow", "AppProject")
    assert [each.reason for each in lint(text).skipped] == ["no Pods in kind AppProject"]


@pytest.mark.parametrize(
    "spec", ["", "spec: x\n", "spec: []\n", "spec: {template: [1], templates: x}\n"]
)
@pytest.mark.parametrize("kind", ["Rollout", "Workflow", "Experiment"])
def test_nonsense_does_no_harm(kind: str, spec: str) -> None:
    lint(f"apiVersion: argoproj.io/v1\nkind: {kind}\nmetadata: {{name: a}}\n{spec}")


def test_a_group_is_part_of_a_kind() -> None:
    job = """\
        apiVersion: {}
        kind: Job
        metadata: {{name: a}}
        spec:
          tasks:
            - template:
                spec:
                  containers:
                    - {{name: a, image: "a:1", hostport: 1}}
        """
    assert said(lint(job.format("batch.volcano.sh/v1alpha1"))) == {
        ("unknown-field", "spec.tasks[0].template.spec.containers[0].hostport"),
    }
    assert ("unknown-field", "spec.tasks") in said(lint(job.format("batch/v1")))


OWN = {"group": "example.com", "kind": "Farm"}


def test_a_project_may_add_kinds() -> None:
    text = ROLLOUT.replace("argoproj.io/v1alpha1", "example.com/v3").replace("Rollout", "Farm")
    assert [each.reason for each in lint(text).skipped] == ["unknown kind: Farm (example.com)"]
    report = lint(text, **{"custom-resources": [{**OWN, "pods": ["spec.template"]}]})
    assert said(report) == said(lint(ROLLOUT))
    filtered = "spec.template.spec.containers[?(@.name == 'app')]"
    report = lint(text, **{"custom-resources": [{**OWN, "containers": [filtered]}]})
    assert said(report) == {("unknown-field", "spec.template.spec.containers[0].imagePullPolcy")}


def test_a_path_may_lead_to_a_pod_spec_or_to_a_whole_pod() -> None:
    text = ROLLOUT.replace("argoproj.io/v1alpha1", "example.com/v3").replace("Rollout", "Farm")
    report = lint(text, **{"custom-resources": [{**OWN, "pods": ["spec.template.spec"]}]})
    assert said(report) == said(lint(ROLLOUT))
    whole = text.replace("  template:\n", "  template:\n    apiVersion: v1\n    kind: Pod\n")
    report = lint(whole, **{"custom-resources": [{**OWN, "pods": ["spec.template"]}]})
    assert said(report) == said(lint(ROLLOUT))


@pytest.mark.parametrize(
    "path", ["spec.template.spec.containers[*]", "spec.template.spec.containers"]
)
def test_a_path_to_a_list_means_its_items(path: str) -> None:
    text = ROLLOUT.replace("argoproj.io/v1alpha1", "example.com/v3").replace("Rollout", "Farm")
    report = lint(text, **{"custom-resources": [{**OWN, "containers": [path]}]})
    assert said(report) == {("unknown-field", "spec.template.spec.containers[0].imagePullPolcy")}


def test_what_a_project_says_of_a_kind_goes_before_the_table() -> None:
    kinds = [{"group": "argoproj.io", "kind": "Rollout", "overlays": ["spec.template"]}]
    assert {rule for rule, _ in said(lint(ROLLOUT, **{"custom-resources": kinds}))} == {
        "unknown-field"
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("group: a.b\n    kind: C", ":2:5: custom-resources.0: must have at least one of pods"),
        ("group: a.b\n    kind: C\n    paths: [x]", ":4:5: unknown setting `custom-resources.0.paths`; expected one of containers, group, kind, overlays, pods"),
        ("group: a.b\n    kind: C\n    pods: [a, 'b[']", ":4:15: custom-resources.0.pods.1: 'b[' is not a JSONPath"),
        ("group: a.b/v1\n    kind: C\n    pods: [a]", ":2:5: custom-resources.0.group: "),
        ("kind: C\n    pods: [a]", ":2:5: custom-resources.0.group: this setting is required"),
    ],
)  # fmt: skip
def test_faults_of_the_setting_have_a_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / ".podlint.yaml"
    path.write_text(f"custom-resources:\n  - {text}\n")
    with pytest.raises(ConfigError) as raised:
        read_config(path, load_package(BUILTIN))
    assert str(raised.value).startswith(f"{path}{message}")


def test_the_setting_in_toml() -> None:
    import tomllib

    data = tomllib.loads(
        "[[custom-resources]]\ngroup = 'example.com'\nkind = 'Farm'\npods = ['spec.template']\n"
    )
    (kind,) = parse_config(data).custom_kinds
    assert (kind.group, kind.kind, kind.pods) == ("example.com", "Farm", ("spec.template",))
