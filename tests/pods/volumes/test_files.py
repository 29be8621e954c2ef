"""Which mounts are directories and which are files."""

from __future__ import annotations

import pytest

from podlint.document import load
from podlint.models import Pod, decode
from podlint.models.workloads import PodTarget, pods_of
from podlint.pods.volumes.files import item_paths, sort_of, writers_of

POD = """\
apiVersion: v1
kind: Pod
spec:
  volumes:
    - {name: all, configMap: {name: a}}
    - {name: some, secret: {secretName: a, items: [{key: k, path: d/k}]}}
    - name: both
      projected:
        sources:
          - configMap: {name: a, items: [{key: k, path: k}]}
          - serviceAccountToken: {path: token}
    - {name: mixed, projected: {sources: [{configMap: {name: a}}, {secret: {name: a}}]}}
    - {name: pod, downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}}
    - {name: scratch, emptyDir: {}}
    - {name: file, hostPath: {path: /a, type: File}}
    - {name: folder, hostPath: {path: /a, type: DirectoryOrCreate}}
    - {name: path, hostPath: {path: /a}}
  containers:
    - name: app
      volumeMounts: [%s]
"""


def pod(mounts: str) -> PodTarget:
    (decoded,) = decode(load(POD % mounts)[0])
    assert isinstance(decoded.object, Pod)
    (found,) = pods_of(decoded.object)
    return found


@pytest.mark.parametrize(
    ("mount", "sort"),
    [
        ("name: all", "directory"),
        ("name: all, subPath: key", "file"),
        ("name: all, subPath: key/", "file"),
        ("name: all, subPath: a/b", "unknown"),
        ("name: some, subPath: d/k", "file"),
        ("name: some, subPath: d", "unknown"),
        ("name: both, subPath: token", "file"),
        ("name: mixed", "directory"),
        ("name: mixed, subPath: k", "unknown"),
        ("name: pod, subPath: name", "file"),
        ("name: scratch", "directory"),
        ("name: scratch, subPath: a", "unknown"),
        ("name: scratch, subPathExpr: $(A)", "unknown"),
        ("name: file", "file"),
        ("name: folder", "directory"),
        ("name: folder, subPath: a", "unknown"),
        ("name: path", "unknown"),
    ],
)
def test_what_a_mount_is(mount: str, sort: str) -> None:
    target = pod(f"{{{mount}, mountPath: /m}}")
    (found,) = target.spec.containers[0].volume_mounts
    (volume,) = [each for each in target.spec.volumes if each.name == found.name]
    assert sort_of(found, volume) == sort


def test_paths_that_volumes_list() -> None:
    found = {each.name: item_paths(each) for each in pod("").spec.volumes}
    assert found["all"] == frozenset()
    assert found["some"] == {"d/k"}
    assert found["both"] == {"k", "token"}
    assert found["pod"] == {"name"}
    assert found["mixed"] is None
    assert found["scratch"] is None


@pytest.mark.parametrize(
    ("mount", "written"),
    [
        ("{name: scratch, mountPath: /a}", True),
        ("{name: scratch, mountPath: /a, readOnly: true}", False),
        ("{name: all, mountPath: /a}", False),
    ],
)
def test_who_writes_to_a_volume(mount: str, written: bool) -> None:
    assert writers_of(pod(mount), "scratch") is written
