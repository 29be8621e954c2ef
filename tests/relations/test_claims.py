"""What kind of storage the claims of a Pod get."""

from __future__ import annotations

import pytest

from podlint.reading.file import read_text
from podlint.reading.unit import object_set
from podlint.relations.claims import claim_of, storage_of
from podlint.relations.object_set import ObjectSet

CLAIM = """\
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {{name: data}}
spec: {{{spec}}}
---
apiVersion: v1
kind: Pod
metadata: {{name: db}}
spec:
  containers: [{{name: db, image: db}}]
  volumes:
    - {{name: own, persistentVolumeClaim: {{claimName: data}}}}
    - {{name: foreign, persistentVolumeClaim: {{claimName: elsewhere}}}}
    - {{name: cache, emptyDir: {{}}}}
"""
CLASS = """\
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {{name: fast}}
provisioner: {provisioner}
parameters: {{{parameters}}}
"""
ONCE = "accessModes: [ReadWriteOnce]"


def unit(text: str) -> ObjectSet:
    return object_set((read_text("a.yaml", text),), complete=True)


def storage(spec: str, others: str = "") -> str | None:
    objects = unit(CLAIM.format(spec=spec) + others)
    (pod,) = objects.pods()
    claim = claim_of(pod, "own", objects)
    return storage_of(claim, objects) if claim else None


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (ONCE, "default"),
        ("accessModes: [ReadWriteOncePod]", "default"),
        ("accessModes: [ReadWriteMany]", "files"),
        ("accessModes: [ReadWriteOnce, ReadWriteMany]", "files"),
        (f"{ONCE}, volumeMode: Block", "files"),
        (f"{ONCE}, volumeName: pv-1", "files"),
        (f"{ONCE}, selector: {{matchLabels: {{a: b}}}}", "files"),
        (f'{ONCE}, storageClassName: ""', "files"),
        (f"{ONCE}, storageClassName: gp3", "block"),
        (f"{ONCE}, storageClassName: premium-rwo", "block"),
        (f"{ONCE}, storageClassName: nfs-client", "files"),
        (f"{ONCE}, storageClassName: local-path", "files"),
        (f"{ONCE}, storageClassName: standard", "unknown"),
        (f"{ONCE}, storageClassName: ours", "unknown"),
        (f"{ONCE}, dataSource: {{kind: PersistentVolumeClaim, name: old}}", "unknown"),
    ],
)
def test_access_modes_and_the_class_say_what_a_claim_gets(spec: str, expected: str) -> None:
    assert storage(spec) == expected


@pytest.mark.parametrize(
    ("provisioner", "parameters", "expected"),
    [
        ("ebs.csi.aws.com", "", "block"),
        ("rook-ceph.rbd.csi.ceph.com", "csi.storage.k8s.io/fstype: ext4", "block"),
        ("ebs.csi.aws.com", "csi.storage.k8s.io/fstype: xfs", "files"),
        ("efs.csi.aws.com", "", "files"),
        ("rancher.io/local-path", "", "files"),
    ],
)
def test_a_class_among_the_objects_says_it_exactly(
    provisioner: str, parameters: str, expected: str
) -> None:
    others = CLASS.format(provisioner=provisioner, parameters=parameters)
    assert storage(f"{ONCE}, storageClassName: fast", others) == expected


def test_a_volume_among_the_objects_may_be_the_one() -> None:
    volume = "---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}\n"
    assert storage(ONCE, volume + "spec: {hostPath: {path: /data}}\n") == "files"


def test_a_claim_of_other_manifests_and_other_volumes_have_none() -> None:
    objects = unit(CLAIM.format(spec=ONCE))
    (pod,) = objects.pods()
    assert [claim_of(pod, name, objects) for name in ("foreign", "cache", "absent")] == [None] * 3


def test_templates_of_stateful_sets_and_ephemeral_volumes_are_claims() -> None:
    objects = unit(
        "apiVersion: apps/v1\n"
        "kind: StatefulSet\n"
        "metadata: {name: db}\n"
        "spec:\n"
        "  template:\n"
        "    spec:\n"
        "      containers: [{name: db, image: db}]\n"
        "      volumes:\n"
        "        - name: scratch\n"
        "          ephemeral:\n"
        f"            volumeClaimTemplate: {{spec: {{{ONCE}, storageClassName: gp2}}}}\n"
        "  volumeClaimTemplates:\n"
        "    - metadata: {name: data}\n"
        f"      spec: {{{ONCE}}}\n"
    )
    (pod,) = objects.pods()
    found = [claim_of(pod, name, objects) for name in ("data", "scratch")]
    assert [storage_of(each, objects) for each in found if each] == ["default", "block"]
