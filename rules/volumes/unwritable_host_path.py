"""A directory of the node to which a container's user cannot write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import (
    Container,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    pattern,
    rule,
)
from podlint.document.shortening import shortened
from podlint.file_access.file_uses import main_uses
from podlint.file_access.identity import Identity, identity_of
from podlint.file_access.permission import may
from podlint.file_access.places import reach
from podlint.file_access.preparation import may_be_prepared
from podlint.file_access.volume_contents import CREATED_DIRECTORY
from podlint.pods.volumes.mounts import normal_path

if TYPE_CHECKING:
    from podlint.models.volume import Volume
    from podlint.models.volume_mount import VolumeMount

_DIRECTORIES = ("", "Directory", "DirectoryOrCreate")
_OPEN_TO_ALL = pattern(r"/(?:var/)?tmp(?:/.*)?|/dev/shm(?:/.*)?|/mnt(?:/.*)?|/")


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff`; the log says `Permission denied`",
    asks_for=("hostPath",),
    bad=(
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              securityContext:
                runAsUser: 1000
                fsGroup: 1000
              volumes:
                - name: state
                  hostPath:
                    path: /var/lib/agent
                    type: DirectoryOrCreate  # finding
                    #     ^^^^^^^^^^^^^^^^^
              containers:
                - name: agent
                  image: agent:2
                  command: [sh, -c, "echo started > /state/log && exec agent"]
                  volumeMounts:
                    - {name: state, mountPath: /state}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
        spec:
          securityContext: {runAsUser: 1000, fsGroup: 1000}
          volumes:
            - name: state
              hostPath: {path: /var/lib/agent, type: Directory}  # finding
          containers:
            - name: agent
              image: agent:2
              volumeMounts:
                - {name: state, mountPath: /state}
        """,
    ),
    good=(
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              securityContext:
                runAsUser: 1000
                fsGroup: 1000
              volumes:
                - name: logs
                  hostPath: {path: /var/log/agent, type: DirectoryOrCreate}
                - name: prepared
                  hostPath: {path: /opt/agent, type: DirectoryOrCreate}
                - name: open
                  hostPath: {path: /tmp/agent, type: DirectoryOrCreate}
              initContainers:
                - name: own
                  image: busybox:1.36
                  securityContext: {runAsUser: 0}
                  command: [chown, "1000", /opt/agent]
                  volumeMounts:
                    - {name: prepared, mountPath: /opt/agent}
              containers:
                - name: agent
                  image: agent:2
                  volumeMounts:
                    - {name: logs, mountPath: /logs, readOnly: true}
                    - {name: prepared, mountPath: /prepared}
                    - {name: open, mountPath: /open}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: reader
        spec:
          securityContext: {runAsUser: 1000}
          volumes:
            - name: logs
              hostPath: {path: /var/log/app, type: DirectoryOrCreate}
          containers:
            - name: reader
              image: reader:2
              volumeMounts:
                - {name: logs, mountPath: /logs}
            - name: root
              image: writer:2
              securityContext: {runAsUser: 0}
              volumeMounts:
                - {name: logs, mountPath: /logs}
        """,
    ),
)
def unwritable_host_path(pod: PodTarget) -> Problems:
    """A container's user cannot write to a directory that the kubelet creates on the node.

    If the path of a `hostPath` volume with type `DirectoryOrCreate` does not exist, the kubelet
    creates it with owner root and mode 0755. `fsGroup` does not apply to `hostPath` volumes
    (`makeDir` in pkg/volume/hostpath/host_path.go), so only root can write there.

    podlint reports Pods that expect to write: the Pod sets `fsGroup`, or the command writes to the
    volume. It does not report directories below `/tmp` and `/mnt`, or Pods in which a container
    that runs as root can change the owner.

    Change the owner in an init container that runs as root, or prepare the directory on the node.
    If the data does not have to outlast the Pod, use an `emptyDir`.

    In the strict profile, podlint also reports other directories of the node if the Pod sets
    `fsGroup`, because their owner and mode are not known.
    """
    context = pod.spec.security_context
    grouped = context is not None and context.fs_group is not None
    for volume in pod.spec.volumes:
        source = volume.host_path
        if (
            source is None
            or _is_open(source.path or "/")
            or (source.type or "") not in _DIRECTORIES
        ):
            continue
        created = source.type == "DirectoryOrCreate"
        for container in pod.spec.all_containers:
            mount = _refused_mount(pod, container, volume)
            if mount and (grouped or (created and _writes(container, mount))):
                yield _problem(volume, mount, identity_of(container), grouped)
                break


def _is_open(path: str) -> bool:
    return _OPEN_TO_ALL.fullmatch(normal_path(path)) is not None


def _refused_mount(pod: PodTarget, container: Container, volume: Volume) -> VolumeMount | None:
    """The mount where a container's user cannot write if the directory belongs to root."""
    name = volume.name or ""
    mount = next((each for each in container.volume_mounts if each.name == name), None)
    identity = identity_of(container)
    if mount is None or mount.read_only or identity.is_root is not False:
        return None
    refused = may(identity, CREATED_DIRECTORY, "write") is False
    return mount if refused and not may_be_prepared(pod, container, name) else None


def _writes(container: Container, mount: VolumeMount) -> bool:
    return any(
        use.kind == "write" and reach(container, use.path).mount is mount
        for use in main_uses(container)
    )


def _problem(volume: Volume, mount: VolumeMount, identity: Identity, grouped: bool) -> Problem:
    source = volume.host_path
    assert source is not None
    path, related = (
        shortened(source.path or "", 40),
        (Related("the mount", mount.at / "mountPath"),),
    )
    if source.type != "DirectoryOrCreate":
        return Problem(
            f"`fsGroup` does not apply to `{path}`, where {identity.name} may be unable to write",
            at=source.at / "path",
            related=related,
            severity=Severity.INFO,
            why="The owner and the mode of a directory of the node stay as they are.",
            help="Give the directory to the user on the node, or in an init container that runs as "
            "root.",
        )
    effect = "`fsGroup` does not apply to `hostPath` volumes. " if grouped else ""
    return Problem(
        f"{identity.name} cannot write to `{path}`, which the kubelet creates for root",
        at=source.at / "type",
        related=related,
        why=f"{effect}The directory gets mode 0755, and writing to it fails with `Permission "
        "denied`.",
        help="Change its owner in an init container that runs as root, or use an `emptyDir` if the "
        "data can be deleted with the Pod.",
    )
