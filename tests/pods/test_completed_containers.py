"""Containers that a program completes may lack an image."""

from __future__ import annotations

import pytest

from podlint import Unchecked, lint_text

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers:
    - name: %s
      imagePullPolicy: Sometimes
"""


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("jnlp", "Jenkins"),
        ("spark-kubernetes-driver", "Spark"),
        ("flink-main-container", "Flink"),
        ("$job", "the Actions Runner Controller"),
    ],
)
def test_what_they_lack_is_not_missing_and_the_rest_is_judged(name: str, program: str) -> None:
    report = lint_text(POD % name)
    assert [each.field for each in report.findings] == ["spec.containers[0].imagePullPolicy"]
    (fragment,) = (each for each in report.unjudged if each.cause is Unchecked.FRAGMENT)
    assert fragment.reason == f"fragment: {program} completes it"


def test_others_need_one() -> None:
    assert "missing-image" in {each.rule for each in lint_text(POD % "agent").findings}
