from __future__ import annotations

import pytest
from kustomize_nodes import data, resources_of, written

from podlint.rendering.kustomize.fields.field_tables import built_in_tables
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.transformers.name_references import follow_names
from podlint.rendering.kustomize.transformers.namespace import set_namespace
from podlint.rendering.kustomize.transformers.naming import add_prefix

TABLES = built_in_tables()
MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n"
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: a
    envFrom:
    - configMapRef: {name: m}
    - configMapRef: {name: other}
  ephemeralContainers:
  - envFrom: [{configMapRef: {name: m}}]
"""
BINDING = """\
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
subjects:
- {kind: ServiceAccount, name: sa}
"""
ROLE = "apiVersion: rbac.authorization.k8s.io/v1\nkind: %s\nmetadata: {name: r}\n"
ACCOUNT = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: sa}\n"


def prefixed(*texts: str, prefix: str = "x-") -> list[Resource]:
    resources = resources_of("---\n".join(texts))
    add_prefix(resources, written(prefix), TABLES.name_prefix)
    return resources


def test_a_reference_follows_what_it_meant() -> None:
    resources = prefixed(MAP, POD)
    follow_names(resources, TABLES.name_reference)
    spec = data(resources[1])["spec"]
    assert spec == {
        "containers": [
            {
                "name": "a",
                "envFrom": [{"configMapRef": {"name": "x-m"}}, {"configMapRef": {"name": "other"}}],
            }
        ],
        "ephemeralContainers": [{"envFrom": [{"configMapRef": {"name": "m"}}]}],
    }


def test_a_role_is_told_from_a_cluster_role() -> None:
    resources = [
        *prefixed(ROLE % "Role", prefix="a-"),
        *prefixed(ROLE % "ClusterRole", BINDING, prefix="b-"),
    ]
    follow_names(resources, TABLES.name_reference)
    assert data(resources[2])["roleRef"] == {
        "apiGroup": "rbac.authorization.k8s.io",
        "kind": "ClusterRole",
        "name": "b-r",
    }


def test_a_subject_gets_name_and_namespace() -> None:
    resources = prefixed(ACCOUNT, BINDING)
    set_namespace(resources, written("n"), TABLES.namespace)
    follow_names(resources, TABLES.name_reference)
    assert data(resources[1])["subjects"] == [
        {"kind": "ServiceAccount", "name": "x-sa", "namespace": "n"}
    ]


def test_the_prefix_decides_among_several() -> None:
    resources = [*prefixed(MAP, POD, prefix="a-"), *prefixed(MAP, prefix="b-")]
    follow_names(resources, TABLES.name_reference)
    assert "'a-m'" in str(data(resources[1]))


def test_a_name_that_may_mean_several_is_refused() -> None:
    resources = [*prefixed(MAP, prefix="a-"), *prefixed(MAP, prefix="b-"), *resources_of(POD)]
    follow_names(resources, TABLES.name_reference)
    assert "'m'" in str(data(resources[2]))
    for each in resources[:2]:
        each.remove_annotations(["internal.config.kubernetes.io/prefixes"])
    with pytest.raises(BuildError, match="several objects"):
        follow_names(resources, TABLES.name_reference)


@pytest.mark.parametrize(
    "subjects", ["[text]", "[{kind: ServiceAccount}]", "[{kind: 1, namespace: n, name: a}]"]
)
def test_subjects_that_kustomize_cannot_read_are_refused(subjects: str) -> None:
    binding = BINDING.partition("subjects")[0] + f"subjects: {subjects}\n"
    with pytest.raises(BuildError):
        follow_names(prefixed(ACCOUNT, binding), TABLES.name_reference)


WEBHOOK = """\
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{clientConfig: {service: {name: s, namespace: %s}}}]
"""
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: a}\n"


@pytest.mark.parametrize(
    ("namespace", "expected"), [("a", "x-s"), ("b", "x-s"), ("c", "s"), ("''", "s"), ("[]", "s")]
)
def test_a_written_namespace_must_be_that_of_the_referent(namespace: str, expected: str) -> None:
    resources = resources_of(f"{SERVICE}---\n{WEBHOOK % namespace}")
    set_namespace(resources[:1], written("b"), TABLES.namespace)
    add_prefix(resources, written("x-"), TABLES.name_prefix)
    follow_names(resources, TABLES.name_reference)
    assert f"'name': '{expected}'" in str(data(resources[1])["webhooks"])


def test_a_role_binding_sees_the_accounts_of_other_namespaces_it_names() -> None:
    account = ACCOUNT.replace("name: sa", "name: sa, namespace: a")
    binding = BINDING.replace("name: sa}", "name: sa, namespace: a}\n- {kind: User, name: x}")
    resources = prefixed(account, binding.replace("name: b}", "name: b, namespace: z}"))
    follow_names(resources, TABLES.name_reference)
    assert "'name': 'x-sa'" in str(data(resources[1])["subjects"])


def test_a_role_reference_without_group_means_any_role() -> None:
    binding = BINDING.replace("apiGroup: rbac.authorization.k8s.io, ", "")
    resources = prefixed(ROLE % "Role", binding)
    follow_names(resources, TABLES.name_reference)
    assert "'name': 'x-r'" in str(data(resources[1])["roleRef"])


@pytest.mark.parametrize("subjects", ["[[a]]", "[{kind: ServiceAccount, namespace: 1, name: sa}]"])
def test_other_subjects_that_kustomize_cannot_read_are_refused(subjects: str) -> None:
    for kind in ("RoleBinding", "ClusterRoleBinding"):
        text = BINDING.partition("subjects")[0].replace("kind: RoleBinding", f"kind: {kind}")
        if kind == "RoleBinding" or subjects == "[[a]]":
            with pytest.raises(BuildError):
                follow_names(
                    prefixed(ACCOUNT, f"{text}subjects: {subjects}\n"), TABLES.name_reference
                )
