"""The restart policy of one container, by version of Kubernetes."""

from __future__ import annotations

import pytest

from podlint import lint_text
from podlint.config.config import Config

MANIFEST = """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  restartPolicy: Never
  initContainers:
    - name: proxy
      image: proxy:2
      restartPolicy: Always
    - name: fetch
      image: fetch:2
      restartPolicy: OnFailure
  containers:
    - name: web
      image: nginx:1.27
      restartPolicy: Always
"""
SIDECAR, INIT, APP = 11, 14, 18


@pytest.mark.parametrize(
    ("version", "lines"),
    [
        ("1.27", [SIDECAR, INIT, APP]),
        ("1.28", [SIDECAR, INIT, APP]),
        ("1.29", [INIT, APP]),
        ("1.34", [INIT, APP]),
        ("1.35", []),
        ("1.36", []),
        (None, []),
    ],
)
def test_versions_before_the_gate_was_on_drop_it(version: str | None, lines: list[int]) -> None:
    config = Config(select=("field-unknown-to-version",), kubernetes_version=version)
    report = lint_text(MANIFEST, config=config)
    assert [
        each.location.span.start_line for each in report.findings if each.location.span
    ] == lines


def test_the_gate_decides() -> None:
    config = Config.model_validate(
        {
            "select": ["field-unknown-to-version"],
            "kubernetes-version": "1.34",
            "cluster": {"feature-gates": {"ContainerRestartRules": True}},
        }
    )
    assert lint_text(MANIFEST, config=config).findings == ()


def test_the_versions_of_a_range_are_named() -> None:
    config = Config(select=("field-unknown-to-version",), kubernetes_version="1.33..1.36")
    messages = [each.message for each in lint_text(MANIFEST, config=config).findings]
    assert messages[0].startswith(
        "Kubernetes 1.33 to 1.34 does not support `restartPolicy: OnFailure` on init"
    )
