"""The data of a database in an emptyDir."""

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.images.facts import Data
from podlint.pods.images.needs import needs_of
from podlint.pods.volumes.mounts import mount_at

_LASTING = frozenset(("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"))


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="missing or old files: the database is empty after an update, an eviction, or a drain",
    asks_for=("emptyDir",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: mysql
        spec:
          selector:
            matchLabels: {app: mysql}
          template:
            metadata:
              labels: {app: mysql}
            spec:
              volumes:
                - name: data
                  emptyDir: {}  # finding
                # ^^^^^^^^
              containers:
                - name: mysql
                  image: mysql:8.4
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/mysql}
        """,
    good=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: mysql
        spec:
          selector:
            matchLabels: {app: mysql}
          template:
            metadata:
              labels: {app: mysql}
            spec:
              volumes:
                - name: data
                  persistentVolumeClaim: {claimName: mysql}
                - name: run
                  emptyDir: {}
                - name: memory
                  emptyDir: {medium: Memory}
              containers:
                - name: mysql
                  image: mysql:8.4
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/mysql}
                    - {name: run, mountPath: /var/run/mysqld}
                - name: fast-tests
                  image: postgres:17
                  env:
                    - {name: POSTGRES_PASSWORD, value: test}
                  volumeMounts:
                    - {name: memory, mountPath: /var/lib/postgresql/data}
                - name: client
                  image: mysql:8.4
                  command: [mysql, -h, db]
                  volumeMounts:
                    - {name: run, mountPath: /var/lib/mysql}
                - name: own
                  image: shop/mysql:8
                  volumeMounts:
                    - {name: run, mountPath: /var/lib/mysql}
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
              volumes:
                - {name: data, emptyDir: {}}
              containers:
                - name: mysql
                  image: mysql:8.4
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/mysql}
        """,
    ),
)
def database_on_empty_dir(pod: PodTarget) -> Problems:
    """A database keeps its data in an `emptyDir`, which Kubernetes deletes with the Pod.

    An update, an eviction or the drain of a node replaces the Pod, and the new Pod begins with an
    empty database. podlint knows the data directories of the images of well-known databases. It
    does not report Jobs, Pods without a controller, or volumes in memory, because these are mostly
    used for tests.

    Use a PersistentVolumeClaim, or a StatefulSet with `volumeClaimTemplates`.
    """
    if pod.owner.qualified_kind not in _LASTING:
        return
    volumes = {volume.name: volume for volume in pod.spec.volumes if volume.empty_dir}
    for container in pod.spec.containers:
        needs = needs_of(container.image or "")
        data = needs.one(Data) if needs else None
        directory = data.path if data and data.lasting else None
        mount = mount_at(container, directory) if directory and not container.command else None
        volume = volumes.get(mount.name) if mount else None
        source = volume.empty_dir if volume else None
        if mount is None or source is None or source.medium or volume is None:
            continue
        yield Problem(
            f"data of container `{container}` (`{shortened(directory or '', 40)}`) is in an "
            "`emptyDir`",
            at=volume.at / "emptyDir",
            key=True,
            related=(Related("the volume is mounted here", mount.at / "mountPath"),),
            why="The data is lost when the Pod is replaced, as in an update or a node drain.",
            help="Use a `persistentVolumeClaim`, or `volumeClaimTemplates` of a StatefulSet.",
        )
