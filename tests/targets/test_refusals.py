"""The rules of the API server's verdict: nothing is lost, nothing is said twice."""

from __future__ import annotations

import functools
import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from podlint import Config, ConfigError, lint_objects, lint_text
from podlint.cli.arguments import run
from podlint.config.api_server import ClusterSettings
from podlint.document import Document
from podlint.document.field_path import value_at
from podlint.finding.problem import Problem
from podlint.finding.report import Finding
from podlint.finding.severity import Severity
from podlint.models import decode
from podlint.models.workloads import patch_directive
from podlint.rule.packs import BUILTIN, load_package
from podlint.targets.refusal_table import CLOSING, ELSEWHERE, RULES, claim, is_consequence
from podlint.targets.refused import Refused
from podlint.targets.server_words import as_label, as_port_name, span_of
from podlint.targets.submission import Submission
from podlint.targets.submitting import submitted
from podlint.validation import Cluster, pod_errors, validate, warnings

RECORDED = Path(__file__).parents[1] / "golden" / "validation"
KNOWN = {rule.name: rule for rule in load_package(BUILTIN)}
LIBRARY = Cluster(service_account_admission=False, whole=False)
"""The server that `podlint.validation` asks: without admission plugins."""


@functools.cache
def sample(name: str = "sample") -> list[dict[str, Any]]:
    with gzip.open(RECORDED / f"{name}.json.gz") as file:
        return [entry["object"] for entry in json.load(file)]


def submission(obj: dict[str, Any], cluster: Cluster = LIBRARY) -> Submission:
    (decoded,) = decode(Document.of(obj))
    return submitted(decoded, cluster)


def spoken(of: Submission) -> list[tuple[str, Severity, Problem]]:
    """What the rules say about an object."""
    refused = [
        (KNOWN[name], Refused(of, tuple(refusals)))
        for name, places in of.claimed.items()
        if KNOWN[name].target is Refused
        for refusals in places
    ]
    whole = [(rule, of) for rule in KNOWN.values() if rule.target is Submission]
    return [
        (rule.name, rule.severity, problem)
        for rule, target in (*whole, *refused)
        for problem in rule.check(target)
    ]


@pytest.mark.parametrize("part", range(4))
def test_every_error_is_told_once(part: int) -> None:
    for obj in sample()[part::4]:
        of = submission(obj)
        told: dict[Any, list[str]] = defaultdict(list)
        for name, severity, problem in spoken(of):
            assert len(problem.message) <= 120, problem.message
            assert problem.message.isprintable(), problem.message
            if severity is Severity.ERROR and name != "pods-refused-by-api-server":
                told[problem.at.path].append(name)  # type: ignore[union-attr]
        errors = validate(obj)
        deeper = {each.path[:length] for each in errors for length in range(len(each.path))}
        for error in errors:
            rule = claim(of.kind, error, value_at(obj, error.path))
            above = (error.path[:length] for length in range(len(error.path) + 1))
            assert (
                any(path in told for path in above)
                or rule in ELSEWHERE
                or is_consequence(error, deeper)
                or ("`selector` does not match" in error.detail and ("spec", "selector") in told)
            ), (error, obj)
        for path, names in told.items():
            assert len(names) == len(set(names)), (path, names, obj)
            # A node that is named although the Pod waits for gates may have a bad name, too.
            assert (
                len(names) == 1
                or path[-1] == "nodeName"
                or all("resource" in each or "request" in each for each in names)
            )
        assert bool(told) <= bool(errors), (told, obj)


def test_every_rule_speaks_of_something() -> None:
    claimed: Counter[str] = Counter()
    for obj in (*sample(), *sample("rare")):
        for error in validate(obj):
            claimed[claim(obj["kind"], error, None)] += 1
    assert set(RULES) - set(claimed) == {"removed-api-version"}
    assert claimed[CLOSING] < 0.05 * sum(claimed.values())


def test_every_line_of_the_table_names_a_rule() -> None:
    assert set(RULES) <= KNOWN.keys()
    assert set(ELSEWHERE) <= KNOWN.keys()


def test_every_rule_about_what_is_refused_has_a_line() -> None:
    visiting = {rule.name for rule in KNOWN.values() if rule.target is Refused}
    assert visiting == set(RULES) - set(ELSEWHERE)


def test_rules_of_the_models_find_what_is_left_to_them() -> None:
    left: Counter[str] = Counter()
    config = Config(select=ELSEWHERE, cluster=ClusterSettings(service_account_admission=False))
    for obj in sample()[::3]:
        of = submission(obj)
        wanted = {name: of.claimed[name] for name in ELSEWHERE if name in of.claimed}
        if not wanted or patch_directive(of.object):
            continue
        found = Counter(each.rule for each in lint_objects([obj], config=config).findings)
        for name, those in wanted.items():
            left[name] += 1
            told = [them for them in those if not is_named(obj, them[0].value)]
            least = min(1, len(told)) if name.startswith("ephemeral") else len(told)
            assert found[name] >= least, (name, obj)
    assert left["undefined-volume"] > 50
    assert left["ephemeral-containers-in-manifest"]


def is_named(obj: dict[str, Any], name: object) -> bool:
    """Whether some volume has the name, or the mount has none; both are told elsewhere."""
    return not name or any(name == each.get("name") for each in volumes(obj))


def volumes(obj: Any) -> list[dict[str, Any]]:
    found = []
    if isinstance(obj, dict):
        for key, value in obj.items():
            if key == "volumes" and isinstance(value, list):
                found += [each for each in value if isinstance(each, dict)]
            elif key == "volumeClaimTemplates":
                found += [each.get("metadata") or {} for each in value]
            else:
                found += volumes(value)
    return found


@pytest.mark.parametrize("part", range(2))
def test_pods_that_never_appear_and_warnings_are_told(part: int) -> None:
    told: Counter[str] = Counter()
    for obj in sample()[part::8]:
        of = submission(obj)
        if of.unknown or any(fault.kind == "unknown-field" for fault in of.faults):
            continue
        said = spoken(of)
        at_errors = {error.path for error in validate(obj)}
        hidden = {error.path for error in pod_errors(obj)} - at_errors
        names = {p.at.path for name, _, p in said if name == "pods-refused-by-api-server"}  # type: ignore[union-attr]
        assert names == hidden, obj
        places = {p.at.path for _, severity, p in said if severity != "error"}  # type: ignore[union-attr]
        for warning in warnings(obj):
            told["warning"] += 1
            elsewhere = any(each in warning for each in ("fractional", "port", "labelSelector"))
            assert warning.path in places or elsewhere, obj
        told["pod"] += len(hidden)
    assert told["warning"] > 10
    assert told["pod"] > 5


# What a user sees.


def pod(spec: str = "", container: str = "") -> str:
    return (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
        f"{spec}  containers:\n    - name: app\n      image: app:1\n{container}"
    )


def errors_of(text: str, **settings: Any) -> list[Finding]:
    config = Config(select=("validity/*",), **settings)
    return list(lint_text(text, config=config).findings)


def test_a_misspelt_field_is_not_also_missing() -> None:
    text = pod(container="      ports:\n        - ContainerPort: 80\n")
    assert [each.rule for each in errors_of(text)] == ["unknown-field"]


def test_a_misspelt_field_that_is_required_by_its_owner_is_not_also_missing() -> None:
    text = (
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: once}\nspec:\n  template:\n    spec:\n"
        "      RestartPolicy: Never\n      containers: [{name: once, image: once:1}]\n"
    )
    assert [each.rule for each in errors_of(text)] == ["unknown-field"]
    assert [each.rule for each in errors_of(text.replace("      RestartPolicy: Never\n", ""))] == [
        "unsuitable-restart-policy"
    ]


def test_a_misplaced_field_is_not_also_missing() -> None:
    text = (
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: often}\nspec:\n  jobTemplate:\n"
        "    spec:\n      template:\n        spec:\n          restartPolicy: Never\n"
        "          containers: [{name: once, image: once:1}]\nschedule: '@hourly'\n"
    )
    assert [each.rule for each in errors_of(text)] == ["unknown-field"]


def test_values_are_judged_beside_unknown_fields() -> None:
    text = pod("  hostNam: a\n  hostname: A_B\n")
    assert [each.rule for each in errors_of(text)] == ["unknown-field", "invalid-dns-setting"]


def test_what_the_server_ignores_is_no_fault() -> None:
    text = pod("  volumes:\n    - {name: a, emptyDir: {}, nfs: {}}\n")
    assert [each.rule for each in errors_of(text)] == ["several-volume-types"]


def test_text_that_is_filled_in_later_is_not_judged() -> None:
    assert not errors_of(pod("  nodeName: '{{ .Values.node }}'\n  hostname: ${HOST}\n"))


FRAGMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: A_B}\nspec: {replicas: -1}\n"


def test_custom_resources_are_not_submitted() -> None:
    assert not errors_of(FRAGMENT.replace("apps/v1", "example.com/v1"))


def test_of_a_fragment_only_what_is_written_counts() -> None:
    declared = errors_of("# podlint: fragment\n" + FRAGMENT)
    assert [each.field for each in declared] == ["metadata.name", "spec.replicas"]
    assert len(errors_of(FRAGMENT)) > len(declared)


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        (
            "template: {spec: {containers: [{name: a, volumeMounts: [{name: v, mountPath: /v}]}]}}",
            [],
        ),
        ("selector: {matchLabels: {a: b}}, template: {metadata: {labels: {c: d}}}", []),
        ("template: {spec: {containers: [{name: a, livenessProbe: {periodSeconds: 3}}]}}", []),
        ("template: {spec: {containers: [{$patch: delete, name: a}]}}", []),
        ("template: {spec: {containers: [{name: A}]}}", ["spec.template.spec.containers[0].name"]),
        ("strategy: {type: Blue}", ["spec.strategy.type"]),
    ],
)
def test_what_a_fragment_lacks_may_come_from_elsewhere(written: str, fields: list[str]) -> None:
    head = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n"
    found = errors_of(f"# podlint: fragment\n{head}spec: {{{written}}}\n")
    assert [each.field for each in found] == fields


class TestVersions:
    TEXT = pod("  hostAliases:\n    - {ip: 010.1.1.1, hostnames: [a]}\n")

    def test_a_range_names_the_versions_that_refuse(self) -> None:
        refused, warned = errors_of(self.TEXT, kubernetes_version="1.34..1.36")
        assert refused.why == "Kubernetes 1.36 rejects the Pod."
        assert warned.why
        assert warned.why.startswith("Kubernetes 1.34 to 1.35 ")
        (only,) = errors_of(self.TEXT, kubernetes_version="1.34")
        assert only.severity is not Severity.ERROR
        assert only.why
        assert "1.35" not in only.why

    def test_a_version_that_was_not_verified_is_approximate(self) -> None:
        text = pod("  hostname: A_B\n")
        (finding,) = errors_of(text, kubernetes_version="1.32")
        assert finding.why == "The API server of Kubernetes 1.32 (approximated) rejects the Pod."
        (finding,) = errors_of(text, kubernetes_version="1.36")
        assert finding.why == "The API server rejects the Pod."

    def test_newer_fields_are_told_where_the_version_is_named(self) -> None:
        text = pod("  hostnameOverride: web\n")
        (finding,) = errors_of(text, kubernetes_version="1.31..1.36")
        assert finding.rule == "field-unknown-to-version"
        assert "Kubernetes 1.31 to 1.33 does not have" in finding.message
        newest = pod(container="      livenessProbe: {grpc: {port: 80, mode: TLS}}\n")
        assert not errors_of(newest)
        assert errors_of(newest, kubernetes_version="1.36")

    @pytest.mark.parametrize("text", ["1.36..1.31", "latest", "1", "1.30..2.0", "1.1..1.99"])
    def test_what_is_no_version_is_refused(self, text: str) -> None:
        with pytest.raises(ConfigError, match="not a"):
            Config(kubernetes_version=text)

    @pytest.mark.parametrize("text", ["9.99", "1.38", "1.24", "1.30..1.39", "1.20..1.30", "v1.9.3"])
    def test_what_podlint_does_not_know_is_refused(self, text: str) -> None:
        with pytest.raises(ConfigError, match=r"podlint knows 1\.25 to 1\.37"):
            Config(kubernetes_version=text)

    def test_spans_of_versions_in_words(self) -> None:
        assert span_of(("1.31", "1.32", "1.34")) == "1.31 to 1.32 and 1.34"


class TestCluster:
    def test_privileged_containers_may_be_forbidden(self) -> None:
        text = pod(container="      securityContext: {privileged: true}\n")
        assert not errors_of(text)
        (finding,) = errors_of(text, cluster=ClusterSettings(allow_privileged=False))
        assert finding.rule == "invalid-security-context"
        assert finding.field == "spec.containers[0].securityContext.privileged"

    def test_so_may_processes_of_the_node(self) -> None:
        options = "{windowsOptions: {hostProcess: true}}"
        text = pod(f"  hostNetwork: true\n  securityContext: {options}\n")
        assert not errors_of(text)
        (finding,) = errors_of(text, cluster=ClusterSettings(allow_privileged=False))
        assert finding.field == "spec"
        assert "disallowed by cluster policy" in finding.message

    def test_tokens_need_an_account_only_without_the_plugin(self) -> None:
        text = pod(
            "  volumes:\n    - name: token\n      projected:\n        sources:\n"
            "          - serviceAccountToken: {path: token}\n"
        )
        assert not errors_of(text)
        assert errors_of(text, cluster=ClusterSettings(service_account_admission=False))

    @pytest.mark.parametrize(
        ("spec", "fields"),
        [
            ("  priority: 5\n", ["spec.priority"]),
            ("  priority: 0\n  preemptionPolicy: PreemptLowerPriority\n", []),
            ("  preemptionPolicy: Never\n", ["spec.preemptionPolicy"]),
            ("  priorityClassName: batch\n  priority: 5\n  preemptionPolicy: Never\n", []),
            ("  priorityClassName: system-node-critical\n  priority: 2000001000\n", []),
            ("  priorityClassName: system-cluster-critical\n  priority: 1\n", ["spec.priority"]),
        ],
    )
    def test_priorities_are_those_of_known_classes(self, spec: str, fields: list[str]) -> None:
        found = errors_of(pod(spec))
        assert [each.field for each in found] == fields
        assert all("priorityClassName" in (each.help or "") for each in found)

    def test_the_pods_of_a_workload_with_a_priority_never_appear(self) -> None:
        (finding,) = errors_of(
            "apiVersion: batch/v1\nkind: Job\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n"
            "      restartPolicy: Never\n      priority: 5\n"
            "      containers: [{name: app, image: app:1.4}]\n"
        )
        assert finding.rule == "pods-refused-by-api-server"
        assert finding.field == "spec.template.spec.priority"

    @pytest.mark.parametrize(
        ("change", "fields"),
        [
            ("", ["metadata.managedFields[0].manager"]),
            ("operation: Delete", []),
            ("apiVersion: ''", []),
            ("apiVersion: v9", []),
            ("fieldsType: FieldsV2", []),
            ("fieldsV1: {spec: {}}", []),
            ("fieldsV1: null", []),
        ],
    )
    def test_managed_fields_that_cannot_be_read_are_forgotten(
        self, change: str, fields: list[str]
    ) -> None:
        entry = {"operation": "Update", "apiVersion": "v1", "fieldsType": "FieldsV1"}
        entry |= {"fieldsV1": '{"f:spec": {}}', "manager": "m" * 129}
        name, _, value = change.partition(": ")
        written = ", ".join(
            f"{key}: {each}" for key, each in (entry | {name: value}).items() if key
        )
        text = pod().replace("{name: web}", f"{{name: web, managedFields: [{{{written}}}]}}", 1)
        found = [each.field for each in errors_of(text) if "managedFields" in each.field]
        assert found == fields

    def test_feature_gates_can_be_set(self) -> None:
        text = pod("  hostAliases:\n    - {ip: 010.1.1.1, hostnames: [a]}\n")
        off = ClusterSettings(feature_gates={"StrictIPCIDRValidation": False})
        assert not [each for each in errors_of(text, cluster=off) if each.severity == "error"]
        with pytest.raises(ConfigError, match="feature"):
            ClusterSettings(feature_gates={"NoSuchGate": True})


@pytest.mark.parametrize(
    ("text", "label"),
    [("Web_Server", "web-server"), ("myApp", "my-app"), ("a.b", "a-b"), ("___", None)],
)
def test_names_that_are_proposed(text: str, label: str | None) -> None:
    assert as_label(text) == label
    assert as_port_name("prometheus-metrics") is None
    assert label is None or re.fullmatch("[a-z0-9]([-a-z0-9]*[a-z0-9])?", label)


def test_the_command_line_names_the_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pod.yaml"
    path.write_text(pod("  hostnameOverride: web\n"), encoding="utf-8")
    arguments = ["check", str(path), "--isolated", "--select", "validity/*"]
    assert run(arguments) == 0
    assert run([*arguments, "--kubernetes-version", "1.31..1.36"]) == 1
    assert "Kubernetes 1.31 to 1.33 does not have" in capsys.readouterr().out
    assert run([*arguments, "--kubernetes-version", "newest"]) == 2
    assert "not a Kubernetes version such as 1.37: newest" in capsys.readouterr().err


def test_the_label_that_a_selector_misses_is_named() -> None:
    text = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n"
        "  selector: {matchLabels: {app: web, tier: front}}\n  template:\n    metadata:\n"
        "      labels: {app: web}\n    spec:\n      containers: [{name: app, image: app:1}]\n"
    )
    (finding,) = errors_of(text)
    assert finding.help
    assert "tier: front" in finding.help


def test_a_field_that_was_written_further_down_is_not_missing() -> None:
    text = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      selector: {matchLabels: {app: web}}
      containers: [{name: app, image: "app:1"}]
"""
    found = [(each.rule, each.field) for each in errors_of(text)]
    assert ("unknown-field", "spec.template.spec.selector") in found
    assert ("missing-required-field", "spec.selector") not in found


class TestRefusedName:
    """Labels that the server makes from a name are refused with it, and said once."""

    def test_labels_made_from_it_are_not_reported_too(self) -> None:
        text = (
            "apiVersion: batch/v1\nkind: Job\nmetadata: {name: Clean_<node>}\nspec:\n  template:\n"
            "    metadata: {labels: {app: c}}\n"
            "    spec: {restartPolicy: Never, containers: [{name: c, image: 'c:1', command: [c]}]}\n"
        )
        assert [each.rule for each in lint_text(text).findings] == ["invalid-object-name"]

    def test_other_labels_are(self) -> None:
        text = (
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: Web_1}\nspec:\n"
            "  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: }\n"
            "    spec: {containers: [{name: c, image: 'c:1'}]}\n"
        )
        rules = {each.rule for each in lint_text(text).findings}
        assert rules == {"invalid-object-name", "selector-unlike-template"}
