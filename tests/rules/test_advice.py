"""What findings tell the reader to write: it fits what is there, and following it helps."""

from __future__ import annotations

import json

import pytest

from podlint import Config, lint_text
from podlint.document import SetValue
from podlint.finding.report import Finding

POD = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  %s
  containers:
    - {name: app, image: "app:1.4"}
"""
CRON_JOB = """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  %s
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: report, image: "report:7"}]
"""
WINDOWS = """
apiVersion: v1
kind: Namespace
metadata:
  name: old
  labels:
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: %s
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: old}
spec:
  os: {name: windows}
  containers:
    - {name: app, image: "app:1.4"}
"""
ASKS_FOR_SETTINGS = ("missing-seccomp-profile", "privilege-escalation", "undropped-capabilities")


def found(text: str, rule: str) -> list[Finding]:
    return [each for each in lint_text(text).findings if each.rule == rule]


def said(text: str, rule: str) -> list[str]:
    """What the findings of a rule say, message and help together."""
    return [f"{each.message}; {each.help or ''}" for each in found(text, rule)]


@pytest.mark.parametrize(
    ("rule", "kind", "written", "advice"),
    [
        ("invalid-schedule", CRON_JOB, "schedule: 0 0 5 * * *", "Write `0 5 * * *`"),
        ("invalid-schedule", CRON_JOB, "schedule: 0 5 * * * 2030", "such as `0 5 * * 1-5`"),
        ("invalid-schedule", CRON_JOB, "schedule: TZ=UTC 0 5 * * *", "set `spec.timeZone`"),
        (
            "invalid-schedule",
            CRON_JOB,
            "{schedule: 0 5 * * *, timeZone: europe/berlin}",
            "Write `Europe/Berlin`",
        ),
        (
            "invalid-file-mode",
            POD,
            "volumes: [{name: key, secret: {secretName: key, defaultMode: 04755}}]",
            "In octal, 2541 is 4755, whose first digit is not allowed. Set `0755` (in JSON `493`).",
        ),
        (
            "invalid-toleration",
            POD,
            "tolerations: [{key: spot, operator: Exists, value: x}]",
            "Remove `value`, or set `operator: Equal` to tolerate only this value.",
        ),
        (
            "invalid-toleration",
            POD,
            "tolerations: [{key: spot, effect: NoSchedule, tolerationSeconds: 60}]",
            "Set `effect: NoExecute`, or remove `tolerationSeconds`",
        ),
        (
            "invalid-pod-resources",
            POD,
            "resources: {requests: {ephemeral-storage: 1Gi}}",
            "Move it to a container. Pod-level resources can only be `cpu`, `memory` and huge pages.",
        ),
        (
            "invalid-pod-resources",
            POD,
            "os: {name: windows}\n  resources: {requests: {cpu: 1}}",
            "Move the resources to the containers.",
        ),
        (
            "invalid-resource-claim",
            POD,
            "resources: {claims: [{name: gpu}]}\n  resourceClaims: [{name: gpu, resourceClaimName: a}]",
            "Move `claims` to the `resources` of the containers.",
        ),
        (
            "hook-on-init-container",
            POD,
            "initContainers: [{name: a, image: a, lifecycle: {postStart: {sleep: {seconds: 1}}}}]",
            "in an init container before this container. Set `restartPolicy: Always` only for a sidecar.",
        ),
        (
            "host-path-volume",
            POD,
            "volumes: [{name: a, hostPath: {path: /dev/log}}, {name: b, hostPath: {path: /etc/ssl/}}]",
            "Log to standard output instead of `/dev/log`, and use the CA certificates of the image",
        ),
        (
            "host-path-volume",
            POD,
            "volumes: [{name: log, hostPath: {path: /dev/log}}, {name: a, hostPath: {path: /srv}}]",
            "Use an `emptyDir` or a PersistentVolumeClaim.",
        ),
        (
            "removed-volume-plugin",
            POD,
            "volumes: [{name: data, rbd: {monitors: [ceph], image: data}}]",
            "Use a `csi` volume with the driver `rbd.csi.ceph.com`",
        ),
        (
            "removed-volume-plugin",
            POD,
            "volumes: [{name: data, flocker: {datasetName: data}}]",
            "Move the data to other storage. Flocker has no CSI driver.",
        ),
        (
            "removed-volume-plugin",
            POD,
            "volumes: [{name: code, gitRepo: {repository: https://git.example.com/web}}]",
            "Use an init container to clone the repository into an `emptyDir` volume",
        ),
    ],
)
def test_the_advice_fits_the_fault(rule: str, kind: str, written: str, advice: str) -> None:
    inline = written.startswith("{")
    text = kind % (written[1:-1].replace(", timeZone", "\n  timeZone") if inline else written)
    (message,) = said(text, rule)
    assert advice in message


def test_a_missing_selector_is_given() -> None:
    deployment = """
apiVersion: extensions/v1beta1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: "app:1.4"}]}
"""
    (message,) = said(deployment, "missing-required-field")
    assert "Add `selector: {matchLabels: {app: web}}`" in message
    long = deployment.replace("{app: web}", f"{{example.com/{'x' * 60}: {'y' * 60}}}")
    (message,) = said(long, "missing-required-field")
    assert (
        "Add `spec.selector.matchLabels` with labels from `spec.template.metadata.labels`."
        in message
    )


def test_a_limit_above_that_of_the_pod_is_to_be_lowered() -> None:
    pod = POD % "resources: {limits: {cpu: 1}}"
    limits = 'image: "app:1.4", resources: {limits: {cpu: 2}}'
    (message,) = said(pod.replace('image: "app:1.4"', limits), "invalid-resource-amount")
    assert "Lower `cpu` to 1, or raise the Pod's limit." in message


def test_a_missing_kind_is_told_from_the_shape_if_the_version_has_it() -> None:
    (message,) = said(POD.replace("kind: Pod\n", "") % "", "unknown-kind")
    assert "Write `kind: Pod`." in message
    elsewhere = POD.replace("kind: Pod\n", "").replace("v1", "apps/v1") % ""
    (message,) = said(elsewhere, "unknown-kind")
    assert "kind is missing; Set the kind of the object, for example `kind: Deployment`." in message


def test_a_capability_that_harms_only_neighbours_is_called_so() -> None:
    labels = "{pod-security.kubernetes.io/warn: baseline}"
    space = f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {labels}}}\n---"
    adds = 'image: "app:1.4", securityContext: {capabilities: {add: [%s]}}'
    text = space + POD.replace("{name: web}", "{name: web, namespace: shop}") % ""
    (mild,) = found(text.replace('image: "app:1.4"', adds % "NET_RAW"), "dangerous-capabilities")
    (grave,) = found(text.replace('image: "app:1.4"', adds % "SYS_ADMIN"), "dangerous-capabilities")
    assert "disturb other Pods on its node" in (mild.why or "")
    assert "use the capability to gain access to the node" in (grave.why or "")


def test_a_target_of_another_api_is_corrected_with_its_version() -> None:
    text = """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 5
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: web}
spec:
  template:
    spec: {containers: [{name: app, image: "app:1.4"}]}
"""
    (finding,) = found(text, "autoscaler-of-other-kind")
    assert finding.fix
    values = [edit.value for edit in finding.fix.fix.edits if isinstance(edit, SetValue)]
    assert values == ["Rollout", "argoproj.io/v1alpha1"]


@pytest.mark.parametrize("rule", ASKS_FOR_SETTINGS)
def test_windows_is_not_told_to_set_what_it_does_not_have(rule: str) -> None:
    (finding,) = found(WINDOWS % "v1.24", rule)
    said_of_it = f"{finding.message} {finding.help or ''}"
    assert (
        "Set the label `pod-security.kubernetes.io/warn-version` to `v1.25` or newer" in said_of_it
    )
    assert finding.fix is None
    assert said(WINDOWS % "v1.25", rule) == []


def test_long_names_of_volumes_are_cut() -> None:
    names = ("a" * 63, *(f"{'b' * 60}-{number}" for number in range(11)))
    volumes = ", ".join(f"{{name: {name}, hostPath: {{path: /srv}}}}" for name in names)
    (finding,) = found(POD % f"volumes: [{volumes}]", "host-path-volume")
    assert finding.message.startswith("12 `hostPath` volumes (`aaaa")
    assert len(finding.message) <= 120


def test_volumes_of_the_node_are_allowed_as_the_message_says() -> None:
    pod = POD % "volumes: [{name: log, hostPath: {path: /srv/log}}]"
    (message,) = said(pod, "host-path-volume")
    assert "set the Namespace label `pod-security.kubernetes.io/enforce: privileged`" in message
    labels = "{pod-security.kubernetes.io/enforce: privileged}"
    space = f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: logs, labels: {labels}}}\n---"
    text = space + pod.replace("{name: web}", "{name: web, namespace: logs}")
    assert said(text, "host-path-volume") == []


def test_a_replication_controller_without_labels_is_told_to_label_its_template() -> None:
    controller = """
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  template:
    %sspec: {containers: [{name: app, image: "app:1.4"}]}
"""
    (finding,) = found(controller % "", "invalid-workload-selector")
    assert finding.help
    assert "Add labels to `spec.template.metadata.labels`" in finding.help
    assert (
        said(controller % "metadata: {labels: {app: web}}\n    ", "invalid-workload-selector") == []
    )


@pytest.mark.parametrize(
    ("rule", "command", "field"),
    [
        ("log-file-not-shared", ["tail", "-F", "/logs/a.log"], "command[2]"),
        ("log-file-not-shared", ["sh", "-c", "tail -F /logs/'a'.log"], "command"),
        ("write-to-read-only-volume", ["chmod", "600", "/keys/a.pem"], "command[2]"),
        ("write-to-read-only-volume", ["sh", "-c", "chmod 600 /keys/'a'.pem"], "command"),
    ],
)
def test_a_path_is_shown_where_it_is_written_or_with_its_command(
    rule: str, command: list[str], field: str
) -> None:
    text = f"""
apiVersion: v1
kind: Pod
metadata: {{name: web}}
spec:
  volumes:
    - {{name: logs, emptyDir: {{}}}}
    - {{name: keys, secret: {{secretName: keys}}}}
  containers:
    - {{name: app, image: "app:1.4", volumeMounts: [{{name: logs, mountPath: /logs}}]}}
    - name: reader
      image: app:1.4
      command: {json.dumps(command)}
      volumeMounts: [{{name: keys, mountPath: /keys}}]
"""
    (finding,) = found(text, rule)
    assert finding.field == f"spec.containers[1].{field}"


@pytest.mark.parametrize("spec", ["", "spec: {}", "spec: {maxReplicas: 5}"])
def test_an_autoscaler_without_a_target_is_only_incomplete(spec: str) -> None:
    deployment = POD.replace("kind: Pod", "kind: Deployment") % "replicas: 3"
    text = f"""
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {{name: web}}
{spec}
---{deployment}"""
    report = lint_text(text)
    assert not [each for each in report.findings if "autoscaler" in each.rule]


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("1.33", None),
        ("1.36", "do not count. "),
        ("1.33..1.37", "do not count in Kubernetes 1.34 to 1.36. "),
        (None, None),
    ],
)
def test_versions_in_which_resources_of_the_pod_make_it_best_effort(
    version: str | None, why: str | None
) -> None:
    text = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  resources: {}
  containers: [{name: app, image: "app:1", resources: {limits: {cpu: 1, memory: 1Gi}}}]
"""
    config = Config(select=("best-effort-by-pod-resources",), kubernetes_version=version)
    found = [each.why or "" for each in lint_text(text, config=config).findings]
    assert len(found) == (why is not None)
    assert all(str(why) in each for each in found)
