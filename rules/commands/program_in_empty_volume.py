"""A program in a volume that is still empty."""

from podlint.authoring import Container, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.file_uses import started_file
from podlint.file_access.places import reach
from podlint.file_access.volume_contents import contents_of
from podlint.pods.additions import additions_to
from podlint.pods.volumes.users import volumes_used_by


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom="`RunContainerError` or `CrashLoopBackOff` with `no such file or directory`",
    asks_for=("emptyDir",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: tools
              emptyDir: {}
            - name: data
              emptyDir: {}
          initContainers:
            - name: fetch
              image: tools:3
              command: [cp, /bin/helper, /data]
              volumeMounts:
                - {name: data, mountPath: /data}
          containers:
            - name: app
              image: app:1.4
              command: [/tools/helper, --serve]  # finding
              #         ^^^^^^^^^^^^^
              volumeMounts:
                - {name: tools, mountPath: /tools}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: tools
              emptyDir: {}
            - name: cache
              emptyDir: {}
            - name: scripts
              configMap: {name: scripts, defaultMode: 0755}
            - name: claimed
              persistentVolumeClaim: {claimName: tools}
          initContainers:
            - name: fetch
              image: tools:3
              command: [cp, /bin/helper, /tools]
              volumeMounts:
                - {name: tools, mountPath: /tools}
          containers:
            - name: app
              image: app:1.4
              command: [/tools/helper]
              volumeMounts:
                - {name: tools, mountPath: /tools}
            - name: covered
              image: app:1.4
              command: [/cache/scripts/start.sh]
              volumeMounts:
                - {name: cache, mountPath: /cache}
                - {name: scripts, mountPath: /cache/scripts}
            - name: filled-before
              image: app:1.4
              command: [/claimed/helper]
              volumeMounts:
                - {name: claimed, mountPath: /claimed}
            - name: searched
              image: app:1.4
              command: [cache]
        """,
)
def program_in_empty_volume(pod: PodTarget) -> Problems:
    """A container starts a program in an `emptyDir` that no other container mounts.

    An `emptyDir` is empty when the Pod starts, and hides the image's files at its mount path. If no
    init container or sidecar puts the program there, the program does not exist.

    Copy the program into the volume in an init container. If the program belongs to the image,
    mount the volume at another path.
    """
    volumes = {volume.name: volume for volume in pod.spec.volumes if volume.empty_dir}
    if not volumes or pod.partial:
        return
    containers = tuple(pod.spec.all_containers)
    for container in containers:
        path = started_file(container, container.command)
        reached = reach(container, path) if path else None
        volume = reached.volume if reached else None
        if reached is None or volume is None or volume.name not in volumes or not reached.inner:
            continue
        found = contents_of(volume, pod.spec).at(reached.inner)
        name = volume.name or ""
        shared = any(_uses(other, name) for other in containers if other is not container)
        if found.exists is not False or shared or additions_to(pod).mounts(name):
            continue
        yield Problem(
            f"`{shortened(reached.path, 40)}` does not exist: no container fills volume "
            f"`{volume.name}`",
            at=container.at / "command" / 0,
            related=(Related("the empty volume", volume.at / "emptyDir"),),
            why="The volume is empty when the container starts: `no such file or directory`.",
            help=f"Copy the program into volume `{volume.name}` in an init container, or mount the "
            "volume at another path.",
        )


def _uses(container: Container, volume: str) -> bool:
    return volume in volumes_used_by(container)
