from __future__ import annotations

import pytest
from kustomize_nodes import data, resources_of, written

from podlint.rendering.kustomize.errors import BuildError
from podlint.rendering.kustomize.field_tables import built_in_tables
from podlint.rendering.kustomize.name_references import follow_names
from podlint.rendering.kustomize.namespace import set_namespace
from podlint.rendering.kustomize.naming import add_prefix
from podlint.rendering.kustomize.resource import Resource

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
