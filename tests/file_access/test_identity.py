"""The user, the groups and the capabilities of a container."""

from __future__ import annotations

import json
from typing import Any

import pytest

from podlint.document import load
from podlint.file_access.identity import Identity, identity_of
from podlint.models import decode
from podlint.models.workloads import pods_of


def identity(
    container: dict[str, Any] | None = None, pod: dict[str, Any] | None = None, image: str = "a:1"
) -> Identity:
    spec = {
        "containers": [{"name": "app", "image": image, "securityContext": container or {}}],
        "securityContext": pod or {},
    }
    text = json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w"}, "spec": spec})
    (document,) = load(text)
    (decoded,) = decode(document)
    (target,) = pods_of(decoded.object)
    return identity_of(target.spec.containers[0])


@pytest.mark.parametrize(
    ("container", "pod", "image", "user", "is_root"),
    [
        ({}, {}, "a:1", None, None),
        ({"runAsUser": 0}, {"runAsUser": 5}, "a:1", 0, True),
        ({}, {"runAsUser": 5}, "nginx:1.27", 5, False),
        ({}, {}, "nginx:1.27", 0, True),
        ({}, {"runAsNonRoot": True}, "nginx:1.27", None, False),
        ({"runAsNonRoot": True}, {}, "a:1", None, False),
        ({"runAsNonRoot": False}, {"runAsNonRoot": True}, "a:1", None, None),
        ({}, {}, "nginxinc/nginx-unprivileged:1.27", 101, False),
    ],
)
def test_the_user(
    container: dict[str, Any], pod: dict[str, Any], image: str, user: int | None, is_root: Any
) -> None:
    found = identity(container, pod, image)
    assert (found.user, found.is_root) == (user, is_root)


def test_groups_are_known_only_if_the_image_has_no_say() -> None:
    pod = {"fsGroup": 7, "supplementalGroups": [8]}
    found = identity({"runAsUser": 5, "runAsGroup": 6}, pod)
    assert found.groups == {6, 7, 8}
    assert found.is_in(6) is True
    assert found.is_in(9) is None
    strict = identity({"runAsGroup": 6}, {**pod, "supplementalGroupsPolicy": "Strict"})
    assert strict.is_in(9) is False
    assert identity({}, {"supplementalGroupsPolicy": "Strict"}).is_in(9) is None


@pytest.mark.parametrize(
    ("changes", "has", "lacks", "depends"),
    [
        ({}, {"CHOWN", "SETUID"}, {"NET_ADMIN"}, {"NET_RAW", "MKNOD"}),
        ({"drop": ["ALL"]}, set(), {"CHOWN", "NET_RAW"}, set()),
        ({"drop": ["all"], "add": ["chown"]}, {"CHOWN"}, {"SETUID"}, set()),
        ({"add": ["ALL"], "drop": ["CHOWN"]}, {"SYS_ADMIN"}, {"CHOWN"}, set()),
        ({"add": ["ALL"], "drop": ["ALL"]}, set(), {"CHOWN", "SYS_ADMIN"}, set()),
        ({"add": ["CHOWN"], "drop": ["CHOWN"]}, set(), {"CHOWN"}, set()),
        ({"add": ["CAP_SYS_TIME"]}, set(), set(), {"SYS_TIME"}),
        ({"drop": ["CAP_CHOWN"]}, set(), set(), {"CHOWN"}),
        ({"add": ["CHOWNS"]}, {"CHOWN"}, {"CHOWNS"}, set()),
    ],
)
def test_capabilities_of_root(
    changes: dict[str, list[str]], has: set[str], lacks: set[str], depends: set[str]
) -> None:
    root = identity({"runAsUser": 0, "capabilities": changes})
    user = identity({"runAsUser": 1, "capabilities": changes})
    for names, expected in ((has, True), (lacks, False), (depends, None)):
        assert {root.has(name) for name in names} <= {expected}
        assert {user.has(name) for name in names} <= {False}


def test_a_privileged_root_has_all_capabilities() -> None:
    root = identity({"runAsUser": 0, "privileged": True, "capabilities": {"drop": ["ALL"]}})
    assert root.has("SYS_ADMIN") is True
    assert identity({"privileged": True}).has("SYS_ADMIN") is None
