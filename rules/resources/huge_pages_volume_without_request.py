"""A volume of huge pages in a Pod that requests no huge pages."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, Volume, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the Pod stays `ContainerCreating`; the event `FailedMount` with "
        "`MountVolume.SetUp failed` and `requests for huge pages`"
    ),
    asks_for=("medium",),
    bad=(
        """
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
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: pages
              emptyDir: {medium: HugePages}
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {memory: 1Gi, hugepages-2Mi: 128Mi}}
              volumeMounts:
                - {name: pages, mountPath: /pages}
            - name: writer
              image: app:1.4
              resources: {limits: {memory: 1Gi}}
              volumeMounts:
                - {name: pages, mountPath: /pages}  # finding
        """,
    ),
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
            - name: reader
              image: app:1.4
              resources: {limits: {memory: 1Gi}}
              volumeMounts:
                - {name: pages, mountPath: /pages, readOnly: true}
        """,
)
def huge_pages_volume_without_request(pod: PodTarget) -> Problems:
    """A volume uses huge pages that the Pod does not request, or the Pod requests several sizes.

    The kubelet mounts such a volume with the page size that the Pod's containers request ([Manage
    HugePages](https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/)). With
    `medium: HugePages`, all containers must request the same page size. With `medium:
    HugePages-2Mi`, the volume itself specifies the size. A container that writes to the volume
    needs a limit for huge pages of its own.

    Set `resources.limits.hugepages-2Mi` (or the size that the nodes provide) in the container that
    uses the volume, in addition to its memory or CPU limit.
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
            yield from _unlimited(pod, volume, f"hugepages-{size}" if size else sizes[0])
            continue
        asked = " and ".join(f"`{each}`" for each in sizes) or "no huge pages"
        several = bool(sizes) and not size
        yield Problem(
            f"volume `{volume.name}` has medium `{source.medium}`, but the Pod requests {asked}",
            at=source.at / "medium",
            why="The kubelet cannot mount the volume, and the Pod stays in `ContainerCreating`.",
            help=f"Specify the size in the volume, such as `medium: HugePages-{_size(sizes[0])}`, "
            "or request only one size in the Pod."
            if several
            else f"Set `resources.limits.hugepages-{size or '2Mi'}` in the container that mounts "
            "the volume.",
        )


def _unlimited(pod: PodTarget, volume: Volume, resource: str) -> Problems:
    """The containers that may write to a volume, but may use no huge pages themselves."""
    if pod.spec.resources:
        return
    for container in pod.spec.all_containers:
        limits = container.resources.limits if container.resources else {}
        if resource in limits or container.is_unknown("resources"):
            continue
        for mount in container.volume_mounts:
            if mount.name == volume.name and not mount.read_only:
                yield Problem(
                    f"container `{container}` writes to volume `{volume.name}`, but has no "
                    f"limit for `{resource}`",
                    at=mount.at / "name",
                    why="Without this limit, the container may use no huge pages, and is killed "
                    "when it writes to the volume.",
                    help=f"Set `resources.limits.{resource}` in the container, or mount the volume "
                    "read-only.",
                )


def _size(resource: str) -> str:
    return resource.removeprefix("hugepages-")
