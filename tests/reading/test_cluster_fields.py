"""Objects from a cluster are judged as their authors wrote them."""

from __future__ import annotations

import json

import pytest

from podlint import lint_text

UID = "7d1e8f8e-0000-4000-8000-000000000002"
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: p, %s}
spec:
  nodeName: node-a
  containers: [{name: c, image: "app:1"}]
"""
JOB = f"""\
apiVersion: batch/v1
kind: Job
metadata:
  name: j
  uid: {UID}
  labels: {{controller-uid: {UID}, job-name: j}}
spec:
  selector: {{matchLabels: {{controller-uid: {UID}}}}}
  template:
    metadata: {{labels: {{controller-uid: {UID}, job-name: j}}}}
    spec: {{restartPolicy: %s, containers: [{{name: c, image: "app:1", command: [x]}}]}}
status: {{succeeded: 1}}
"""


def rules(text: str) -> list[str]:
    return [each.rule for each in lint_text(text).findings]


@pytest.mark.parametrize("mark", [f"uid: {UID}", 'resourceVersion: "1"'])
def test_what_the_scheduler_wrote_is_not_the_authors(mark: str) -> None:
    assert rules(POD % mark) == []
    assert rules(POD % "labels: {}") == ["fixed-node-name"]


def test_what_the_server_generated_for_a_job_is_not_the_authors() -> None:
    assert rules(JOB % "Never") == []
    assert "invalid-workload-selector" in rules((JOB % "Never").replace(f"  uid: {UID}\n", ""))


def test_what_the_author_wrote_is_judged() -> None:
    (finding,) = lint_text(JOB % "Always").findings
    assert finding.rule == "unsuitable-restart-policy"
    assert finding.location.span is not None
    assert finding.location.span.start_line == 11


def test_items_of_a_list_are_objects_too() -> None:
    item = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "p", "uid": UID},
        "spec": {"nodeName": "a", "containers": [{"name": "c", "image": "app:1"}]},
    }
    assert rules(json.dumps({"apiVersion": "v1", "kind": "List", "items": [item, item]})) in (
        [],
        ["duplicate-object"],
    )
