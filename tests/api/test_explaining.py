"""Objects are explained like the files that hold them."""

from __future__ import annotations

import json
from typing import Any

import podlint
from podlint.explain import explain_text, render

POD: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web"},
    "spec": {
        "initContainers": [{"name": "load", "image": "busybox:1.36", "command": ["true"]}],
        "containers": [
            {
                "name": "web",
                "image": "nginx:1.27",
                "resources": {"requests": {"cpu": "250m"}},
                "securityContext": {"privileged": True},
            }
        ],
    },
}


def test_an_object_is_explained_like_its_text() -> None:
    (explained,) = podlint.explain_objects([POD])
    text = explain_text(json.dumps(POD, indent=2), name="objects[0]")
    assert render([explained], "json") == render([text], "json")
    assert [each.name for each in explained.pods[0].containers] == ["load", "web"]
    assert "privileged-container" in [each.rule for each in explained.pods[0].findings]


def test_objects_are_explained_together() -> None:
    namespace = {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {
            "name": "default",
            "labels": {"pod-security.kubernetes.io/enforce": "restricted"},
        },
    }
    inside = {**POD, "metadata": {"name": "web", "namespace": "default"}}
    (_, alone) = podlint.explain_objects([None, inside])
    (_, asked) = podlint.explain_objects([namespace, inside])
    assert not alone.pods[0].pod_security.asked
    assert asked.pods[0].pod_security.asked


def test_an_object_that_is_not_json_is_an_error_and_the_others_are_explained() -> None:
    explanations = podlint.explain_objects([{"kind": {1, 2}}, POD])
    assert [error.path for each in explanations for error in each.errors] == ["objects[0]"]
    assert [pod.object for each in explanations for pod in each.pods] == ["Pod/web"]
