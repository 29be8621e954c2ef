"""How `benchmarks/recall.py` plants faults: what is written stays, and places are kept track of."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from planting import as_yaml, fits, plant, transplant
from planting_text import PLANTS

from podlint.document import Document, load

EXAMPLE = """\
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {on: "1"}}
spec:
  containers:
    - {name: app, image: 'app:1.4', ports: [{containerPort: 0x50}]}
  volumes:
    - name: data
      configMap: {name: data, defaultMode: 0644}
"""
HOST: dict[str, Any] = {
    "containers": [
        {"name": "app", "image": "db:1", "env": [{"name": "A", "value": "yes"}],
         "volumeMounts": [{"name": "data", "mountPath": "/data"}]},
        {"name": "log", "image": "log:1"},
    ],
    "volumes": [{"name": "data", "emptyDir": {}}],
    "hostNetwork": True,
}  # fmt: skip


def read(text: str) -> Document:
    (document,) = load(text)
    assert document.error is None
    return document


def data_of(planted: Any) -> Any:
    return read(as_yaml(planted.data) + "\n").data


def test_containers_stand_beside_those_of_the_example_under_other_names() -> None:
    planted = plant(read(EXAMPLE), ("spec",), HOST, None)
    spec = data_of(planted)["spec"]
    assert [each["name"] for each in spec["containers"]] == ["host-app", "log", "app"]
    assert [each["name"] for each in spec["volumes"]] == ["host-data", "data"]
    assert spec["containers"][0]["volumeMounts"] == [{"name": "host-data", "mountPath": "/data"}]
    assert spec["containers"][0]["env"][0]["value"] == "yes"
    assert planted.place(("spec", "containers", 0, "image")) == ("spec", "containers", 2, "image")
    assert planted.place(("spec", "hostPID")) == ("spec", "hostPID")


def test_what_the_example_says_stays_as_it_is_written() -> None:
    text = as_yaml(plant(read(EXAMPLE), ("spec",), HOST, None).data)
    for part in ("image: 'app:1.4'", "containerPort: 0x50", "defaultMode: 0644", "on:"):
        assert part in text


def test_a_container_takes_over_what_it_has_not() -> None:
    planted = plant(read(EXAMPLE), ("spec",), HOST, None, container=("containers", 0))
    log, app = data_of(planted)["spec"]["containers"]
    assert log["name"] == "log"
    assert (app["name"], app["image"], app["env"]) == (
        "app",
        "app:1.4",
        HOST["containers"][0]["env"],
    )


def test_a_pod_takes_the_place_of_a_template() -> None:
    workload = {"kind": "Deployment", "spec": {"template": {"metadata": {"labels": {"a": "b"}}, "spec": HOST}}}  # fmt: skip
    root = ("spec", "template", "spec")
    planted = transplant(plant(read(EXAMPLE), ("spec",), HOST, None), workload, root)
    template = data_of(planted)["spec"]["template"]
    assert template["metadata"]["labels"] == {"a": "b", "true": "1"}
    assert planted.place(("spec", "containers", 0)) == (*root, "containers", 2)
    assert planted.place(("metadata", "labels", "true"))[2:] == ("metadata", "labels", "true")


@pytest.mark.parametrize(
    ("port", "expected"), [({"containerPort": 8080}, False), ({"containerPort": 8081}, True)]
)
def test_an_object_that_opens_a_port_of_the_example_does_not_fit(port: Any, expected: bool) -> None:
    example = read("kind: Pod\nspec: {containers: [{livenessProbe: {tcpSocket: {port: 8080}}}]}\n")
    assert fits(example, {"containers": [{"name": "a", "ports": [port]}]}) is expected
    assert fits(example, {"containers": [{"name": "a", "args": [f"--p={port['containerPort']}"]}]}) is expected  # fmt: skip


def test_faults_of_texts_say_the_line_they_are_on() -> None:
    text = EXAMPLE.replace('metadata: {name: web, labels: {on: "1"}}', "metadata:\n  name: web")
    text = text.replace("    - {name: app, image: 'app:1.4', ports: [{containerPort: 0x50}]}", "    - name: app\n      image: app:1.4")  # fmt: skip
    (duplicate,) = PLANTS["duplicate-key"]
    made = duplicate(text)
    assert made is not None
    assert made[0].split("\n")[made[1] - 1] == "      image: app:1.4-other"
    assert duplicate("kind: Pod\n") is None
