"""A memory-backed volume without any limit."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "Evicted with `The node was low on resource: memory`; other Pods on the "
        "node are `OOMKilled`"
    ),
    asks_for=("medium",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: cache
              emptyDir:
                medium: Memory  # finding
                #       ^^^^^^
          containers:
            - name: app
              image: app:1.4
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
              emptyDir: {medium: Memory, sizeLimit: 64Mi}
            - name: other
              emptyDir: {medium: Memory}
            - name: disk
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {memory: 1Gi}}
              volumeMounts:
                - {name: cache, mountPath: /cache}
                - {name: other, mountPath: /other}
            - name: reader
              image: app:1.4
              volumeMounts:
                - {name: other, mountPath: /other, readOnly: true}
                - {name: disk, mountPath: /disk}
        """,
)
def unbounded_memory_volume(pod: PodTarget) -> Problems:
    """A memory-backed volume has no size limit, and a container has no memory limit.

    Files in an `emptyDir` with `medium: Memory` use the node's memory. The kubelet limits such a
    volume to its `sizeLimit` and to the Pod's memory limits. [Without
    either](https://kubernetes.io/docs/concepts/storage/volumes/#emptydir), the volume can use all
    the memory that the node provides for Pods.

    Set `sizeLimit`, or a memory limit on each container that writes to the volume.
    """
    for volume in pod.spec.volumes:
        source = volume.empty_dir
        if source is None or source.medium != "Memory" or source.size_limit:
            continue
        from podlint.resources import is_filled_in, limit_of

        if source.is_unknown("sizeLimit") or is_filled_in(pod.spec, "memory", "limits"):
            continue

        free = [
            container.name
            for container in pod.spec.all_containers
            if limit_of(container, "memory") is None
            and not is_filled_in(container, "memory", "limits")
            and any(
                each.name == volume.name and not each.read_only for each in container.volume_mounts
            )
        ]
        if free:
            yield Problem(
                f"memory-backed volume `{volume.name}` has no `sizeLimit`, and container "
                f"`{free[0]}` has no memory limit",
                at=source.at / "medium",
                why=f"Files that container `{free[0]}` writes to the volume can use up the node's "
                "memory.",
                help="Set `emptyDir.sizeLimit`, such as `64Mi`, or a memory limit in each "
                "container that writes to the volume.",
            )
