"""An init command that fails if it has run before, in a volume that outlives the Pod."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line
from podlint.pods.commands.repetition import unrepeatable
from podlint.pods.commands.words import command_line
from podlint.pods.volumes.lifetime import lifetime_of
from podlint.pods.volumes.mounts import mount_at


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`Init:CrashLoopBackOff` in the second Pod, although the first Pod worked; the log says "
        "`File exists` or `already exists`"
    ),
    asks_for=("initContainers",),
    bad=(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: web
        spec:
          serviceName: web
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: folders
                  image: busybox:1.36
                  command: [mkdir, /data/cache]  # finding
               #  ^^^^^^^
                  volumeMounts: [{name: data, mountPath: /data}]
                - name: content
                  image: alpine/git:2.47
                  args: [clone, -b, main, https://example.com/a.git, /data/site]  # finding
                  volumeMounts: [{name: data, mountPath: /data}]
                - name: link
                  image: busybox:1.36
                  workingDir: /data
                  command: [sh, -ec, "ln -s site current; echo done"]  # finding
                  volumeMounts: [{name: data, mountPath: /data}]
              containers:
                - name: web
                  image: nginx:1.27
                  volumeMounts:
                    - {name: data, mountPath: /usr/share/nginx/html}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: schema
              image: postgres:17
              command: [psql, -h, db, -c, "CREATE TABLE orders (id int)"]  # finding
            - name: secret
              image: bitnami/kubectl:1.31
              command: [sh, -c]
              args:  # finding
                - kubectl create secret generic key --from-literal=a=b && echo created
          containers:
            - name: web
              image: nginx:1.27
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: folders
              image: busybox:1.36
              command: [sh, -c, "mkdir -p /data/cache && ln -sfn cache /data/now"]
              volumeMounts: [{name: data, mountPath: /data}]
            - name: ignored
              image: busybox:1.36
              command: [sh, -c, "mkdir /data/cache; mkdir /tmp/x && mkdir /data/y || true"]
              volumeMounts: [{name: data, mountPath: /data}]
            - name: asked
              image: alpine/git:2.47
              command: [sh, -ec, "[ -d /data/a ] || git clone https://example.com/a /data/a"]
              volumeMounts: [{name: data, mountPath: /data}]
            - name: cleaned
              image: alpine/git:2.47
              command: [sh, -c, "rm -rf /data/* && git clone https://example.com/a /data/a"]
              volumeMounts: [{name: data, mountPath: /data}]
            - name: own-file-system
              image: busybox:1.36
              command: [sh, -c, "mkdir /work && adduser -D web"]
            - name: scratch
              image: busybox:1.36
              command: [mkdir, /scratch/cache]
              volumeMounts: [{name: scratch, mountPath: /scratch}]
            - name: schema
              image: postgres:17
              command: [psql, -c, CREATE TABLE IF NOT EXISTS orders (id int)]
            - name: apply
              image: bitnami/kubectl:1.31
              command: [sh, -c, "kubectl create ns a --dry-run=client -o yaml | kubectl apply -f -"]
          containers:
            - name: web
              image: nginx:1.27
              command: [sh, -c, "mkdir /data/once && exec nginx"]
              volumeMounts: [{name: data, mountPath: /data}]
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}
            - name: scratch
              emptyDir: {}
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: setup
        spec:
          template:
            spec:
              restartPolicy: Never
              initContainers:
                - name: database
                  image: postgres:17
                  command: [createdb, orders]
              containers:
                - name: fill
                  image: postgres:17
                  command: [pg_restore, /backup]
        """,
    ),
)
def init_command_fails_next_time(pod: PodTarget) -> Problems:
    """An init container runs a command that succeeds only once, on data that outlives the Pod.

    Every new Pod runs its init containers again, on the same PersistentVolumeClaim, node directory
    or database. If a command fails because the result of its first run already exists, the next Pod
    cannot start. This happens, for example, after an update or an eviction. Init containers must be
    [idempotent](https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior).

    podlint does not report commands whose failure has no effect. It also does not report Jobs,
    because their init containers usually run only once.

    Write a command that can be repeated, such as `mkdir -p`, `ln -sfn` or `IF NOT EXISTS`, or first
    check whether the result exists.
    """
    if pod.owner.qualified_kind in ("Job", "batch.volcano.sh/Job"):
        return
    for container in pod.spec.init_containers:
        if container.sort != "init":
            continue
        for each in unrepeatable(command_line(container), container.working_dir):
            if each.path is None or lifetime_of(pod, mount_at(container, each.path)) == "beyond":
                yield Problem(
                    f"init container `{container}` runs `{one_line(each.text, 32)}`, which "
                    "fails in the next Pod",
                    at=container.words_at,
                    key=True,
                    why="The command finds the result of its run in the previous Pod and fails, so "
                    "the next Pod does not start.",
                    help=each.remedy,
                )
                break
