"""A volume of huge pages in a Pod that asks for none."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="ContainerCreating for ever; FailedMount: MountVolume.SetUp failed, requests for huge "
    "pages",
    asks_for=("medium",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: pages
              emptyDir:
                medium: HugePages  # finding
                #       ^^^^^^^^^
            - name: large
              emptyDir: {medium: HugePages-1Gi}  # finding
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {cpu: 1, memory: 1Gi}}
              volumeMounts:
                - {name: pages, mountPath: /pages}
                - {name: large, mountPath: /large}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: pages
              emptyDir: {medium: HugePages}
            - name: large
              emptyDir: {medium: HugePages-2Mi}
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {memory: 1Gi, hugepages-2Mi: 128Mi}}
              volumeMounts:
                - {name: pages, mountPath: /pages}
                - {name: large, mountPath: /large}
        """,
)
def huge_pages_volume_without_request(pod: PodTarget) -> Problems:
    """A volume is made of huge pages of which the Pod asks for none, or for several sizes.

    The kubelet mounts such a volume with the page size that the Pod's containers ask for ([Manage
    HugePages](https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/)). With
    `medium: HugePages` that must be one size; `HugePages-2Mi` names it.

    Set `resources.limits.hugepages-2Mi` (or the size that the nodes have) on the container that
    uses the volume, together with its memory or CPU.
    """
    volumes = [
        (volume, volume.empty_dir)
        for volume in pod.spec.volumes
        if volume.empty_dir and (volume.empty_dir.medium or "").startswith("HugePages")
    ]
    if not volumes:
        return
    from podlint.resources import effective

    sizes = [name for name in effective(pod).requests if name.startswith("hugepages-")]
    for volume, source in volumes:
        _, _, size = (source.medium or "").partition("-")
        if (f"hugepages-{size}" in sizes) if size else len(sizes) == 1:
            continue
        asked = ", ".join(sizes) or "no huge pages"
        yield Problem(
            f"volume {volume.name} is of medium {source.medium} and the Pod asks for {asked}: it "
            f"cannot be mounted; set resources.limits.hugepages-{size or '2Mi'}"
            + (", and only that size" if len(sizes) > 1 and not size else ""),
            at=source.at / "medium",
        )
