"""Which Pod Security Standard a Pod is held to, who asks for it, and what is said where."""

from __future__ import annotations

import copy
import re
import textwrap
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest
from pss_sample import recorded

from podlint import Report, lint_objects, lint_paths, lint_text, pss
from podlint.config.config import Config, ConfigError, overridden, parse_config
from podlint.document import load
from podlint.document.field_path import CONTAINER_LISTS, field_text
from podlint.finding.report import Finding
from podlint.models import decode
from podlint.models.namespace import Namespace
from podlint.models.server_defaults import default_pod_security
from podlint.pss import CHECKS
from podlint.reading.file import read_text
from podlint.rule.packs import BUILTIN, load_package
from podlint.testing import findings_of

PREFIX = "pod-security.kubernetes.io/"
RULES = {rule.name: rule for rule in load_package(BUILTIN)}
POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: app
      image: app:1.4
      securityContext: {privileged: true}
"""
TEMPLATE = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: app
          image: app:1.4
          securityContext: {privileged: true}
"""
DEMANDING_RESTRICTED = {
    "may-run-as-root",
    "missing-seccomp-profile",
    "privilege-escalation",
    "undropped-capabilities",
}


def namespace(name: str = "shop", **labels: str) -> str:
    written = {PREFIX + key.replace("_", "-"): value for key, value in labels.items()}
    lines = [f'    {key}: "{value}"' for key, value in written.items()]
    head = f"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}\n"
    return "\n".join([head + "  labels:", *lines]) + "\n---\n" if lines else head + "---\n"


def lint(text: str, **settings: Any) -> Report:
    return lint_text(
        text, config=parse_config({key.replace("_", "-"): v for key, v in settings.items()})
    )


def of_pod_security(report: Report) -> list[Finding]:
    return [each for each in report.findings if RULES[each.rule].subject == "pod_security"]


def rules(report: Report) -> set[str]:
    return {each.rule for each in of_pod_security(report)}


def reason(report: Report) -> str:
    """What the message about the privileged container says of who asks."""
    (finding,) = [each for each in report.findings if each.rule == "privileged-container"]
    said = re.search(r"(?:The Pod violates|Namespace \S+ \w+) .*Pod Security .*", finding.why or "")
    return said[0].removesuffix(".") if said else ""


def test_baseline_is_asked_where_nothing_is_said() -> None:
    report = lint(POD)
    assert rules(report) == {"privileged-container"}
    assert (
        reason(report)
        == "The Pod violates the Pod Security level `baseline:latest`, which podlint checks by default"
    )


def test_a_namespace_that_enforces_refuses_the_pod() -> None:
    report = lint(namespace(enforce="restricted", enforce_version="v1.29") + POD)
    assert rules(report) == DEMANDING_RESTRICTED | {"privileged-container"}
    assert reason(report) == (
        "Namespace `shop` enforces Pod Security `restricted:v1.29`: the API server rejects the Pod"
    )


def test_of_a_template_it_is_the_pods_that_are_refused() -> None:
    report = lint(namespace(enforce="baseline") + TEMPLATE)
    assert reason(report) == (
        "Namespace `shop` enforces Pod Security `baseline:latest`: the API server rejects its Pods"
    )


def test_the_label_is_shown_beside_the_finding() -> None:
    (finding,) = of_pod_security(lint(namespace(enforce="baseline") + POD))
    (related,) = finding.related
    assert related.message == "this label sets the Pod Security level `baseline:latest`"
    assert related.location.span is not None
    assert related.location.span.start_line == 6


def test_each_demand_shows_its_own_label() -> None:
    report = lint(namespace(enforce="baseline", warn="restricted") + POD)
    lines = {
        each.rule: [related.location.span and related.location.span.start_line]
        for each in of_pod_security(report)
        for related in each.related
    }
    assert lines == {rule: [7] for rule in DEMANDING_RESTRICTED} | {"privileged-container": [6]}


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("warn", "warns about violations of Pod Security `restricted:latest`"),
        ("audit", "records violations of Pod Security `restricted:latest` in the audit log"),
    ],
)
def test_a_namespace_that_only_tells(mode: str, words: str) -> None:
    report = lint(namespace(**{mode: "restricted"}) + POD)
    assert rules(report) >= DEMANDING_RESTRICTED
    assert reason(report) == f"Namespace `shop` {words}"


def test_of_several_demands_the_one_that_hurts_most_is_named_once() -> None:
    labels = {"enforce": "baseline", "enforce_version": "v1.24", "warn": "restricted"}
    report = lint(namespace(**labels) + POD)
    assert rules(report) == DEMANDING_RESTRICTED | {"privileged-container"}
    assert "enforces Pod Security `baseline:v1.24`" in reason(report)
    for finding in of_pod_security(report):
        if finding.rule != "privileged-container":
            assert (
                "Namespace `shop` warns about violations of Pod Security `restricted:latest`"
                in (finding.why or "")
            )


def test_warn_follows_enforce() -> None:
    assert not of_pod_security(lint(namespace(enforce="privileged") + POD))
    report = lint(namespace(enforce="privileged", warn="baseline") + POD)
    assert (
        reason(report)
        == "Namespace `shop` warns about violations of Pod Security `baseline:latest`"
    )


def test_labels_that_are_wrong_mean_what_they_mean_to_the_admission_controller() -> None:
    assert "enforces Pod Security `restricted:latest`" in reason(
        lint(namespace(enforce="high") + POD)
    )
    report = lint(namespace(enforce="baseline", enforce_version="1.29") + POD)
    assert "enforces Pod Security `baseline:latest`" in reason(report)
    assert rules(lint(namespace(warn="high") + POD)) == {"unknown-pod-security-level"}


AGENT = """\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      hostPID: true
      containers:
        - name: agent
          image: agent:1.4
          securityContext: {privileged: true}
"""
PLUGIN = """\
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: driver
spec:
  serviceName: driver
  selector:
    matchLabels: {app: driver}
  template:
    metadata:
      labels: {app: driver}
    spec:
      volumes:
        - name: socket
          hostPath: {path: /var/lib/kubelet/plugins/driver}
      containers:
        - name: driver
          image: driver:1.4
          volumeMounts:
            - {name: socket, mountPath: /csi}
"""


@pytest.mark.parametrize("manifest", [AGENT, PLUGIN], ids=["agent", "plug-in"])
def test_pods_that_serve_their_node_are_spared_by_default_alone(manifest: str) -> None:
    assert not of_pod_security(lint(manifest))
    assert of_pod_security(lint(manifest, pod_security="baseline"))
    assert of_pod_security(lint(manifest, profile="strict"))
    assert of_pod_security(lint(manifest, select=["pod_security/*"]))
    enforced = manifest.replace("metadata:\n", "metadata:\n  namespace: shop\n", 1)
    assert of_pod_security(lint(namespace(enforce="baseline") + enforced))


def test_a_part_of_an_agent_is_spared_in_each_profile() -> None:
    """The namespace, with its labels, is that of the DaemonSet."""
    part = f"# podlint: fragment\n{AGENT}"
    assert not of_pod_security(lint(part, profile="strict"))
    assert of_pod_security(lint(part, pod_security="baseline"))
    assert of_pod_security(lint(part.replace("DaemonSet", "Deployment"), profile="strict"))


def test_pods_that_need_not_serve_their_node_are_not_spared() -> None:
    assert rules(lint(AGENT.replace("      hostPID: true\n", ""))) == {"privileged-container"}
    assert rules(lint(AGENT.replace("DaemonSet", "Deployment"))) == {
        "host-namespaces",
        "privileged-container",
    }
    assert rules(lint(PLUGIN.replace("/var/lib/kubelet/", "/var/lib/kubelets/"))) == {
        "host-path-volume"
    }


PATHS = """\
apiVersion: v1
kind: Pod
metadata:
  name: builder
  namespace: shop
spec:
  containers:
    - {name: app, image: "app:1.4"}
  volumes:
    - {name: data, hostPath: {path: /data}}
    - {name: cache, hostPath: {path: /cache}}
    - {name: docker, hostPath: {path: /var/run/docker.sock}}
"""


def test_paths_of_the_node_are_one_finding_unless_each_keeps_the_pod_out() -> None:
    def places(report: Report) -> list[str]:
        return [each.field for each in of_pod_security(report)]

    everywhere = [f"spec.volumes[{index}].hostPath" for index in range(3)]
    report = lint(PATHS)
    assert places(report) == everywhere[:1]
    (finding,) = of_pod_security(report)
    assert "2 `hostPath` volumes (`data`, `cache`)" in finding.message
    assert [each.location.span.start_line for each in finding.related if each.location.span] == [11]
    assert "runtime-socket-volume" in {each.rule for each in report.findings}
    assert places(lint(namespace(enforce="baseline") + PATHS)) == everywhere
    assert places(lint(PATHS, pod_security="baseline")) == everywhere


STRAY_AGENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: agent
spec:
  replicas: 3
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      hostNetwork: true
      hostPID: true
      volumes:
        - {name: proc, hostPath: {path: /proc}}
      containers:
        - name: agent
          image: agent:1.4
          ports: [{containerPort: 6666, hostPort: 6666}]
          securityContext: {privileged: true}
          volumeMounts: [{name: proc, mountPath: /host/proc}]
"""


def test_an_agent_that_no_daemon_set_runs_is_one_finding_by_default_alone() -> None:
    (finding,) = of_pod_security(lint(STRAY_AGENT))
    assert finding.rule == "host-namespaces"
    assert "a DaemonSet" in (finding.help or "")
    each = {"host-namespaces", "host-path-volume", "host-port", "privileged-container"}
    assert each <= rules(lint(STRAY_AGENT, profile="strict"))
    assert each <= rules(lint(STRAY_AGENT, pod_security="baseline"))
    assert rules(lint(STRAY_AGENT.replace("privileged: true", "privileged: false"))) == {
        "host-namespaces",
        "host-path-volume",
    }


PORTS = POD.replace(
    "securityContext: {privileged: true}",
    "ports: [{containerPort: 8080, hostPort: 80}, {containerPort: 8443, hostPort: 443}]",
)


def test_host_ports_of_a_container_are_one_finding_unless_each_keeps_the_pod_out() -> None:
    other = PORTS.replace("443}]", "444}]")
    (finding,) = of_pod_security(lint(other))
    assert "container `app` binds ports 80 and 444 on the node" in finding.message
    assert len(finding.related) == 1
    assert len(of_pod_security(lint(namespace(enforce="baseline") + other))) == 2


def test_a_proxy_on_both_web_ports_of_its_node_is_spared_by_default_alone() -> None:
    assert not of_pod_security(lint(PORTS))
    assert rules(lint(PORTS, profile="strict")) >= {"host-port"}
    assert len(of_pod_security(lint(namespace(enforce="baseline") + PORTS))) == 2


SYSCTL = """\
  initContainers:
    - name: sysctl
      image: busybox:1.37
      command: [sh, -c, "echo set; sysctl -w vm.max_map_count=262144"]
      securityContext: {privileged: true}
"""


def test_what_capabilities_are_not_enough_for_may_be_privileged_by_default_alone() -> None:
    plain = POD.replace("{privileged: true}", "{}")
    server = POD + "      ports: [{containerPort: 2049}]\n"
    for text in (plain + SYSCTL, server):
        assert not of_pod_security(lint(text))
        assert "privileged-container" in rules(lint(text, profile="strict"))
        assert "privileged-container" in rules(lint(namespace(enforce="baseline") + text))
    more = plain + SYSCTL.replace("echo set", "rm -rf /data")
    assert rules(lint(more)) == {"privileged-container"}
    assert rules(lint(plain + SYSCTL + "      restartPolicy: Always\n")) == {"privileged-container"}


def test_a_namespace_without_a_level_says_nothing() -> None:
    assert "by default" in reason(lint(namespace() + POD))
    assert "by default" in reason(lint(namespace(enforce_version="v1.24") + POD))
    assert "the configuration sets" in reason(lint(namespace() + POD, pod_security="baseline"))


def test_another_namespace_says_nothing() -> None:
    assert "by default" in reason(lint(namespace("other", enforce="restricted") + POD))
    nowhere = POD.replace("  namespace: shop\n", "")
    assert "by default" in reason(lint(namespace(enforce="restricted") + nowhere))


def test_the_labels_of_a_base_and_its_patch_count_together() -> None:
    patched = namespace(enforce="baseline") + namespace(enforce="restricted") + POD
    assert "enforces Pod Security `restricted:latest`" in reason(lint(patched))


def test_the_namespace_of_the_unit_counts_whatever_file_is_checked(tmp_path: Path) -> None:
    (tmp_path / "namespace.yaml").write_text(namespace(enforce="restricted").replace("---\n", ""))
    (tmp_path / "pod.yaml").write_text(POD)
    alone = lint_paths([tmp_path / "pod.yaml"])
    assert rules(alone) == DEMANDING_RESTRICTED | {"privileged-container"}
    assert of_pod_security(alone) == of_pod_security(lint_paths([tmp_path]))


def test_a_kustomization_puts_everything_into_its_namespace(tmp_path: Path) -> None:
    (tmp_path / "namespace.yaml").write_text(namespace(enforce="restricted").replace("---\n", ""))
    (tmp_path / "pod.yaml").write_text(POD.replace("  namespace: shop\n", ""))
    assert "by default" in reason(lint_paths([tmp_path]))
    kustomization = tmp_path / "kustomization.yaml"
    kustomization.write_text("namespace: shop\nresources: [namespace.yaml, pod.yaml]\n")
    assert "Namespace `shop` enforces" in reason(lint_paths([tmp_path]))
    exempt = parse_config({"pod-security-exemptions": {"namespaces": ["shop"]}})
    assert not of_pod_security(lint_paths([tmp_path], config=exempt))


def test_objects_given_as_data() -> None:
    (pod,) = load(POD)
    (labels,) = load(namespace(enforce="restricted").replace("---\n", ""))
    assert isinstance(pod.data, dict)
    assert isinstance(labels.data, dict)
    assert rules(lint_objects([labels.data, pod.data])) >= DEMANDING_RESTRICTED


def test_the_configuration_asks() -> None:
    report = lint(POD, pod_security="restricted:v1.29")
    assert rules(report) == DEMANDING_RESTRICTED | {"privileged-container"}
    assert (
        reason(report)
        == "The Pod violates the Pod Security level `restricted:v1.29`, which the configuration sets"
    )
    assert not of_pod_security(lint(POD, pod_security="privileged"))


def test_labels_go_before_the_configuration_and_the_command_line_before_labels() -> None:
    text = namespace(enforce="baseline") + POD
    assert rules(lint(text, pod_security="restricted")) == {"privileged-container"}
    config = overridden(Config(), {"pod-security": "restricted"})
    asked = lint_text(text, config=config)
    assert rules(asked) >= DEMANDING_RESTRICTED
    assert (
        reason(asked)
        == "The Pod violates the Pod Security level `restricted:latest`, which the command line sets"
    )


def test_by_namespace_and_by_path() -> None:
    sections = {"sh*": {"pod-security": "restricted"}}
    assert rules(lint(POD, namespaces=sections)) >= DEMANDING_RESTRICTED
    other = POD.replace("shop", "other")
    assert "by default" in reason(lint(other, namespaces=sections))
    config = parse_config({"paths": {"legacy/": {"pod-security": "privileged"}}})
    assert not of_pod_security(lint_text(POD, name="legacy/pod.yaml", config=config))
    assert of_pod_security(lint_text(POD, name="new/pod.yaml", config=config))


def test_what_is_said_of_a_part_goes_before_what_is_said_of_all() -> None:
    sections = {"shop": {"pod-security": "restricted:v1.29"}}
    report = lint(POD, pod_security="baseline", namespaces=sections)
    assert (
        reason(report)
        == "The Pod violates the Pod Security level `restricted:v1.29`, which the configuration sets"
    )
    report = lint(POD, pod_security="restricted", namespaces={"shop": {"pod-security": "baseline"}})
    assert rules(report) == {"privileged-container"}


def test_exemptions() -> None:
    text = namespace(enforce="restricted") + POD
    assert not of_pod_security(lint(text, pod_security_exemptions={"namespaces": ["shop"]}))
    assert of_pod_security(lint(text, pod_security_exemptions={"namespaces": ["sh*"]}))
    gvisor = text.replace("spec:\n", "spec:\n  runtimeClassName: gvisor\n")
    exempt = {"runtime-classes": ["gvisor"]}
    assert not of_pod_security(lint(gvisor, pod_security_exemptions=exempt))
    assert of_pod_security(lint(text, pod_security_exemptions=exempt))


@pytest.mark.parametrize("value", ["strict", "baseline:1.29", "baseline:", ""])
def test_a_malformed_standard_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match=r"pod-security: .*must be"):
        parse_config({"pod-security": value})


def test_an_unknown_exemption_is_refused() -> None:
    with pytest.raises(
        ConfigError, match="usernames`; expected one of namespaces, runtime-classes"
    ):
        parse_config({"pod-security-exemptions": {"usernames": ["x"]}})


def test_strict_asks_for_one_thing_of_restricted_and_never_twice() -> None:
    bare = POD.replace("      securityContext: {privileged: true}\n", "")
    assert rules(lint(bare)) == set()
    assert rules(lint(bare, profile="strict")) == {"missing-run-as-non-root"}
    held = lint(bare, profile="strict", pod_security="restricted")
    assert rules(held) == DEMANDING_RESTRICTED


def test_a_volume_without_a_source_is_an_empty_dir() -> None:
    text = POD.replace("spec:\n", "spec:\n  volumes:\n    - name: scratch\n")
    assert "restricted-volume-type" not in rules(lint(text, pod_security="restricted"))


def test_host_network_takes_no_host_ports_beside_its_own_finding() -> None:
    text = POD.replace("{privileged: true}", "{}\n      ports: [{containerPort: 80}]")
    text = text.replace("spec:\n", "spec:\n  hostNetwork: true\n")
    assert rules(lint(text)) == {"host-namespaces"}


def test_patches_are_judged_by_what_they_hold() -> None:
    patch = """\
        # podlint: fragment
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: app
                  securityContext:
                    allowPrivilegeEscalation: true
        """
    report = lint(textwrap.dedent(patch), pod_security="restricted")
    assert rules(report) == {"privilege-escalation"}


def test_a_container_of_a_custom_resource_is_judged_by_what_it_holds() -> None:
    workflow = """\
        apiVersion: argoproj.io/v1alpha1
        kind: Workflow
        metadata:
          name: build
        spec:
          templates:
            - name: build
              container:
                image: app:1.4
                securityContext:
                  capabilities: {add: [SYS_ADMIN]}
        """
    (finding,) = of_pod_security(lint(textwrap.dedent(workflow), pod_security="restricted"))
    assert finding.rule == "dangerous-capabilities"
    assert finding.field == "spec.templates[0].container.securityContext.capabilities.add[0]"


def test_privilege_escalation_is_not_mended_where_the_api_server_would_refuse_that() -> None:
    report = lint(namespace(enforce="restricted") + POD)
    (finding,) = [each for each in report.findings if each.rule == "privilege-escalation"]
    assert finding.fix is None
    mild = POD.replace("{privileged: true}", "{readOnlyRootFilesystem: true}")
    report = lint(mild, pod_security="restricted")
    (finding,) = [each for each in report.findings if each.rule == "privilege-escalation"]
    assert finding.fix is not None
    assert not finding.fix.fix.safe  # The Pod runs, and may need it.
    report = lint(namespace(enforce="restricted") + mild)
    (finding,) = [each for each in report.findings if each.rule == "privilege-escalation"]
    assert finding.fix is not None
    assert finding.fix.fix.safe


def test_each_check_has_a_rule() -> None:
    """Every check of the standards is named by the rules, so that no violation stays unsaid."""
    folder = Path(__file__).parents[2] / "rules" / "pod_security"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert all(f'"{check.id}"' in text for check in CHECKS)


@pytest.mark.parametrize("standard", ["baseline:v1.18", "baseline:latest", "restricted:latest"])
def test_every_faulty_place_has_one_finding(standard: str) -> None:
    settings = {"select": ["pod_security/*"], "ignore": ["missing-run-as-non-root"]}
    config = parse_config({"pod-security": standard, **settings})
    level, _, version = standard.partition(":")
    compared = 0
    for pod in islice(whole_pods(), 0, None, 6):
        found = [each.field for each in lint_objects([pod], config=config).findings]
        judged = default_pod_security(pod, template=True)
        violations = pss.evaluate(judged, level, version)
        wanted = {field_text(path) for violation in violations for path in violation.paths}
        assert sorted(found) == sorted(wanted), pod
        compared += len(wanted)
    assert compared > 200


def whole_pods() -> Iterator[dict[str, Any]]:
    """The Pods of the recorded sample with images, but for those that hold null or nothing."""
    for each in recorded():
        pod = {"apiVersion": "v1", "kind": "Pod", **copy.deepcopy(each.pod)}
        spec = pod.get("spec") or {}
        lists = [spec.get(name) or [] for name in CONTAINER_LISTS]
        if lists[0] and all(isinstance(container, dict) for them in lists for container in them):
            for container in chain(*lists):
                container["image"] = "app:1.4"
            yield pod


def test_labels_of_a_namespace_that_is_no_object_of_the_api() -> None:
    (decoded,) = decode(load(namespace(enforce="baseline"))[0])
    assert isinstance(decoded.object, Namespace)
    file = read_text("namespace.yaml", "kind: Namespace\napiVersion: v1\nmetadata: null\n")
    assert len(file.objects) == 1
    for name in (
        "unknown-pod-security-level", "malformed-pod-security-version",
        "unknown-pod-security-label", "warns-less-than-enforced",
    ):  # fmt: skip
        assert not findings_of(RULES[name], file.text)
        assert not findings_of(RULES[name], namespace())
