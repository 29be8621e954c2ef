"""A volume that hides a directory that programs need."""

import posixpath

from podlint.authoring import Container, Problem, Problems, Severity, rule

_NEEDED = frozenset(
    "/ /bin /sbin /lib /lib64 /usr /usr/bin /usr/lib /usr/local /usr/local/bin /etc /dev "
    "/sys".split()
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`RunContainerError` with `no such file or directory` for the container's own program; "
        "or a program that cannot find its libraries, users or certificates"
    ),
    asks_for=("mountPath",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: settings
              configMap: {name: web}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: settings
                  mountPath: /etc/  # finding
                  #          ^^^^^
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
            - name: node
              hostPath: {path: /sys}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: settings
                  mountPath: /etc/app
                - name: settings
                  mountPath: /etc/app.conf
                  subPath: app.conf
                - name: node
                  mountPath: /sys
        """,
)
def hidden_system_directory(container: Container) -> Problems:
    """A volume is mounted over a system directory that programs need.

    The volume replaces the whole directory and hides the image's files there. A mount at `/etc`
    hides the image's users, certificates and DNS settings. A mount at `/usr` or `/bin` hides its
    programs. podlint does not report `hostPath` volumes, because node agents often mount a
    directory of the node at the same path, such as `/sys` at `/sys`.

    Mount the volume at a separate directory, or mount single files with `subPath`.
    """
    volumes = container.pod.volumes if container.pod else ()
    from_node = {volume.name for volume in volumes if volume.host_path}
    for mount in container.volume_mounts:
        path = posixpath.normpath(mount.mount_path or ".")
        path = "/" + path.lstrip("/") if path.startswith("/") else path
        whole = not mount.sub_path and not mount.sub_path_expr
        if path in _NEEDED and whole and mount.name not in from_node:
            yield Problem(
                f"volume `{mount.name}` is mounted over `{path}` and hides the image's files there",
                at=mount.at / "mountPath",
                why="The container cannot find the programs, libraries or settings that the image "
                "has at this path.",
                help="Mount the volume at a separate directory, or mount single files with "
                "`subPath`.",
            )
