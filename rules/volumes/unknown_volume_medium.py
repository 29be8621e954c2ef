"""A medium of an emptyDir that the kubelet does not know."""

from podlint.authoring import Fix, PodTarget, Problem, Problems, SetValue, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.volumes.media import intended_medium, is_medium


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "the Pod stays `ContainerCreating`; the event `FailedMount` with `unknown storage medium`"
    ),
    asks_for=("medium",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: cache
              emptyDir:
                medium: memory  # finding
                #       ^^^^^^
            - name: other
              emptyDir: {medium: tmpfs}  # finding
            - name: third
              emptyDir: {medium: fast, sizeLimit: 1Gi}  # finding
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: cache, mountPath: /cache}
                - {name: other, mountPath: /other}
                - {name: third, mountPath: /third}
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: cache
              emptyDir:
                medium: Memory
            - name: other
              emptyDir: {medium: Memory}
            - name: third
              emptyDir: {medium: fast, sizeLimit: 1Gi}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: cache, mountPath: /cache}
                - {name: other, mountPath: /other}
                - {name: third, mountPath: /third}
        """,
    good="""
        # The kubelet only sets up volumes that a container mounts.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - {name: memory, emptyDir: {medium: Memory}}
            - {name: disk, emptyDir: {medium: ""}}
            - {name: null-medium, emptyDir: {medium: }}
            - {name: pages, emptyDir: {medium: HugePages}}
            - {name: sized, emptyDir: {medium: HugePages-2Mi}}
            - {name: filled-in, emptyDir: {medium: "${MEDIUM}"}}
            - {name: unused, emptyDir: {medium: memory}}
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {memory: 1Gi, hugepages-2Mi: 128Mi}}
              volumeMounts:
                - {name: memory, mountPath: /memory}
                - {name: disk, mountPath: /disk}
                - {name: null-medium, mountPath: /null}
                - {name: pages, mountPath: /pages}
                - {name: sized, mountPath: /sized}
                - {name: filled-in, mountPath: /filled-in}
        """,
)
def unknown_volume_medium(pod: PodTarget) -> Problems:
    """An `emptyDir` has a medium that the kubelet does not know.

    The API server accepts any text here. The kubelet knows only `Memory`, `HugePages` and
    `HugePages-` with a page size, with exactly this capitalization. It cannot mount a volume with
    any other medium, so no container of the Pod starts.

    Write `medium: Memory` for a volume in memory. Without `medium`, the volume is on the node's
    disk.
    """
    mounted = {mount.name for each in pod.spec.all_containers for mount in each.volume_mounts}
    for volume in pod.spec.volumes:
        source = volume.empty_dir
        if source is None or source.medium is None or is_medium(source.medium):
            continue
        if volume.name not in mounted and pod.spec.all_containers:
            continue
        place, meant = source.at / "medium", intended_medium(source.medium)
        yield Problem(
            f"volume `{volume.name}` has unknown medium `{shortened(source.medium, 40)}`",
            at=place,
            fix=Fix(f"write {meant}", (SetValue(place.path, meant),), safe=False)
            if meant
            else None,
            why="The kubelet cannot mount the volume, and the Pod stays in `ContainerCreating`.",
            help=f"Write `{meant}`."
            if meant
            else "Write `Memory` for a volume in memory, or remove `medium` for the node's disk.",
        )
