"""A volume that no container mounts."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, StatefulSet, rule


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
    good="""
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
)
def unused_volume(pod: PodTarget) -> Problems:
    """A Pod defines a volume that none of its containers mounts.

    Usually, a mount was forgotten, and the program does not find its files. The kubelet does not
    set up the volume (`processPodVolumes` in pkg/kubelet/volumemanager/populator), but the
    scheduler still waits for its claim.

    Mount the volume, or remove it. If a container mounts an undefined volume, podlint reports only
    that mount, because both faults usually have the same cause.
    """
    mounted = {
        name
        for container in pod.spec.all_containers
        for name in (
            *(mount.name for mount in container.volume_mounts),
            *(device.name for device in container.volume_devices),
        )
    }
    files = {
        source.value_from.file_key_ref.volume_name
        for container in pod.spec.all_containers
        for source in container.env
        if source.value_from and source.value_from.file_key_ref
    }
    workload = pod.owner.spec if isinstance(pod.owner, StatefulSet) else None
    claims = workload.volume_claim_templates if workload else ()
    if mounted - {volume.name for volume in pod.spec.volumes} - {claim.name for claim in claims}:
        return
    for volume in pod.spec.volumes:
        if volume.name and volume.name not in mounted | files:
            yield Problem(
                f"volume {volume.name} is not mounted by any container",
                at=volume.at / "name",
                why="Either a container lacks a mount and does not find its files, or nothing "
                "needs the volume.",
                help="Add the volume to the `volumeMounts` of a container, or remove it from "
                "`volumes`.",
            )
