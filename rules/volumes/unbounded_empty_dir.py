"""A volume that may fill the node's disk."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Evicted: The node was low on resource: ephemeral-storage, for this Pod or for others",
    similar={
        "add-emptydir-sizelimit": (
            "Kyverno sets a sizeLimit where there is none and reports nothing."
        ),
        "require-emptydir-requests-limits": (
            "Kyverno asks for request and limit in each container that mounts it, this rule for a "
            "bound of any kind."
        ),
        "require-emptydir-requests-and-limits": (
            "Kyverno asks for request and limit in each container that mounts it, this rule for a "
            "bound of any kind."
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

    Its files lie on the disk that all Pods of the node share. When that fills up the kubelet evicts
    Pods, and not always the one that wrote. Pods with a limit for `ephemeral-storage` are left
    alone, since that bounds their volumes, too; of volumes in memory `unbounded-memory-volume`
    speaks.

    Set `sizeLimit`: the kubelet then evicts this Pod, and none but this, when the volume grows
    larger.
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
                f"volume {volume.name} may fill the node's disk, and the kubelet then evicts Pods",
                at=source.at / "sizeLimit",
                help="Set sizeLimit.",
            )
