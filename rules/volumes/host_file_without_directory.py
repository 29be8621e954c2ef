"""A file on the node that the kubelet cannot create without its directory."""

from __future__ import annotations

import posixpath

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened

_USUAL = frozenset(
    """
    / /dev /dev/shm /etc /etc/cni/net.d /etc/default /etc/kubernetes /etc/kubernetes/manifests
    /etc/kubernetes/pki /etc/pki /etc/ssl /etc/ssl/certs /etc/sysconfig /etc/systemd
    /etc/systemd/system /home /mnt /opt /opt/cni/bin /proc /root /run /run/lock /srv /sys /tmp /usr
    /usr/bin /usr/lib /usr/local /usr/local/bin /usr/share /var /var/cache /var/lib
    /var/lib/kubelet /var/lock /var/log /var/log/containers /var/log/pods /var/run /var/spool
    /var/tmp
    """.split()
)
"""Directories that the nodes of usual clusters have."""


@rule(
    severity=Severity.INFO,
    since="0.2",
    symptom=(
        "the Pod stays `ContainerCreating`; the event `FailedMount` with `open` and `no such file "
        "or directory`"
    ),
    asks_for=("hostPath",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: state
              hostPath:
                path: /var/lib/web/state.json  # finding
                #     ^^^^^^^^^^^^^^^^^^^^^^^
                type: FileOrCreate
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: state, mountPath: /var/lib/web/state.json}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: lock
              hostPath: {path: /run/xtables.lock, type: FileOrCreate}
            - name: log
              hostPath: {path: /var/log/web.log, type: FileOrCreate}
            - name: directory
              hostPath: {path: /var/lib/web, type: DirectoryOrCreate}
            - name: state
              hostPath: {path: /var/lib/web/state.json, type: FileOrCreate}
            - name: existing
              hostPath: {path: /srv/web/data.db, type: File}
            - name: filled-in
              hostPath: {path: "${STATE}/state.json", type: FileOrCreate}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: state, mountPath: /var/lib/web/state.json}
        """,
)
def host_file_without_directory(pod: PodTarget) -> Problems:
    """A `hostPath` of type `FileOrCreate` is in a directory that the node may not have.

    The kubelet creates the file, but [not its
    directory](https://kubernetes.io/docs/concepts/storage/volumes/#hostpath-fileorcreate-example).
    If the directory is missing on the node, the volume cannot be mounted.

    podlint does not report files in directories that most nodes have, such as `/var/log`, or in a
    directory that another volume of the Pod creates.

    Add a `hostPath` volume of type `DirectoryOrCreate` for the directory, and mount it.
    """
    paths = [volume.host_path for volume in pod.spec.volumes if volume.host_path]
    made = {posixpath.normpath(each.path) for each in paths if each.path and each.type != _CREATES}
    for each in paths:
        path = posixpath.normpath(each.path or "/")
        folder = posixpath.dirname(path)
        if each.type != _CREATES or not path.startswith("/") or folder in _USUAL:
            continue
        if any(one == folder or one.startswith(f"{folder}/") for one in made):
            continue
        yield Problem(
            f"file `{shortened(path, 30)}` is created, but directory `{shortened(folder, 30)}` is "
            "not",
            at=each.at / "path",
            why="If the node does not have the directory, the Pod stays in `ContainerCreating`.",
            help="Add a `hostPath` volume of type `DirectoryOrCreate` for the directory, and mount "
            "it.",
        )


_CREATES = "FileOrCreate"
