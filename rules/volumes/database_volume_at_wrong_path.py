"""A volume that does not contain the data directory of the database."""

import re
from collections.abc import Iterator

from podlint.authoring import (
    Container,
    PodTarget,
    Problem,
    Problems,
    Severity,
    VolumeMount,
    pattern,
    rule,
)
from podlint.document.shortening import shortened
from podlint.pods.additions import additions_to
from podlint.pods.images.facts import Data
from podlint.pods.images.needs import ImageNeeds, needs_of, runs_own_server
from podlint.pods.volumes.mounts import normal_path

_LASTING = frozenset(("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"))
_OTHER_USE = pattern(
    r"backup|dump|archive|wal\b|log|init|conf|cert|ssl|tls|secret|import|export|script|share|tmp"
    r"|migrat|restore|snapshot|keyfile|plugin|/etc/|/run/|entrypoint",
    re.IGNORECASE,
)


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    since="0.2",
    symptom=(
        "missing or old files: the database is empty after a restart; or `CrashLoopBackOff`, with "
        "`unused mount/volume` in the log"
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
                - name: newer
                  image: postgres:18.1
                  env: [{name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}]
                  volumeMounts:
                    - name: data
                      mountPath: /var/lib/postgresql/data  # finding
                      #          ^^^^^^^^^^^^^^^^^^^^^^^^
                - name: parent
                  image: postgres:16.4
                  env: [{name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}]
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql}  # finding
                - name: elsewhere
                  image: mysql:8.4
                  env: [{name: MYSQL_RANDOM_ROOT_PASSWORD, value: "yes"}]
                  volumeMounts:
                    - {name: data, mountPath: /data}  # finding
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
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
                - name: newer
                  image: postgres:18.1
                  env: [{name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}]
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql}
                - name: newer-with-own-directory
                  image: postgres:18.1
                  env:
                    - {name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}
                    - {name: PGDATA, value: /var/lib/postgresql/data/pgdata}
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/data}
                - name: older
                  image: postgres:16.4
                  env: [{name: POSTGRES_HOST_AUTH_METHOD, value: scram-sha-256}]
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/postgresql/data, subPath: data}
                - name: mysql
                  image: mysql:8.4
                  env: [{name: MYSQL_RANDOM_ROOT_PASSWORD, value: "yes"}]
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/mysql/}
                    - {name: backups, mountPath: /backups}
                - name: told
                  image: mysql:8.4
                  args: [--datadir=/data]
                  env: [{name: MYSQL_RANDOM_ROOT_PASSWORD, value: "yes"}]
                  volumeMounts:
                    - {name: data, mountPath: /data}
                - name: only-backups
                  image: mysql:8.4
                  env: [{name: MYSQL_RANDOM_ROOT_PASSWORD, value: "yes"}]
                  volumeMounts:
                    - {name: backups, mountPath: /backups}
                - name: own-settings
                  image: mongo:8.0
                  args: [--config, /etc/mongo/mongod.conf]
                  volumeMounts:
                    - {name: data, mountPath: /srv/mongo}
                    - {name: settings, mountPath: /etc/mongo}
                - name: unknown-variables
                  image: postgres:16.4
                  envFrom: [{secretRef: {name: db}}]
                  volumeMounts:
                    - {name: data, mountPath: /srv/postgres}
              volumes:
                - name: settings
                  configMap: {name: mongo}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
            - metadata: {name: backups}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: test
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: mysql
                  image: mysql:8.4
                  env: [{name: MYSQL_RANDOM_ROOT_PASSWORD, value: "yes"}]
                  volumeMounts:
                    - {name: data, mountPath: /data}
              volumes:
                - name: data
                  persistentVolumeClaim: {claimName: data}
        """,
    ),
)
def database_volume_at_wrong_path(pod: PodTarget) -> Problems:
    """A database does not keep its data in the volume that the container mounts.

    The image of PostgreSQL 18 keeps its data in `/var/lib/postgresql/18/docker`, and its entry
    point stops if `/var/lib/postgresql/data` is a mount. Older versions keep their data in
    `/var/lib/postgresql/data`. Their image declares this directory as a volume, so containerd
    mounts an empty volume there for each container, even if a volume is mounted at
    `/var/lib/postgresql`. The database is then lost when the container restarts. CRI-O creates a
    directory instead, so the database is kept.

    The same happens if the volume is mounted at a directory that the database does not use.

    podlint knows the data directories of well-known images. It does not report containers whose
    variables, options or configuration files may name another directory, or volumes that seem to be
    for backups, logs or settings. It does not report Jobs and Pods without a controller.

    Mount the volume at the directory that the image uses, or configure the directory.
    """
    lasting = _lasting_volumes(pod)
    for container in pod.spec.containers:
        needs = needs_of(container.image or "")
        data = needs.one(Data) if needs else None
        if needs is None or data is None or not _is_default(container, pod, needs, data):
            continue
        refused = [
            each
            for each in container.volume_mounts
            if data.refuses_mount and normal_path(each.mount_path or "/") == data.refuses_mount
        ]
        yield from (_refused(container, each, needs, data) for each in refused)
        mounts = [each for each in container.volume_mounts if each.name in lasting]
        if refused or not (data.lasting and data.volume) or _is_kept(container, data.volume):
            continue
        for mount in mounts:
            path = normal_path(mount.mount_path or "/")
            if f"{data.volume}/".startswith(f"{path.rstrip('/')}/"):
                yield _hidden(container, mount, data)
                break
            if not _OTHER_USE.search(path) and not _OTHER_USE.search(mount.name or ""):
                yield _elsewhere(container, mount, data)
                break


def _lasting_volumes(pod: PodTarget) -> frozenset[str]:
    """The names of the volumes that outlive the Pod; none if the Pod itself is not replaced."""
    if pod.owner.qualified_kind not in _LASTING:
        return frozenset()
    claimed = (each.name for each in pod.spec.volumes if each.name and each.persistent_volume_claim)
    return additions_to(pod).claims.union(claimed)


def _is_default(container: Container, pod: PodTarget, needs: ImageNeeds, data: Data) -> bool:
    """Whether the database certainly uses the data directory of its image."""
    if not runs_own_server(container, needs) or container.env_from:
        return False
    words = [word.partition("=")[0] for word in container.args]
    if any(word in data.options or "conf" in word or word == "-f" for word in words):
        return False
    if data.variables and (
        any(re.fullmatch(data.variables, each.name or "") for each in container.env)
        or additions_to(pod).defines_variable(data.variables)
    ):
        return False
    return not any(
        f"{path}/".startswith(f"{folder}/") or f"{folder}/".startswith(f"{path.rstrip('/')}/")
        for path in _paths(container)
        for folder in data.settings
    )


def _paths(container: Container) -> Iterator[str]:
    return (normal_path(each.mount_path or "/") for each in container.volume_mounts)


def _is_kept(container: Container, volume: str) -> bool:
    """Whether a mount is at the declared volume, or inside it."""
    return any(f"{path}/".startswith(f"{volume}/") for path in _paths(container))


def _refused(container: Container, mount: VolumeMount, needs: ImageNeeds, data: Data) -> Problem:
    return Problem(
        f"image {shortened(needs.name, 40)} does not start if `{data.refuses_mount}` is a mount",
        severity=None if needs.moving else Severity.ERROR,
        at=mount.at / "mountPath",
        why=f"Version {data.since[0]} and later keep their data below `{data.path}`, and the entry "
        f"point stops: `{data.refuses_mount} (unused mount/volume)`.",
        help=f"Mount the volume at `{data.path}`. If it contains data of an older version, use a "
        f"tag before {data.since[0]}.",
    )


def _hidden(container: Container, mount: VolumeMount, data: Data) -> Problem:
    return Problem(
        f"data of container `{shortened(str(container), 30)}` is not in the volume at "
        f"`{shortened(normal_path(mount.mount_path or ''), 40)}`",
        at=mount.at / "mountPath",
        why=f"The image declares `{data.volume}` as a volume, so containerd mounts an empty volume "
        "there, and the data is lost with the container.",
        help=f"Mount the volume at `{data.volume}`.",
    )


def _elsewhere(container: Container, mount: VolumeMount, data: Data) -> Problem:
    return Problem(
        f"data of container `{shortened(str(container), 30)}` is in `{data.path}`, which no "
        "volume contains",
        at=mount.at / "mountPath",
        why="The data is lost when the container is replaced.",
        help=f"Mount the volume at `{data.volume}`, or configure the database to use "
        f"`{shortened(normal_path(mount.mount_path or ''), 40)}`.",
    )
