"""Paths of mounts, and what lies in which."""

from __future__ import annotations

import pytest

from podlint.document import load
from podlint.models import Container, Pod, decode
from podlint.pods.volumes.mounts import mount_at, normal_path

POD = """\
apiVersion: v1
kind: Pod
spec:
  containers:
    - name: app
      volumeMounts:
        - {name: all, mountPath: /}
        - {name: data, mountPath: /data/}
        - {name: inner, mountPath: /data/inner}
        - {name: nowhere}
"""


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("/data", "/data"),
        ("/data/", "/data"),
        ("//data/./x/../y", "/data/y"),
        ("data", "/data"),
        ("/", "/"),
        (".", "/"),
        ("/.cache", "/.cache"),
        ("/../etc", "/etc"),
    ],
)
def test_paths_of_a_container(path: str, normal: str) -> None:
    assert normal_path(path) == normal


@pytest.mark.parametrize(
    ("path", "volume"),
    [
        ("/data/inner/file", "inner"),
        ("/data/inner", "inner"),
        ("/data/inner-other", "data"),
        ("/data", "data"),
        ("/database", "all"),
    ],
)
def test_the_innermost_mount_holds_a_file(path: str, volume: str) -> None:
    mount = mount_at(container(), path)
    assert mount
    assert mount.name == volume


def container() -> Container:
    (decoded,) = decode(load(POD)[0])
    assert isinstance(decoded.object, Pod)
    assert decoded.object.spec
    return decoded.object.spec.containers[0]
