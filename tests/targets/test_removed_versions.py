"""API versions that are gone, of kinds beside workloads."""

from __future__ import annotations

import pytest

from podlint import Config, lint_text


def found(version: str, kind: str, kubernetes: str | None = None) -> list[tuple[str, str | None]]:
    text = f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n"
    config = Config(kubernetes_version=kubernetes) if kubernetes else Config()
    findings = lint_text(text, config=config).findings
    return [(each.message, each.help) for each in findings if each.rule == "removed-api-version"]


@pytest.mark.parametrize(
    ("version", "kind", "successor"),
    [
        ("policy/v1beta1", "PodDisruptionBudget", "policy/v1"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler", "autoscaling/v2"),
        ("extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1"),
        ("rbac.authorization.k8s.io/v1beta1", "Role", "rbac.authorization.k8s.io/v1"),
        ("batch/v1beta1", "CronJob", "batch/v1"),
    ],
)
def test_the_successor_is_named(version: str, kind: str, successor: str) -> None:
    assert (
        f"`apiVersion: {version}` has no kind `{kind}`",
        f"Write `apiVersion: {successor}`.",
    ) in found(version, kind)


def test_other_fields_are_mentioned() -> None:
    ((_, advice),) = found("extensions/v1beta1", "Ingress")
    assert advice == "Write `apiVersion: networking.k8s.io/v1`, and adapt the fields."


@pytest.mark.parametrize(
    ("version", "kind", "spec", "safe"),
    [
        ("batch/v1beta1", "CronJob", "{}", True),
        ("apps/v1beta2", "DaemonSet", "{}", True),
        ("apps/v1beta1", "Deployment", "{}", False),
        ("extensions/v1beta1", "DaemonSet", "{}", False),
        ("policy/v1beta1", "PodDisruptionBudget", "{selector: {matchLabels: {a: b}}}", True),
        ("policy/v1beta1", "PodDisruptionBudget", "{selector: {}}", False),
        ("policy/v1beta1", "PodDisruptionBudget", "{selector: {matchLabels: {}}}", False),
        ("policy/v1beta1", "PodDisruptionBudget", "{}", False),
        ("extensions/v1beta1", "NetworkPolicy", "{}", False),
        ("v7", "Service", "{}", False),
        ("networking.k8s.io/v1beta1", "Ingress", "{}", None),
        ("autoscaling/v2beta1", "HorizontalPodAutoscaler", "{}", None),
    ],
)
def test_a_fix_is_safe_if_the_new_version_is_the_same(
    version: str, kind: str, spec: str, safe: bool | None
) -> None:
    text = f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\nspec: {spec}\n"
    (finding,) = lint_text(text, config=Config(select=("removed-api-version",))).findings
    assert (finding.fix and finding.fix.fix.safe) == safe


def test_a_kind_that_is_gone_has_none() -> None:
    ((_, advice),) = found("policy/v1beta1", "PodSecurityPolicy")
    assert advice == "Remove the object. Pod Security labels on Namespaces replace it."


@pytest.mark.parametrize(
    ("kubernetes", "number"), [("1.25", 0), ("1.26", 1), ("1.25..1.27", 1), ("1.36", 1)]
)
def test_the_version_of_kubernetes_decides(kubernetes: str, number: int) -> None:
    assert len(found("autoscaling/v2beta2", "HorizontalPodAutoscaler", kubernetes)) == number


def test_what_is_served_is_left_alone() -> None:
    assert found("policy/v1", "PodDisruptionBudget") == []
    assert found("networking.k8s.io/v1beta1", "ServiceCIDR") == []
    assert found("example.com/v1beta1", "PodDisruptionBudget") == []


@pytest.mark.parametrize(
    ("version", "kind", "served"),
    [
        ("v7", "Service", "v1"),
        ("v1beta3", "ConfigMap", "v1"),
        ("v2", "Namespace", "v1"),
        ("v7", "Node", "v1"),
        ("autoscaling/v9", "HorizontalPodAutoscaler", "autoscaling/v2"),
        ("policy/v2", "PodDisruptionBudget", "policy/v1"),
        ("networking.k8s.io/v2", "Ingress", "networking.k8s.io/v1"),
        ("v7", "Pod", "v1"),
        ("apps/v7", "Deployment", "apps/v1"),
    ],
)
def test_a_version_that_never_existed(version: str, kind: str, served: str) -> None:
    message = f"`apiVersion: {version}` has no kind `{kind}`"
    assert found(version, kind) == [(message, f"Write `apiVersion: {served}`.")]


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        ("v1", "Service"),
        ("autoscaling/v1", "HorizontalPodAutoscaler"),
        ("policy/v1", "Eviction"),
        ("policy/v7", "Eviction"),  # podlint does not know all versions of what it has no model of
        ("v7", "Config"),
        ("${VERSION}", "Service"),
        ("'{{ .version }}'", "Service"),
    ],
)
def test_versions_that_may_exist(version: str, kind: str) -> None:
    assert found(version, kind) == []


def test_a_wrong_version_in_a_list_is_found() -> None:
    text = "apiVersion: v1\nkind: List\nitems: [{apiVersion: v7, kind: Service, metadata: {name: a}}]\n"
    (finding,) = lint_text(text, config=Config(select=("removed-api-version",))).findings
    assert finding.field == "apiVersion"
