"""A memory-backed volume that is larger than the memory limit of the containers using it."""

from podlint.authoring import PodSpec, PodTarget, Problem, Problems, Quantity, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="`OOMKilled`, exit code 137, while a program writes files",
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
                medium: Memory
                sizeLimit: 2Gi  # finding
                #          ^^^
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {memory: 1Gi}}
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
              emptyDir: {medium: Memory, sizeLimit: 512Mi}
            - name: scratch
              emptyDir: {sizeLimit: 10Gi}
            - name: shared
              emptyDir: {medium: Memory, sizeLimit: 8Gi}
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {memory: 1Gi}}
              volumeMounts:
                - {name: cache, mountPath: /cache}
                - {name: scratch, mountPath: /scratch}
            - name: unlimited
              image: app:1.4
              volumeMounts:
                - {name: shared, mountPath: /shared}
        """,
)
def memory_volume_exceeds_limit(pod: PodTarget) -> Problems:
    """A memory-backed volume can grow beyond the memory limits of its containers.

    Files in an [`emptyDir` with `medium:
    Memory`](https://kubernetes.io/docs/concepts/storage/volumes/#emptydir) count toward the memory
    of the container that writes them. The container is OOMKilled at its memory limit, before the
    volume is full. podlint does not report a volume without a `sizeLimit`. It also does not report
    a volume if a container without a memory limit can write to it.

    Lower `sizeLimit`, so that enough memory remains for the program, or raise the memory limit.
    """
    for volume in pod.spec.volumes:
        source = volume.empty_dir
        if source is None or source.medium != "Memory" or not source.size_limit:
            continue
        limits = _limits(pod.spec, volume.name or "")
        if not limits or None in limits:
            continue
        largest = max(limit for limit in limits if limit)
        if source.size_limit > largest:
            yield Problem(
                f"memory-backed volume `{volume.name}` can grow to {source.size_limit}, above its "
                f"containers' memory limit ({largest})",
                at=source.at / "sizeLimit",
                why="Files in the volume count toward the memory of the container that writes "
                "them. The container is OOMKilled before the volume is full.",
                help=f"Set `sizeLimit` to well below {largest}, or raise the container's "
                "`resources.limits.memory`.",
            )


def _limits(spec: PodSpec, volume: str) -> list[Quantity | None]:
    """The memory limits of the containers that can write to a volume."""
    from podlint.resources import limit_of

    found = []
    for container in spec.all_containers:
        if any(each.name == volume and not each.read_only for each in container.volume_mounts):
            limit = limit_of(container, "memory")
            found.append(limit[0] if limit else None)
    return found
