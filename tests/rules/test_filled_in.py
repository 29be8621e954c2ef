"""Requests and limits that something fills in are set, though nobody knows to what."""

from __future__ import annotations

import pytest

from podlint import Config, Profile, lint_text

POD = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  resources: %s
  containers:
    - name: app
      image: app:1
      resources: %s
"""
OF_RESOURCES = (
    "missing-memory-limit missing-memory-request missing-cpu-request cpu-limit-against-policy "
    "missing-ephemeral-storage-limit"
).split()


def found(text: str, *rules: str) -> list[str]:
    """The rules that report something."""
    config = Config(profile=Profile.STRICT, select=rules, preview=True)
    report = lint_text(text, config=config)
    assert not report.errors
    return sorted({each.rule for each in report.findings})


def test_without_a_placeholder_all_are_missing() -> None:
    assert found(POD % ("null", "{}"), *OF_RESOURCES) == sorted(OF_RESOURCES)


@pytest.mark.parametrize(
    "resources",
    [
        "${RESOURCES}",
        "{limits: '${LIMITS}', requests: '<requests>'}",
        "{limits: {memory: '${M}', cpu: '@CPU@', ephemeral-storage: '{{ .d }}'}, requests: <r>}",
    ],
)
def test_amounts_of_a_container_are_not_missing(resources: str) -> None:
    assert found(POD % ("null", resources), *OF_RESOURCES) == []


def test_what_stands_beside_a_placeholder_is_missing() -> None:
    text = POD % ("null", "{limits: {memory: '${MEMORY}'}}")
    assert found(text, *OF_RESOURCES) == [
        "cpu-limit-against-policy",
        "missing-cpu-request",
        "missing-ephemeral-storage-limit",
    ]
    text = POD % ("null", "{requests: {memory: '${MEMORY}', cpu: '${CPU}'}}")
    assert found(text, *OF_RESOURCES) == [
        "cpu-limit-against-policy",
        "missing-ephemeral-storage-limit",
        "missing-memory-limit",
    ]


def test_amounts_of_the_pod_as_a_whole_are_not_missing() -> None:
    own = "{limits: {cpu: '${CPU}', memory: '${MEMORY}'}}"
    assert found(POD % (own, "{}"), *OF_RESOURCES) == ["missing-ephemeral-storage-limit"]
    assert found(POD % ("'${RESOURCES}'", "{}"), *OF_RESOURCES) == [
        "missing-ephemeral-storage-limit"
    ]


def test_a_default_is_judged() -> None:
    text = POD % ("null", "{limits: {memory: '${MEMORY:-1Gi}', cpu: '${CPU:-2}'}}")
    assert found(text, *OF_RESOURCES) == ["missing-ephemeral-storage-limit"]


WITH_OTHERS = """
apiVersion: v1
kind: Pod
metadata: {{name: web}}
spec:
  initContainers: [{{name: init, image: init:1, resources: {init}}}]
  containers:
    - name: app
      image: app:1
      resources: {{limits: {{cpu: 1, memory: 1Gi}}}}
      env:
        - {{name: MEMORY, valueFrom: {{resourceFieldRef: {{resource: limits.memory}}}}}}
    - name: logs
      image: logs:1
      resources: {logs}
      env:
        - {{name: MEMORY, valueFrom: {{resourceFieldRef: {{resource: limits.memory}}}}}}
        - {{name: CPU, valueFrom: {{resourceFieldRef: {{resource: requests.cpu}}}}}}
      volumeMounts: [{{name: cache, mountPath: /cache}}]
  volumes:
    - {{name: cache, emptyDir: {{medium: Memory, sizeLimit: {size}}}}}
    - {{name: disk, emptyDir: {{}}}}
"""
EACH = [
    "init-container-without-requests",
    "spoiled-guarantee",
    "unbounded-memory-volume",
    "unset-resource-value",
    "unbounded-empty-dir",
]
LIMITS = "{limits: {cpu: '${CPU}', memory: '${MEMORY}', ephemeral-storage: '${DISK}'}}"


def test_rules_that_compare_containers_know_of_placeholders() -> None:
    whole = "{limits: {cpu: 1, memory: 1Gi}}"
    none = WITH_OTHERS.format(init=whole, logs="{}", size="null")
    assert found(none, *EACH) == sorted({*EACH} - {"init-container-without-requests"})
    assert found(WITH_OTHERS.format(init=whole, logs=LIMITS, size="null"), *EACH) == []
    unlimited = WITH_OTHERS.format(init="{}", logs=whole, size="null")
    assert "init-container-without-requests" in found(unlimited, *EACH)
    assert found(WITH_OTHERS.format(init=LIMITS, logs=whole, size="'${SIZE}'"), *EACH) == []


def test_resources_of_the_pod_that_are_filled_in_do_not_make_it_best_effort() -> None:
    text = POD % ("{requests: {cpu: '${CPU}'}}", "{requests: {cpu: 1}}")
    config = Config(select=("best-effort-by-pod-resources",), kubernetes_version="1.36")
    assert lint_text(text, config=config).findings == ()
    other = text.replace("'${CPU}'", "").replace("cpu: }}", "}}")
    assert len(lint_text(other, config=config).findings) == 1


AUTOSCALED = """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 5
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: app, image: "app:1", resources: %s}]
"""


@pytest.mark.parametrize(
    ("resources", "count"),
    [
        ("{}", 1),
        ("{limits: {cpu: '${CPU}'}}", 0),
        ("{requests: '${REQUESTS}'}", 0),
        ("{limits: {memory: '${MEMORY}'}}", 1),
    ],
)
def test_an_autoscaler_may_go_by_a_request_that_is_filled_in(resources: str, count: int) -> None:
    assert len(found(AUTOSCALED % resources, "autoscaler-without-request")) == count
