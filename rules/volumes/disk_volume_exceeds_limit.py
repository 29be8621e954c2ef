"""A volume that may not become as large as its limit says."""

from podlint.authoring import PodTarget, Problem, Problems, Quantity, Related, Severity, rule

_RESOURCE = "ephemeral-storage"


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="Evicted: Pod ephemeral local storage usage exceeds the total limit of containers",
    asks_for=("sizeLimit",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: cache
              emptyDir:
                sizeLimit: 10Gi  # finding
                #          ^^^^
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              resources:
                limits: {ephemeral-storage: 1Gi}
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {ephemeral-storage: 4Gi}
              volumeMounts:
                - {name: cache, mountPath: /cache}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: cache
              emptyDir: {sizeLimit: 4Gi}
            - name: memory
              emptyDir: {medium: Memory, sizeLimit: 8Gi}
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {ephemeral-storage: 4Gi, memory: 16Gi}
              volumeMounts:
                - {name: cache, mountPath: /cache}
                - {name: memory, mountPath: /memory}
        """,
)
def disk_volume_exceeds_limit(pod: PodTarget) -> Problems:
    """An `emptyDir` may be larger than the disk that the Pod may use.

    The kubelet adds up what the Pod's containers write, their logs and their `emptyDir` volumes on
    disk, and evicts the Pod as soon as that exceeds the sum of the limits for `ephemeral-storage`
    ([eviction](https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage)).
    The volume never becomes as large as its `sizeLimit` promises.

    Raise the limit of a container, or lower `sizeLimit`.
    """
    volumes = [
        (volume.name, volume.empty_dir)
        for volume in pod.spec.volumes
        if volume.empty_dir and volume.empty_dir.size_limit and volume.empty_dir.medium != "Memory"
    ]
    if not volumes:
        return
    from podlint.resources import effective

    limit: Quantity | None = effective(pod).limits.get(_RESOURCE)
    for name, source in volumes:
        if limit and source.size_limit and source.size_limit > limit:
            yield Problem(
                f"volume {name} may hold {source.size_limit}, but the Pod is evicted as soon "
                f"as it uses more than {limit} of disk",
                at=source.at / "sizeLimit",
                related=tuple(
                    Related("a limit", container.resources.at / "limits" / _RESOURCE)
                    for container in pod.spec.all_containers
                    if container.resources and _RESOURCE in container.resources.limits
                ),
                help=f"Raise a limit for {_RESOURCE} or lower sizeLimit.",
            )
