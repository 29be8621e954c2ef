"""Objects whose kind or apiVersion no API server knows."""

from __future__ import annotations

from typing import Any

import pytest

from podlint.models.misnaming import misnaming
from podlint.models.workload_shape import unmodelled

SPEC = {"containers": [{"name": "app", "image": "app:1.4"}]}
NAMED = {"metadata": {"name": "web"}}


def found(data: dict[str, Any]) -> tuple[str, str, str | None] | None:
    """The key that is wrong, in which words, and what is meant; None where nothing is said."""
    for _ in unmodelled(data):
        said = misnaming(data)
        return (said.key, said.message, said.meant) if said else None
    return None


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (["Pod"], "kind is a list, not a string"),
        (True, "kind is `true`, a boolean, not a string"),
        ("", "kind is empty"),
        (" Pod", "Kubernetes has no kind ` Pod`"),
        ("apps/v1", "Kubernetes has no kind `apps/v1`"),
        ("Pod\n", "Kubernetes has no kind `Pod `"),
        ("web_1", "Kubernetes has no kind `web_1`"),
    ],
)
def test_what_no_kind_can_be_called(kind: object, said: str) -> None:
    assert found({"apiVersion": "v1", "kind": kind, **NAMED, "spec": SPEC}) == ("kind", said, "Pod")


@pytest.mark.parametrize("version", ["APPS/V1", " apps/v1", "a/b/v1", "/v1", "web_1", "1"])
def test_what_no_version_can_be_called(version: str) -> None:
    said = found({"apiVersion": version, "kind": "Deployment", **NAMED})
    assert said == ("apiVersion", f"apiVersion `{version}` is invalid", "apps/v1")


def test_a_workload_of_a_version_that_does_not_have_it_needs_no_containers() -> None:
    said = found({"apiVersion": "v2", "kind": "Deployment", **NAMED})
    assert said == ("apiVersion", "Kubernetes has no Deployment in `v2`", "apps/v1")
    said = found({"apiVersion": "apps/v1", "kind": "Deploymet", **NAMED})
    assert said == ("kind", "Kubernetes has no kind `Deploymet`", "Deployment")
    said = found({"apiVersion": "batc/v1", "kind": "CronJob", **NAMED})
    assert said == ("apiVersion", "Kubernetes has no API group `batc`", "batch/v1")


def test_what_looks_like_a_workload_has_a_kind_of_its_group() -> None:
    said = found({"apiVersion": "v1", "kind": "Widget", "spec": SPEC})
    assert said == ("kind", "Kubernetes has no Widget in `v1`", "Pod")
    said = found({"apiVersion": "apps/v1", "kind": "Service", "spec": SPEC})
    assert said == ("kind", "Kubernetes has no Service in `apps/v1`", None)
    assert found({"apiVersion": "v1", "spec": SPEC}) == ("kind", "kind is missing", "Pod")
    assert found({"apiVersion": "example.com/v1", "kind": "Widget", "spec": SPEC}) is None
    assert found({"apiVersion": "v1", "kind": "Widget", **NAMED}) is None


def test_a_version_is_missing_or_no_string() -> None:
    assert found({"kind": "Pods", "spec": SPEC}) == ("apiVersion", "apiVersion is missing", "v1")
    said = found({"kind": "Pods", "apiVersion": 1, "spec": SPEC})
    assert said == ("apiVersion", "apiVersion is `1`, a number, not a string", "v1")
    said = found({"kind": 0, "apiVersion": ["v1"], "spec": SPEC})
    assert said == ("apiVersion", "apiVersion is a list, not a string", "v1")
    assert found({"kind": "Pod", "spec": SPEC}) is None  # told of the Pod that it is
    assert found({"kind": "Widget", "spec": SPEC}) is None


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        ("apps.kruise.io/v1beta1", "StatefulSet"),  # somebody else's
        ("v1", "Namespce"),  # far from all that podlint judges
        ("v1", "Config"),
        ("${VERSION}", "Deployment"),
        ("v1", "{{ .kind }}"),
        ("apps/v1beta1", "Deployment"),  # of which another rule speaks
    ],
)
def test_other_objects_are_left_alone(version: str, kind: str) -> None:
    assert found({"apiVersion": version, "kind": kind, **NAMED}) is None


CONTAINERS = {"containers": [{"name": "app", "image": "app:1.4"}]}
TEMPLATE = {"template": {"spec": CONTAINERS}}
JOB_TEMPLATE = {"jobTemplate": {"spec": TEMPLATE}}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"spec": CONTAINERS}, "Pod"),
        (TEMPLATE, "PodTemplate"),
        ({"spec": {**TEMPLATE, "selector": {}}}, "Deployment"),
        ({"spec": {**TEMPLATE, "selector": {}, "serviceName": "web"}}, "StatefulSet"),
        ({"spec": {**TEMPLATE, "selector": {}, "updateStrategy": {}}}, "DaemonSet"),
        ({"spec": {**TEMPLATE, "backoffLimit": 1}}, "Job"),
        ({"spec": TEMPLATE}, "Job"),
        ({"spec": {**JOB_TEMPLATE, "schedule": "@daily"}}, "CronJob"),
    ],
)
def test_a_missing_kind_is_the_one_whose_shape_the_object_has(
    body: dict[str, Any], kind: str
) -> None:
    found = misnaming({"metadata": {"name": "web"}, **body})
    assert found is not None
    assert (found.key, found.message, found.meant) == ("kind", "kind is missing", kind)


@pytest.mark.parametrize("version", ["example.com/v1", "ci.example.com/v1beta1"])
def test_objects_of_other_groups_may_lack_a_kind(version: str) -> None:
    assert misnaming({"apiVersion": version, "metadata": {"name": "w"}, "spec": CONTAINERS}) is None


def test_a_kind_is_not_guessed_where_the_version_has_no_such_kind() -> None:
    found = misnaming({"apiVersion": "apps/v1", "metadata": {"name": "web"}, "spec": CONTAINERS})
    assert found is not None
    assert (found.message, found.meant) == ("kind is missing", None)


@pytest.mark.parametrize(
    ("kind", "version", "meant"),
    [
        ("Pod", "core/v1", "v1"),
        ("Deployment", "app/v1", "apps/v1"),
        ("CronJob", "batchs/v1", "batch/v1"),
        ("Deployment", "example.com/v1", None),
    ],
)
def test_a_group_that_does_not_exist_is_corrected(
    kind: str, version: str, meant: str | None
) -> None:
    found = misnaming({"kind": kind, "apiVersion": version, "metadata": {"name": "web"}})
    assert (found and found.meant) == meant
    assert not found or f"no API group `{version.partition('/')[0]}`" in found.message
