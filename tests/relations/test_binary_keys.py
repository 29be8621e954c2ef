"""Keys of ConfigMaps that variables cannot use."""

from __future__ import annotations

import pytest

import podlint

TEXT = """\
apiVersion: v1
kind: ConfigMap
metadata: {{name: settings}}
{fields}
---
apiVersion: v1
kind: Pod
metadata: {{name: web}}
spec:
  volumes:
    - {{name: files, configMap: {{name: settings, items: [{{key: key, path: key}}]}}}}
  containers:
    - name: app
      image: app:1
      volumeMounts: [{{name: files, mountPath: /files}}]
      env:
        - name: A
          valueFrom: {{configMapKeyRef: {{name: settings, key: key}}}}
"""


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("binaryData: {key: AAAA}", 1),
        ("binaryData: {key: AAAA}\ndata: {other: text}", 1),
        ("binaryData: {other: AAAA}\ndata: {key: text}", 0),
        ("data: {key: text}", 0),
        ("data: {other: text}", 2),
    ],
)
def test_a_variable_needs_text(fields: str, count: int) -> None:
    config = podlint.Config(select=("undefined-config-key",))
    report = podlint.lint_text(TEXT.format(fields=fields), config=config)
    assert [each.rule for each in report.findings] == ["undefined-config-key"] * count
