"""Mount options of a PersistentVolume whose type does not support them."""

from __future__ import annotations

from podlint.authoring import KubernetesObject, Problem, Problems, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "the Pod stays `ContainerCreating`; the event `FailedMount` with `mount options are not "
        "supported for this volume type`"
    ),
    fragments=True,
    asks_for=("PersistentVolume",),
    bad="""
        apiVersion: v1
        kind: PersistentVolume
        metadata:
          name: data
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteOnce]
          mountOptions:  # finding
        # ^^^^^^^^^^^^
            - noatime
          hostPath: {path: /srv/data}
        """,
    good="""
        apiVersion: v1
        kind: PersistentVolume
        metadata:
          name: files
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteMany]
          mountOptions: [nfsvers=4.1]
          nfs: {server: nfs.example.com, path: /srv}
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata:
          name: local
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteOnce]
          mountOptions: [noatime]
          local: {path: /mnt/disk}
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata:
          name: csi
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteOnce]
          mountOptions: [noatime]
          csi: {driver: disks.example.com, volumeHandle: a}
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata:
          name: none
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteOnce]
          mountOptions: []
          hostPath: {path: /srv/data}
        ---
        apiVersion: example.com/v1
        kind: PersistentVolume
        metadata:
          name: foreign
        spec:
          mountOptions: [noatime]
          hostPath: {path: /srv/data}
        """,
)
def mount_options_without_support(obj: KubernetesObject) -> Problems:
    """A PersistentVolume of type `hostPath` sets `mountOptions`.

    Only some types of volumes support [mount
    options](https://kubernetes.io/docs/concepts/storage/persistent-volumes/#mount-options). A
    `hostPath` is not mounted, so the kubelet rejects the options, and no Pod with this volume
    starts.

    Remove `mountOptions`, or use a `local` volume.
    """
    if obj.qualified_kind != "PersistentVolume":
        return
    spec = obj.written.get("spec")
    if not isinstance(spec, dict) or not spec.get("mountOptions") or not spec.get("hostPath"):
        return
    yield Problem(
        "a `hostPath` volume does not support `mountOptions`",
        at=obj.at / "spec" / "mountOptions",
        key=True,
        why="The kubelet rejects the options, and every Pod with this volume stays in "
        "`ContainerCreating`.",
        help="Remove `mountOptions`, or use a `local` volume.",
    )
