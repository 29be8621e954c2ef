"""A volume that can fill the node's disk."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "this Pod or others are Evicted with `The node was low on resource: ephemeral-storage`"
    ),
    similar={
        "add-emptydir-sizelimit": "Kyverno sets a missing `sizeLimit` and reports nothing.",
        "require-emptydir-requests-limits": (
            "Kyverno requires a request and a limit in each container that mounts the volume; "
            "this rule accepts a limit in any container, or a `sizeLimit`."
        ),
        "require-emptydir-requests-and-limits": (
            "Kyverno requires a request and a limit in each container that mounts the volume; "
            "this rule accepts a limit in any container, or a `sizeLimit`."
        ),
    },
    asks_for=("emptyDir",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: cache
              emptyDir: {}  # finding
        #     ^^^^^^^^
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
              emptyDir: {sizeLimit: 1Gi}
            - name: memory
              emptyDir: {medium: Memory}
            - name: bounded
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {ephemeral-storage: 2Gi, memory: 1Gi}
              volumeMounts:
                - {name: cache, mountPath: /cache}
                - {name: memory, mountPath: /memory}
                - {name: bounded, mountPath: /bounded}
        """,
)
def unbounded_empty_dir(pod: PodTarget) -> Problems:
    """An `emptyDir` on the node's disk has no size limit.

    The volume's files are on the disk that all Pods on the node share. When the disk fills up, the
    kubelet evicts Pods, and not always the Pod that wrote the files. podlint does not report Pods
    in which a container has an `ephemeral-storage` limit, because this limit also applies to
    `emptyDir` volumes on disk. `unbounded-memory-volume` reports volumes in memory.

    Set `sizeLimit`. If the volume grows larger, the kubelet evicts only this Pod.
    """
    bounded = any(
        (container.resources and "ephemeral-storage" in container.resources.limits)
        or container.is_unknown("resources", "limits", "ephemeral-storage")
        for container in pod.spec.all_containers
    )
    for volume in pod.spec.volumes if not bounded else ():
        source = volume.empty_dir
        if source and not source.size_limit and not source.medium:
            yield Problem(
                f"`emptyDir` volume `{volume.name}` has no `sizeLimit`",
                at=source.at / "sizeLimit",
                why="If the volume fills the node's disk, the kubelet evicts Pods, and not "
                "necessarily this Pod.",
                help="Set `emptyDir.sizeLimit` to the space that the volume needs, such as `1Gi`.",
            )
