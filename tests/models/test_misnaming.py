"""What is said of objects whose kind or apiVersion no API server knows."""

from __future__ import annotations

from typing import Any

import pytest

from podlint.models.misnaming import misnaming

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


@pytest.mark.parametrize("metadata", [None, {}, {"labels": {"app": "web"}}])
def test_what_has_neither_kind_nor_name_may_be_anything(metadata: object) -> None:
    assert misnaming({"apiVersion": "v1", "metadata": metadata, "spec": CONTAINERS}) is None


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
