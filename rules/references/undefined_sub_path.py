"""A file that its ConfigMap or Secret does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import ObjectSet, Problem, Problems, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.file_access.volume_files import files_of_keys
from podlint.models.guess import nearest

if TYPE_CHECKING:
    from podlint.models.workloads import PodTarget


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`RunContainerError` or `CrashLoopBackOff` with `not a directory: Are "
        "you trying to mount a directory onto a file`; or an empty directory "
        "instead of a file, and `is a directory`"
    ),
    asks_for=("subPath",),
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          app.ini: "[server]"
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: check
              image: app:1.4
              volumeMounts:
                - {name: chosen, mountPath: /etc/server.ini, subPath: app.ini}  # finding
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: settings
                  mountPath: /etc/app.ini
                  subPath: app.conf  # finding
                  #        ^^^^^^^^
          volumes:
            - name: settings
              configMap: {name: settings}
            - name: chosen
              configMap:
                name: settings
                items: [{key: app.ini, path: conf/server.ini}]
        """,
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          app.ini: "[server]"
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/app.ini, subPath: app.ini}
                - {name: chosen, mountPath: /etc/server.ini, subPath: conf/server.ini}
                - {name: chosen, mountPath: /etc/conf, subPath: conf}
                - {name: elsewhere, mountPath: /etc/b.ini, subPath: b.ini}
                - {name: data, mountPath: /data, subPath: web}
                - {name: optional, mountPath: /etc/c.ini, subPath: c.ini}
          volumes:
            - name: settings
              configMap: {name: settings}
            - name: chosen
              configMap:
                name: settings
                items: [{key: app.ini, path: conf/server.ini}]
            - name: elsewhere
              configMap: {name: elsewhere}
            - name: optional
              configMap: {name: settings, optional: true}
            - name: data
              emptyDir: {}
        """,
)
def undefined_sub_path(objects: ObjectSet) -> Problems:
    """A `subPath` refers to a file that its ConfigMap or Secret does not have.

    If the `subPath` does not exist, the kubelet creates an empty directory and mounts it. If the
    image has a file at the mount path, the container does not start. Otherwise, the program finds a
    directory instead of its file. podlint checks only ConfigMaps and Secrets that the manifests
    define.

    Use a key of the ConfigMap or Secret. If the volume has `items`, use the `path` of an item.
    """
    if not objects.all_read:
        return
    for pod in objects.whole_pods():
        files: dict[str | None, frozenset[str]] = {}
        for volume in pod.spec.volumes:
            if known := files_of_keys(volume, pod, objects):
                files[volume.name] = known
        yield from _problems(pod, files) if files else ()


def _problems(pod: PodTarget, files: dict[str | None, frozenset[str]]) -> Problems:
    for container in pod.spec.all_containers:
        for mount in container.volume_mounts:
            path, known = mount.sub_path, files.get(mount.name)
            if not path or not known:
                continue
            if not any(each == path or each.startswith(f"{path.rstrip('/')}/") for each in known):
                meant = nearest(path, sorted(known))
                has = shortened(listed(sorted(known), "or"), 100)
                yield Problem(
                    f"`subPath: {shortened(path, 50)}` does not exist in volume `{mount.name}`",
                    at=mount.at / "subPath",
                    why="The kubelet mounts an empty directory instead, at "
                    f"`{shortened(mount.mount_path or '')}`.",
                    help=f"Write `{meant}`." if meant else f"Use one of the volume's files: {has}.",
                )
