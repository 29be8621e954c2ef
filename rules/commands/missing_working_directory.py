"""A working directory that a read-only volume does not have."""

from __future__ import annotations

import posixpath

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.operating_system import may_run_on_windows
from podlint.pods.volumes.files import item_paths, sort_of, writers_of
from podlint.pods.volumes.mounts import mount_at, normal_path, read_only_kind


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom="`RunContainerError` with `mkdir` and `read-only file system`, then `CrashLoopBackOff`",
    asks_for=("workingDir",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap: {name: scripts}
            - name: listed
              secret:
                secretName: web
                items: [{key: token, path: access/token}]
            - name: empty
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              workingDir: /scripts/web  # finding
              #           ^^^^^^^^^^^^
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
            - name: listed
              image: app:1.4
              workingDir: /etc/web/tokens  # finding
              volumeMounts:
                - {name: listed, mountPath: /etc/web}
            - name: empty
              image: app:1.4
              workingDir: /empty/web  # finding
              volumeMounts:
                - {name: empty, mountPath: /empty, readOnly: true}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scripts
              configMap: {name: scripts}
            - name: listed
              secret:
                secretName: web
                items: [{key: token, path: access/token}]
            - name: data
              emptyDir: {}
            - name: claim
              persistentVolumeClaim: {claimName: web}
            - name: files
              projected:
                sources:
                  - configMap: {name: scripts}
          containers:
            - name: volume
              image: app:1.4
              workingDir: /scripts/
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
            - name: listed
              image: app:1.4
              workingDir: /etc/web/access
              volumeMounts:
                - {name: listed, mountPath: /etc/web}
            - name: inner
              image: app:1.4
              workingDir: /scripts/run/web
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
                - {name: data, mountPath: /scripts/run}
            - name: mount-point
              image: app:1.4
              workingDir: /scripts/a
              volumeMounts:
                - {name: scripts, mountPath: /scripts}
                - {name: claim, mountPath: /scripts/a/b}
            - name: writable
              image: app:1.4
              workingDir: /data/web
              volumeMounts:
                - {name: data, mountPath: /data}
            - name: reader
              image: app:1.4
              workingDir: /data/web
              volumeMounts:
                - {name: data, mountPath: /data, readOnly: true}
            - name: claim
              image: app:1.4
              workingDir: /claim/web
              volumeMounts:
                - {name: claim, mountPath: /claim, readOnly: true}
        """,
)
def missing_working_directory(pod: PodTarget) -> Problems:
    """The working directory of a container is in a read-only volume that does not have it.

    The container runtime creates a missing working directory (`prepareRootfs` in runc), but it
    cannot create one in a read-only volume. The container then does not start. The keys of a
    ConfigMap or Secret are files, so the volume has directories only if `items` lists paths with
    directories.

    podlint does not report claims or directories of the node, which may have the directory.

    Set `workingDir` to the `mountPath` of the volume, or to a directory outside of it.
    """
    if may_run_on_windows(pod.spec):
        return
    volumes = {volume.name: volume for volume in pod.spec.volumes}
    for container in pod.spec.all_containers:
        written = container.working_dir or ""
        path = normal_path(written)
        mount = mount_at(container, path) if written.startswith("/") else None
        volume = volumes.get(mount.name) if mount else None
        if mount is None or volume is None or any(mark in written for mark in "${<%@"):
            continue
        top = normal_path(mount.mount_path or "/")
        kind = read_only_kind(volume)
        empty = volume.empty_dir and mount.read_only and not writers_of(pod, mount.name)
        if path == top or not (kind or empty) or sort_of(mount, volume) != "directory":
            continue
        inside = posixpath.relpath(path, top)
        below = [normal_path(each.mount_path or "/") for each in container.volume_mounts]
        paths = item_paths(volume) or frozenset() if kind else frozenset()
        if (kind and item_paths(volume) is None and "/" in inside) or any(
            each.startswith(f"{inside}/") for each in paths
        ):
            continue
        if any(each.startswith(f"{path}/") for each in below):
            continue
        yield Problem(
            f"working directory `{shortened(written, 40)}` is not in the {kind or 'empty volume'} "
            f"at `{shortened(mount.mount_path or '', 25)}`",
            at=container.at / "workingDir",
            related=(Related("the mount", mount.at / "mountPath"),),
            why="The container runtime cannot create a directory in a read-only volume, so the "
            "container fails with RunContainerError.",
            help="Set `workingDir` to the `mountPath` of the volume, or to a directory outside of "
            "it.",
        )
