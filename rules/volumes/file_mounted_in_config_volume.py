"""A file that is mounted in a volume in which the kubelet creates a directory for it."""

import posixpath

from podlint.authoring import (
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    Volume,
    VolumeMount,
    pattern,
    rule,
)
from podlint.document.shortening import shortened
from podlint.pods.volumes.files import sort_of
from podlint.pods.volumes.mounts import mount_at, normal_path, read_only_kind

_FILE_NAME = pattern(
    r"[\w.-]+\.(?:cfg|cnf|conf|crt|env|ini|js|json|key|pem|properties|toml|xml|ya?ml)"
)


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "`RunContainerError` with `error mounting`, `not a directory` or `is a directory`, then "
        "`CrashLoopBackOff`"
    ),
    fragments=True,
    asks_for=("subPath", "hostPath"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: web}
            - name: access
              secret:
                secretName: web
                items: [{key: token, path: access/token}]
            - name: time
              hostPath: {path: /etc/localtime, type: File}
            - name: made
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: settings
                  mountPath: /etc/web
                - name: access
                  mountPath: /etc/web/token  # finding
                  #          ^^^^^^^^^^^^^^
                  subPath: access/token
                - {name: time, mountPath: /etc/web/localtime}  # finding
                - {name: made, mountPath: /etc/web/made.json, subPath: made.json}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: web}
            - name: access
              secret: {secretName: web}
            - name: listed
              secret:
                secretName: web
                items: [{key: token, path: access/token}]
            - name: data
              emptyDir: {}
            - name: untyped
              hostPath: {path: /etc/localtime}
          containers:
            # Directories in a ConfigMap, for which the kubelet creates directories.
            - name: directories
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/web}
                - {name: access, mountPath: /etc/web/access}
                - {name: listed, mountPath: /etc/web/more, subPath: access}
                - {name: data, mountPath: /etc/web/run, subPath: run}
                - {name: untyped, mountPath: /etc/web/localtime}
            # Files next to a ConfigMap, in a writable volume, and in an inner volume.
            - name: beside
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/web}
                - {name: access, mountPath: /etc/web-token, subPath: token}
                - {name: data, mountPath: /data}
                - {name: access, mountPath: /data/token, subPath: token}
                - {name: data, mountPath: /etc/web/run}
                - {name: access, mountPath: /etc/web/run/token, subPath: token}
            - name: only-files
              image: app:1.4
              volumeMounts:
                - {name: settings, mountPath: /etc/app.ini, subPath: app.ini}
                - {name: access, mountPath: /etc/token, subPath: token}
        """,
)
def file_mounted_in_config_volume(pod: PodTarget) -> Problems:
    """A file is mounted inside a mounted ConfigMap, Secret or similar volume.

    For each mount inside such a volume, the kubelet creates [an empty
    directory](https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/volume/util/nested_volumes.go)
    as a mount point before it writes the keys. The container runtime cannot mount a file on a
    directory, so the container does not start. This applies to a `subPath` with the name of a key,
    and to a `hostPath` of type `File`. podlint also treats a
    `subPath` of another volume as a file if the `subPath` and the mount path end with the same file
    name, such as `app.json`.

    Use one `projected` volume with both sources, or mount the file in another directory.
    """
    volumes = {volume.name: volume for volume in pod.spec.volumes}
    for container in pod.spec.all_containers:
        for mount in container.volume_mounts:
            volume = volumes.get(mount.name)
            path = normal_path(mount.mount_path or "/")
            if volume is None or not _is_file(mount, volume):
                continue
            above = mount_at(container, posixpath.dirname(path))
            outer = volumes.get(above.name) if above else None
            kind = read_only_kind(outer) if outer else None
            if above is None or outer is None or not kind or sort_of(above, outer) != "directory":
                continue
            yield Problem(
                f"file `{shortened(path, 40)}` is mounted inside the {kind} at "
                f"`{shortened(above.mount_path or '', 30)}`",
                at=mount.at / "mountPath",
                related=(Related("the outer mount", above.at / "mountPath"),),
                why="The kubelet creates a directory with this name in the volume, and a file "
                "cannot be mounted on a directory.",
                help="Use one `projected` volume with both sources, or mount the file in another "
                "directory.",
            )


def _is_file(mount: VolumeMount, volume: Volume) -> bool:
    """Whether a mount is a file, or looks like one in a volume with unknown content."""
    sort = sort_of(mount, volume)
    name = posixpath.basename(mount.sub_path or "")
    looks_so = name == posixpath.basename(mount.mount_path or "/") and _FILE_NAME.fullmatch(name)
    return sort == "file" or (
        sort == "unknown" and not volume.host_path and not read_only_kind(volume) and bool(looks_so)
    )
