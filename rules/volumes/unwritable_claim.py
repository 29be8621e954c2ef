"""A new volume to which a container's user cannot write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import (
    Container,
    Fix,
    ObjectSet,
    PodTarget,
    Problem,
    Problems,
    Related,
    SetValue,
    Severity,
    rule,
)
from podlint.file_access.claims import claimed_root
from podlint.file_access.identity import identity_of
from podlint.file_access.permission import may
from podlint.file_access.preparation import may_be_prepared
from podlint.pods.images.facts import Data, Writable
from podlint.pods.images.needs import needs_of, runs_own_server
from podlint.pods.volumes.mounts import mount_at
from podlint.relations.claims import claim_of, storage_of

if TYPE_CHECKING:
    from podlint.models.persistent_volume_claim import PersistentVolumeClaimSpec
    from podlint.models.volume_mount import VolumeMount


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff`; the log says `Permission denied`",
    asks_for=("volumeClaimTemplates", "persistentVolumeClaim", "ephemeral"),
    bad=(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata:
              labels: {app: db}
            spec:
              securityContext:
                runAsUser: 1000
              containers:
                - name: db
                  image: db:1
                  volumeMounts:
                    - name: data
                      mountPath: /var/lib/data  # finding
                      #          ^^^^^^^^^^^^^
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
        """,
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: files}
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: gp3
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata:
              labels: {app: web}
            spec:
              volumes:
                - name: files
                  persistentVolumeClaim: {claimName: files}
              containers:
                - name: app
                  image: app:1.4
                  securityContext: {runAsUser: 1001, runAsNonRoot: true}
                  volumeMounts:
                    - {name: files, mountPath: /files, subPath: web}  # finding
        """,
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: metrics}
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: metrics}
        spec:
          volumes:
            - name: metrics
              persistentVolumeClaim: {claimName: metrics}
          containers:
            - name: prometheus
              image: prom/prometheus:v3.5.0
              volumeMounts:
                - {name: metrics, mountPath: /prometheus}  # finding
        """,
    ),
    fixed="""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata:
              labels: {app: db}
            spec:
              securityContext:
                runAsUser: 1000
                fsGroup: 1000
              containers:
                - name: db
                  image: db:1
                  volumeMounts:
                    - name: data
                      mountPath: /var/lib/data
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
        """,
    good=(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata:
              labels: {app: db}
            spec:
              initContainers:
                - name: own
                  image: busybox:1.36
                  securityContext: {runAsUser: 0}
                  command: [chown, -R, "1000", /own]
                  volumeMounts:
                    - {name: data, mountPath: /own}
              containers:
                - name: db
                  image: db:1
                  securityContext: {runAsUser: 1000}
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/data}
                    - {name: shared, mountPath: /shared}
                    - {name: directories, mountPath: /directories}
                    - {name: restored, mountPath: /restored}
                    - {name: read, mountPath: /read, readOnly: true}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec: &claim
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
            - metadata: {name: read}
              spec: *claim
            - metadata: {name: shared}
              spec:
                accessModes: [ReadWriteMany]
                resources: {requests: {storage: 1Gi}}
            - metadata: {name: directories}
              spec:
                accessModes: [ReadWriteOnce]
                storageClassName: local-path
                resources: {requests: {storage: 1Gi}}
            - metadata: {name: restored}
              spec:
                accessModes: [ReadWriteOnce]
                dataSource: {kind: PersistentVolumeClaim, name: old}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          securityContext: {runAsUser: 1000}
          volumes:
            - name: filled
              persistentVolumeClaim: {claimName: filled-elsewhere}
            - name: scratch
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: filled, mountPath: /filled}
                - {name: scratch, mountPath: /scratch}
        """,
    ),
)
def unwritable_claim(objects: ObjectSet) -> Problems:
    """A container's user cannot write to a new volume, because the volume belongs to root.

    Most storage drivers create a file system whose root directory belongs to root and has mode
    0755. If the Pod sets `fsGroup`, the kubelet gives the volume to that group. Otherwise, only
    root can write to it.

    podlint reports claims for one node if the manifests define them, and if their class is known to
    use block devices or is not set. It reports claims with other classes only in the profile
    `strict`. It does not report claims with data, manifests with PersistentVolumes, or Pods in
    which a container that runs as root can change the owner.

    podlint takes the user from `runAsUser` or, if a well-known image writes to the volume, from the
    image.

    Set `fsGroup` in the Pod's `securityContext`, for example to the group of the user.
    """
    for pod in objects.whole_pods():
        context = pod.spec.security_context
        if "." in pod.owner.group or (context and context.fs_group is not None):
            continue
        reported: set[str | None] = set()
        for container in pod.spec.all_containers:
            for mount in container.volume_mounts:
                claim = _claim(pod, mount, objects) if mount.name not in reported else None
                if claim and _is_refused(pod, container, mount):
                    reported.add(mount.name)
                    certain = storage_of(claim, objects) != "unknown"
                    yield _problem(pod, container, mount, claim, certain=certain)


def _claim(
    pod: PodTarget, mount: VolumeMount, objects: ObjectSet
) -> PersistentVolumeClaimSpec | None:
    """The claim behind a writable mount whose volume is new and on a file system of its own."""
    volume = next((each for each in pod.spec.volumes if each.name == mount.name), None)
    source = volume.persistent_volume_claim if volume else None
    if mount.read_only or (source and source.read_only):
        return None
    claim = claim_of(pod, mount.name or "", objects)
    filled = claim is None or claim.data_source or claim.data_source_ref
    return None if filled or claim is None or storage_of(claim, objects) == "files" else claim


def _is_refused(pod: PodTarget, container: Container, mount: VolumeMount) -> bool:
    own = container.effective_run_as_user is not None
    if not (own or _is_written(container, mount)):
        return False
    identity = identity_of(container)
    if identity.user is None or may_be_prepared(pod, container, mount.name or ""):
        return False
    return may(identity, claimed_root(pod.spec), "write") is False


def _is_written(container: Container, mount: VolumeMount) -> bool:
    """Whether a known image writes below the mount."""
    needs = needs_of(container.image or "")
    if needs is None or not runs_own_server(container, needs):
        return False
    written = [each.path for each in needs.all(Writable)]
    written += [each.path for each in needs.all(Data)]
    return any(path and mount_at(container, path) is mount for path in written)


def _problem(
    pod: PodTarget,
    container: Container,
    mount: VolumeMount,
    claim: PersistentVolumeClaimSpec,
    *,
    certain: bool,
) -> Problem:
    user = identity_of(container).user or 0
    context = pod.spec.security_context
    fix = None
    if context and context.run_as_user == user:
        path = (*context.at.path, "fsGroup")
        fix = Fix(f"set `fsGroup: {user}`", (SetValue(path, user),), safe=False)
    return Problem(
        f"user {user} cannot write to volume `{mount.name}`, because the Pod sets no `fsGroup`",
        at=mount.at / "mountPath",
        related=(Related("the claim", claim.at),),
        fix=fix,
        severity=None if certain else Severity.INFO,
        why="Most drivers create a file system that only root can write to. The program fails with "
        "`Permission denied`.",
        help=f"Set `fsGroup: {user}` in the Pod's `securityContext`.",
    )
