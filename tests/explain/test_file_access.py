"""podlint explain: what containers may do with their mounts."""

from __future__ import annotations

import pytest

from podlint.explain import explain_text
from podlint.explain import html as as_html
from podlint.explain import json as as_json
from podlint.explain import text as as_text

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  securityContext: {%s}
  volumes:
    - name: key
      secret: {secretName: key, defaultMode: 0400}
    - name: state
      hostPath: {path: /opt/web, type: DirectoryOrCreate}
    - {name: cache, emptyDir: {}}
    - {name: settings, configMap: {name: settings}}
    - {name: data, persistentVolumeClaim: {claimName: data}}
  containers:
    - name: app
      image: app:1.4
      volumeMounts:
        - {name: key, mountPath: /key}
        - {name: state, mountPath: /state}
        - {name: state, mountPath: /read, readOnly: true}
        - {name: cache, mountPath: /cache}
        - {name: settings, mountPath: /settings}
        - {name: data, mountPath: /data}
"""
UNREADABLE = "cannot read the files: they belong to root and have mode 0400"
CHANGED = "reads files with mode 0440, which fsGroup makes of 0400"
UNWRITABLE = "cannot write if the kubelet creates the directory: it belongs to root, mode 0755"


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ("runAsUser: 1000", [("/key", UNREADABLE), ("/state", UNWRITABLE)]),
        ("runAsUser: 1000, fsGroup: 2000", [("/key", CHANGED), ("/state", UNWRITABLE)]),
        ("runAsUser: 0", []),
        ("", []),
    ],
)
def test_only_what_is_certain_and_unexpected_is_shown(
    context: str, expected: list[tuple[str, str]]
) -> None:
    explanation = explain_text(POD % context)
    text, page = as_text.render([explanation]), as_html.render([explanation])
    lines = [line for line in text.split("\n") if line.startswith("app   ") and "/" in line]
    shown = [line for line in lines if "cannot" in line or "reads" in line]
    assert len(shown) == len(expected)
    for line, (path, words) in zip(shown, expected, strict=True):
        assert "user 1000" in line
        assert path in line
        assert line.endswith(words)
        assert words in page
    assert ("File access" in text) is ("File access" in page) is bool(expected)


def test_json() -> None:
    (pod,) = as_json.as_data([explain_text(POD % "runAsUser: 1000")])["pods"]
    first = pod["file_access"][0]
    assert first == {
        "container": "app", "mount": "/key", "volume": "key", "user": "user 1000",
        "reads": False, "writes": False, "mode": "0400",
    }  # fmt: skip
