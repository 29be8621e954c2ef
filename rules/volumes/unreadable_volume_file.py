"""Files of a ConfigMap or Secret that a container's user cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.authoring import (
    Container,
    Place,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    Volume,
    rule,
)
from podlint.file_access.identity import Identity, identity_of
from podlint.file_access.permission import may
from podlint.file_access.places import reach
from podlint.file_access.volume_contents import Contents, contents_of
from podlint.pods.volumes.mounts import read_only_kind
from podlint.pods.volumes.users import volumes_used_by

if TYPE_CHECKING:
    from podlint.models.node import Node
    from podlint.models.volume_mount import VolumeMount


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff`; the log says `Permission denied`",
    asks_for=("defaultMode", "mode"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
          volumes:
            - name: keys
              secret:
                secretName: keys
                defaultMode: 0400  # finding
                #            ^^^^
            - name: certificates
              projected:
                sources:
                  - secret:
                      name: certificates
                      items:
                        - {key: tls.crt, path: tls.crt}
                        - {key: tls.key, path: tls.key, mode: 0600}  # finding
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: keys, mountPath: /keys}
                - {name: certificates, mountPath: /certificates}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
            runAsGroup: 1000
            supplementalGroups: [0]
          volumes:
            - name: keys
              secret: {secretName: keys, defaultMode: 0444}
            - name: grouped
              secret: {secretName: keys, defaultMode: 0440}
            - name: of-root
              secret: {secretName: keys, defaultMode: 0400}
            - name: some-of-root
              secret:
                secretName: keys
                items:
                  - {key: public, path: public}
                  - {key: private, path: private, mode: 0400}
            - name: token
              projected:
                defaultMode: 0400
                sources:
                  - serviceAccountToken: {path: token}
          initContainers:
            - name: root
              image: app:1.4
              securityContext: {runAsUser: 0}
              volumeMounts:
                - {name: of-root, mountPath: /keys}
                - {name: some-of-root, mountPath: /some}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: keys, mountPath: /keys}
                - {name: grouped, mountPath: /grouped}
                - {name: some-of-root, mountPath: /public, subPath: public}
                - {name: some-of-root, mountPath: /both}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: grouped
        spec:
          securityContext: {runAsUser: 1000, fsGroup: 1000}
          volumes:
            - name: keys
              secret: {secretName: keys, defaultMode: 0400}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: keys, mountPath: /keys}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: unknown-user
        spec:
          volumes:
            - name: keys
              secret: {secretName: keys, defaultMode: 0400}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: keys, mountPath: /keys}
        """,
)
def unreadable_volume_file(pod: PodTarget) -> Problems:
    """A container mounts files of a Secret or ConfigMap that its user cannot read.

    The files belong to root. With mode 0400 or 0600, no other user can read them. If the Pod sets
    `fsGroup`, the kubelet gives the files to that group and makes them readable for it, so 0400
    becomes 0440 (`changeFilePermission` in pkg/volume/volume_linux.go).

    If several containers mount the volume, podlint reports the volume only if one of the containers
    cannot read any of the files that it mounts.

    Set `fsGroup` in the Pod's `securityContext`. Otherwise, use mode 0444, with which every user in
    the container can read the files.
    """
    for volume in pod.spec.volumes:
        if read_only_kind(volume) is None:
            continue
        contents = contents_of(volume, pod.spec)
        users = [
            each for each in pod.spec.all_containers if volume.name in [*volumes_used_by(each)]
        ]
        for container in users:
            found = _unreadable(pod, container, volume, contents, alone=len(users) == 1)
            if found:
                yield found
                break


def _unreadable(
    pod: PodTarget, container: Container, volume: Volume, contents: Contents, *, alone: bool
) -> Problem | None:
    identity = identity_of(container)
    if identity.is_root is not False:
        return None
    for mount in container.volume_mounts:
        if mount.name != volume.name:
            continue
        inner = reach(container, mount.mount_path or "/").inner
        visible = () if inner is None else contents.files_at(inner)
        refused = [path for path, entry in visible if may(identity, entry, "read") is False]
        if refused and (alone or len(refused) == len(visible)):
            mode = dict(visible)[refused[0]].mode or 0
            return _problem(volume, mount, identity, refused[0], mode)
    return None


def _problem(
    volume: Volume, mount: VolumeMount, identity: Identity, path: str | None, mode: int
) -> Problem:
    what = f"file `{path}` of volume `{volume.name}`, which belongs" if path else None
    files = what or f"the files of volume `{volume.name}`, which belong"
    return Problem(
        f"{identity.name} cannot read {files} to root with mode {mode:04o}",
        at=_mode_place(volume, path),
        related=(Related("the mount", mount.at / "mountPath"),),
        why="The program fails with `Permission denied` when it reads the files.",
        help="Set `fsGroup` in the Pod's `securityContext`: the kubelet then makes the files "
        "readable for that group.",
    )


def _mode_place(volume: Volume, path: str | None) -> Place:
    """Where the mode of a file is written: at its item, or for the whole volume."""
    own = default = None
    for node in _nodes(volume):
        mode, default_mode = getattr(node, "mode", None), getattr(node, "default_mode", None)
        if mode is not None and getattr(node, "path", None) == path:
            own = node.at / "mode"
        elif default_mode is not None:
            default = node.at / "defaultMode"
    return own or default or volume.at


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children():
        yield from _nodes(child)
