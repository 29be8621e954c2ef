"""A volume that no container mounts."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.pods.additions import additions_to
from podlint.pods.volumes.users import volumes_used_by


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "files are missing in the container; the Pod stays in `ContainerCreating` if the "
        "volume's ConfigMap or Secret does not exist, or Pending if its claim does not exist"
    ),
    asks_for=("volumes",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings  # finding
              #     ^^^^^^^^
              configMap:
                name: web
            - name: cache
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: cache
                  mountPath: /cache
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
          template:
            metadata:
              labels: {app: db}
            spec:
              volumes:
                - name: settings  # finding
                  configMap:
                    name: db
              containers:
                - name: app
                  image: app:1.4
                  volumeMounts:
                    - name: data
                      mountPath: /data
          volumeClaimTemplates:
            - metadata:
                name: data
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap:
                name: web
            - name: disk
              persistentVolumeClaim:
                claimName: disk
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: settings
                  mountPath: /etc/web
              volumeDevices:
                - name: disk
                  devicePath: /dev/xvda
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations: {gke-gcsfuse/volumes: "true"}
        spec:
          containers:
            - name: app
              image: app:1.4
          volumes:
            - name: gke-gcsfuse-cache
              emptyDir: {medium: Memory}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            dapr.io/enabled: "true"
            dapr.io/volume-mounts: "certificates:/certificates"
        spec:
          containers:
            - name: app
              image: app:1.4
          volumes:
            - name: certificates
              secret: {secretName: certificates}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            sidecar.istio.io/userVolumeMount: '[{"name": "ca", "mountPath": "/etc/ca"}]'
        spec:
          containers:
            - name: app
              image: app:1.4
          volumes:
            - name: ca
              secret: {secretName: ca}
        """,
        """
        apiVersion: leaderworkerset.x-k8s.io/v1
        kind: LeaderWorkerSet
        metadata:
          name: model
        spec:
          leaderWorkerTemplate:
            size: 2
            volumeClaimTemplates:
              - metadata: {name: data}
            workerTemplate:
              spec:
                containers:
                  - name: model
                    image: model:1
                    volumeMounts:
                      - {name: data, mountPath: /data}
                      - {name: shm, mountPath: /dev/shm}
                volumes:
                  - name: shm
                    emptyDir: {medium: Memory}
        """,
    ),
)
def unused_volume(pod: PodTarget) -> Problems:
    """A Pod defines a volume that none of its containers mounts.

    Usually, a mount is missing, and the program does not find its files. The kubelet does not set
    up the volume (`processPodVolumes` in pkg/kubelet/volumemanager/populator), but the scheduler
    still waits for its claim.

    Mount the volume, or remove it. If a container mounts an undefined volume, podlint reports only
    that mount, because both faults usually have the same cause. podlint does not report volumes for
    containers that a known webhook injects, such as `gke-gcsfuse-cache` or the volumes that Dapr's
    annotations name.
    """
    used = {name for each in pod.spec.all_containers for name in volumes_used_by(each)}
    added = additions_to(pod)
    undefined = used - {volume.name for volume in pod.spec.volumes}
    if not all(added.defines_volume(name) for name in undefined):
        return
    for volume in pod.spec.volumes:
        if volume.name and volume.name not in used and not added.mounts(volume.name):
            yield Problem(
                f"volume `{volume.name}` is not mounted by any container",
                at=volume.at / "name",
                why="Either a container lacks a mount and does not find its files, or nothing "
                "needs the volume.",
                help="Add the volume to the `volumeMounts` of a container, or remove it from "
                "`volumes`.",
            )
