"""A volume that can never become as large as its size limit."""

from podlint.authoring import PodTarget, Problem, Problems, Quantity, Related, Severity, rule

_RESOURCE = "ephemeral-storage"


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the Pod is Evicted with `Pod ephemeral local storage usage exceeds the total limit of "
        "containers`"
    ),
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
    """The `sizeLimit` of an `emptyDir` volume is larger than the Pod's limit for disk space.

    The kubelet adds up the files that the containers write, their logs and the `emptyDir` volumes
    on disk. It [evicts the
    Pod](https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage)
    when the sum exceeds the total of the containers' `ephemeral-storage` limits. This happens
    before the volume grows to its `sizeLimit`.

    Raise the `ephemeral-storage` limit of a container, or lower `sizeLimit`.
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
                f"`sizeLimit` of volume `{name}` ({source.size_limit}) exceeds the Pod's "
                f"`{_RESOURCE}` limit ({limit})",
                at=source.at / "sizeLimit",
                related=tuple(
                    Related(
                        "this limit is part of the total",
                        container.resources.at / "limits" / _RESOURCE,
                    )
                    for container in pod.spec.all_containers
                    if container.resources and _RESOURCE in container.resources.limits
                ),
                why=f"The kubelet evicts the Pod when it uses more than {limit} of disk space.",
                help=f"Raise the `{_RESOURCE}` limit of a container, or lower `sizeLimit` to "
                f"{limit} or less.",
            )
