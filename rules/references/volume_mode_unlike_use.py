"""A block device that is mounted, or a file system that is attached as a device."""

from __future__ import annotations

from collections.abc import Mapping

from podlint.authoring import Container, ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.relations.volume_modes import ClaimedVolume, claimed_volumes


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "the Pod stays `ContainerCreating`; the event `FailedMount` with `has volumeMode Block, "
        "but is specified in volumeMounts`"
    ),
    asks_for=("volumeMode", "volumeDevices"),
    bad=(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: raw
        spec:
          volumeMode: Block
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: files
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          volumes:
            - name: raw
              persistentVolumeClaim: {claimName: raw}
            - name: files
              persistentVolumeClaim: {claimName: files}
          containers:
            - name: db
              image: db:15
              volumeMounts:
                - name: raw  # finding
                  #     ^^^
                  mountPath: /data
              volumeDevices:
                - {name: files, devicePath: /dev/xvda}  # finding
        """,
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                volumeMode: Block
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
                  volumeMounts:
                    - {name: data, mountPath: /data}  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: raw
        spec:
          volumeMode: Block
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: raw
          namespace: other
        spec:
          volumeMode: Filesystem
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: filled-in
        spec:
          volumeMode: ${MODE}
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
          namespace: shop
        spec:
          volumes:
            - name: raw
              persistentVolumeClaim: {claimName: raw}
            - name: filled-in
              persistentVolumeClaim: {claimName: filled-in}
            - name: elsewhere
              persistentVolumeClaim: {claimName: elsewhere}
            - name: scratch
              ephemeral:
                volumeClaimTemplate:
                  spec:
                    volumeMode: Filesystem
                    accessModes: [ReadWriteOnce]
                    resources: {requests: {storage: 1Gi}}
          containers:
            - name: db
              image: db:15
              volumeMounts:
                - {name: filled-in, mountPath: /data}
                - {name: scratch, mountPath: /scratch}
              volumeDevices:
                - {name: raw, devicePath: /dev/xvda}
                - {name: elsewhere, devicePath: /dev/xvdb}
        """,
)
def volume_mode_unlike_use(objects: ObjectSet) -> Problems:
    """A container uses a block volume as a directory, or a file system as a device.

    A claim with `volumeMode: Block` provides a device, for which the container needs an entry in
    `volumeDevices`. Any other claim provides a directory, which the container mounts with
    `volumeMounts` ([raw block volume
    support](https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support)).
    The kubelet rejects the other combinations, and the Pod does not start. podlint looks at claim
    templates, ephemeral volumes, and claims in the same manifests.

    Use `volumeDevices` for a block volume, or change the `volumeMode` of the claim. An existing
    claim cannot be changed.
    """
    for pod in objects.whole_pods():
        volumes = claimed_volumes(pod, objects)
        for container in pod.spec.all_containers if volumes else ():
            yield from _problems(container, volumes)


def _problems(container: Container, volumes: Mapping[str, ClaimedVolume]) -> Problems:
    uses = (
        *((each.name, each.at, "Block", "volumeMounts") for each in container.volume_mounts),
        *((each.name, each.at, "Filesystem", "volumeDevices") for each in container.volume_devices),
    )
    for name, place, wrong, field in uses:
        volume = volumes.get(name or "")
        if volume is None or volume.mode != wrong:
            continue
        other = "volumeDevices" if wrong == "Block" else "volumeMounts"
        yield Problem(
            f"volume `{name}` has `volumeMode: {wrong}`, but is used in `{field}`",
            at=place / "name",
            related=(Related("the mode of the claim", volume.at),),
            why="The kubelet rejects the combination, and the Pod stays in `ContainerCreating`.",
            help=f"Use `{other}` for this volume, or change the `volumeMode` of the claim.",
        )
