"""A termination message file that cannot be mounted."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from podlint.authoring import (
    Container,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    VolumeMount,
    rule,
)
from podlint.document.shortening import shortened
from podlint.pods.operating_system import may_run_on_windows
from podlint.pods.volumes.files import item_paths, sort_of, writers_of
from podlint.pods.volumes.mounts import mount_at, normal_path, read_only_kind

_ALWAYS = frozenset("/ /dev /etc /proc /sys".split())
"""The directories that the runtime makes or fills in every container."""

_USUAL = frozenset(
    """
    /bin /boot /dev/pts /dev/shm /home /lib /media /mnt /opt /root /run /sbin /srv /tmp /usr
    /usr/bin /usr/lib /usr/local /usr/local/bin /usr/share /var /var/cache /var/lib /var/log
    /var/run /var/tmp
    """.split()
)
"""The directories of most images."""


class _Fault(NamedTuple):
    what: str
    severity: Severity
    mount: VolumeMount | None = None


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`RunContainerError` with `create mountpoint`, `not a directory`, `is a directory` or "
        "`read-only file system`, then `CrashLoopBackOff`"
    ),
    asks_for=("terminationMessagePath",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              emptyDir: {}
            - name: settings
              configMap: {name: web}
            - name: pages
              persistentVolumeClaim: {claimName: pages}
            - name: books
              persistentVolumeClaim: {claimName: books, readOnly: true}
          containers:
            - name: books
              image: app:1.4
              terminationMessagePath: /srv/books/message  # finding
              volumeMounts:
                - {name: books, mountPath: /srv/books}
            - name: app
              image: app:1.4
              terminationMessagePath: /data/  # finding
              #                       ^^^^^^
              volumeMounts:
                - {name: data, mountPath: /data}
            - name: root
              image: app:1.4
              terminationMessagePath: /  # finding
            - name: usual
              image: app:1.4
              terminationMessagePath: /tmp  # finding
            - name: settings
              image: app:1.4
              terminationMessagePath: /etc/web/message  # finding
              volumeMounts:
                - {name: settings, mountPath: /etc/web}
            - name: pages
              image: app:1.4
              terminationMessagePath: /srv/pages/message  # finding
              volumeMounts:
                - {name: pages, mountPath: /srv/pages, readOnly: true}
        """,
    good="""
        # A file in a directory, a file in a writable volume, and a file that a volume has.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              emptyDir: {}
            - name: settings
              configMap:
                name: web
                items: [{key: message, path: message}]
            - name: log
              hostPath: {path: /var/log/web.log}
          containers:
            - name: default
              image: app:1.4
              terminationMessagePath: /dev/termination-log
            - name: app
              image: app:1.4
              terminationMessagePath: /data/message
              volumeMounts:
                - {name: data, mountPath: /data}
            - name: beside
              image: app:1.4
              terminationMessagePath: /database/message
              volumeMounts:
                - {name: data, mountPath: /data, readOnly: true}
            - name: reader
              image: app:1.4
              terminationMessagePath: /data/message
              volumeMounts:
                - {name: data, mountPath: /data, readOnly: true}
            - name: listed
              image: app:1.4
              terminationMessagePath: /etc/web/message
              volumeMounts:
                - {name: settings, mountPath: /etc/web}
            - name: file
              image: app:1.4
              terminationMessagePath: /var/log/web.log
              volumeMounts:
                - {name: log, mountPath: /var/log/web.log}
            - name: filled-in
              image: app:1.4
              terminationMessagePath: ${MESSAGE_PATH}
            - name: inner
              image: app:1.4
              terminationMessagePath: /etc/web/run/message
              volumeMounts:
                - {name: settings, mountPath: /etc/web}
                - {name: data, mountPath: /etc/web/run}
        """,
)
def unmountable_termination_message(pod: PodTarget) -> Problems:
    """The termination message file is at the path of a directory, or in a read-only volume.

    The kubelet mounts a file at `terminationMessagePath` in every container. If there is a
    directory at this path, the container runtime cannot mount the file. If the path is in a
    read-only volume that does not have this file, the runtime cannot create it. In both cases, the
    container does not start ([customizing the termination
    message](https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/#customizing-the-termination-message)).

    For directories that most, but not all, images have, such as `/tmp`, and for read-only claims,
    the finding is a warning.

    Remove `terminationMessagePath` (the default is `/dev/termination-log`), or write the path of a
    file in a writable directory.
    """
    if may_run_on_windows(pod.spec):
        return
    for container in pod.spec.all_containers:
        written = container.termination_message_path
        if not written or any(mark in written for mark in "${<%@"):
            continue
        fault = _fault(container, normal_path(written), pod)
        if fault is None:
            continue
        yield Problem(
            f"termination message path `{shortened(written, 40)}` is {fault.what}",
            at=container.at / "terminationMessagePath",
            severity=fault.severity,
            related=(Related("the mount", fault.mount.at / "mountPath"),) if fault.mount else (),
            why="The container runtime cannot mount the message file there, so the container "
            "fails with RunContainerError.",
            help="Remove `terminationMessagePath`, or write the path of a file in a writable "
            "directory.",
        )


def _fault(container: Container, path: str, pod: PodTarget) -> _Fault | None:
    volumes = {volume.name: volume for volume in pod.spec.volumes}
    mount = mount_at(container, path)
    volume = volumes.get(mount.name) if mount else None
    at_mount = mount and normal_path(mount.mount_path or "/") == path
    if path in _ALWAYS:
        return _Fault("a directory in every container", Severity.ERROR)
    if mount is None:
        usual = path in _USUAL
        return _Fault("a directory in most images", Severity.WARNING) if usual else None
    if volume is None:
        return None
    if at_mount:
        is_directory = sort_of(mount, volume) == "directory"
        return _Fault("the directory of a volume", Severity.ERROR, mount) if is_directory else None
    kind = read_only_kind(volume) or ("image volume" if volume.image else None)
    what = f"in {_article(kind)} {kind}, which is read-only" if kind else "in a read-only mount"
    if kind:
        inside = posixpath.relpath(path, normal_path(mount.mount_path or "/"))
        known = inside in (item_paths(volume) or ()) or mount.sub_path or mount.sub_path_expr
        return None if known else _Fault(what, Severity.ERROR, mount)
    claim = volume.persistent_volume_claim
    if not (mount.read_only or (claim and claim.read_only)) or volume.host_path:
        return None
    if writers_of(pod, mount.name) and not (claim and claim.read_only):
        return None
    return _Fault(what, Severity.ERROR if volume.empty_dir else Severity.WARNING, mount)


def _article(kind: str | None) -> str:
    return "an" if kind and kind.startswith("image") else "a"
