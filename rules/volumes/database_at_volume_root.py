"""A database that must initialize the root of a new file system."""

from podlint.authoring import ObjectSet, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.data_directories import mount_that_must_be_empty
from podlint.pods.images.needs import needs_of
from podlint.pods.volumes.mounts import normal_path
from podlint.relations.claims import claim_of, storage_of


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`CrashLoopBackOff`; the log says `initdb: error: directory exists but is not empty` and "
        "`It contains a lost+found directory`"
    ),
    asks_for=("volumeMounts",),
    bad=(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: postgres:16.4
                  env:
                    - {name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}
                  volumeMounts:
                    - name: data
                      mountPath: /var/lib/postgresql/data  # finding
                      #          ^^^^^^^^^^^^^^^^^^^^^^^^
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                storageClassName: gp3
                resources: {requests: {storage: 1Gi}}
        """,
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: db
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: db
        spec:
          strategy: {type: Recreate}
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: postgis/postgis:16-3.4
                  env:
                    - {name: PGDATA, value: /var/lib/postgresql/data}
                    - {name: POSTGRES_PASSWORD_FILE, value: /run/secrets/password}
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/data/}  # finding
                - name: places
                  image: places:5.0
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/16/main}  # finding
              volumes:
                - name: data
                  persistentVolumeClaim: {claimName: db}
        """,
    ),
    good=(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: below
                  image: postgres:16.4
                  env:
                    - {name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}
                    - {name: PGDATA, value: /var/lib/postgresql/data/pgdata}
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/data}
                - name: sub-path
                  image: postgres:16.4
                  env:
                    - {name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/data, subPath: postgres}
                - name: newer
                  image: postgres:18.1
                  env:
                    - {name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql}
                - name: unknown-image-with-other-directory
                  image: places:5.0
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql}
                - name: unknown-image-with-command
                  image: places:5.0
                  command: [/restore]
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/data}
                - name: unknown-image-with-variable
                  image: places:5.0
                  env:
                    - {name: PGDATA, value: /var/lib/postgresql/16/main/data}
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/16/main}
                - name: unknown-image-that-reads
                  image: backup:5.0
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/data, readOnly: true}
                - name: files
                  image: postgres:16.4
                  env:
                    - {name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}
                  volumeMounts:
                    - {name: shared, mountPath: /var/lib/postgresql/data}
                - name: other-database
                  image: mysql:8.4
                  env:
                    - {name: MYSQL_RANDOM_ROOT_PASSWORD, value: "yes"}
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/mysql}
                - name: own-program
                  image: postgres:16.4
                  command: [sh, -c, /scripts/restore]
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/data}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
            - metadata: {name: shared}
              spec:
                accessModes: [ReadWriteMany]
                storageClassName: nfs-client
                resources: {requests: {storage: 1Gi}}
        """,
        """
        apiVersion: v1
        kind: PersistentVolume
        metadata:
          name: db
        spec:
          accessModes: [ReadWriteOnce]
          capacity: {storage: 1Gi}
          hostPath: {path: /data/db}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: db
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          containers:
            - name: db
              image: postgres:16.4
              env:
                - {name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}
              volumeMounts:
                - {name: data, mountPath: /var/lib/postgresql/data}
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: db}
        """,
    ),
)
def database_at_volume_root(objects: ObjectSet) -> Problems:
    """The data directory of PostgreSQL is the root of a new file system, which is not empty.

    A volume on a block device gets an ext4 file system by default, which contains the directory
    `lost+found`. `initdb` refuses to initialize a directory that contains anything, so the database
    does not start.

    podlint reports claims for one node if their class is known to use block devices. It also
    reports claims without a class, because the default class of most clouds uses block devices. It
    reports claims with other classes only in the profile `strict`. It does not report claims that
    several nodes can use, claims that other manifests define, or manifests with PersistentVolumes,
    which may be directories. If podlint does not know the image, it expects the data directory at
    `/var/lib/postgresql/data` or `/var/lib/postgresql/16/main`, unless the container sets
    `command`, `args` or `PGDATA`.

    Set the variable `PGDATA` to a directory below the mount, such as
    `/var/lib/postgresql/data/pgdata`, or mount a `subPath`. Do not change `PGDATA` or the mount for
    a volume that already contains a database. Otherwise, the database seems to be empty.
    """
    if not objects.all_read:
        return
    for pod in objects.whole_pods():
        for container in pod.spec.all_containers:
            mount = mount_that_must_be_empty(container, pod, objects)
            claim = claim_of(pod, mount.name or "", objects) if mount else None
            storage = storage_of(claim, objects) if claim else "files"
            if mount is None or claim is None or storage == "files" or _is_cleared(pod):
                continue
            yield Problem(
                f"data directory of container `{shortened(str(container), 30)}` is the root "
                f"of volume `{shortened(mount.name or '', 30)}`",
                severity=Severity.INFO if storage == "unknown" else None,
                at=mount.at / "mountPath",
                related=(Related("the claim of the volume", claim.at),),
                why="A new file system contains `lost+found`, and `initdb` stops because the "
                "directory is not empty.",
                help=f"Set `PGDATA` to `{normal_path(mount.mount_path or '')}/pgdata`, or set "
                "`subPath` in the mount."
                if needs_of(container.image or "")
                else "Set `subPath` in the mount, such as `subPath: pgdata`.",
            )


def _is_cleared(pod: PodTarget) -> bool:
    """Whether an init container may remove what is in the new file system."""
    return any(
        "lost+found" in word
        for each in pod.spec.init_containers
        for word in (*each.command, *each.args)
    )
