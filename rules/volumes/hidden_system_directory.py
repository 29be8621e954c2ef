"""A volume in the place of a directory that the image needs."""

import posixpath

from podlint.authoring import Container, Problem, Problems, Severity, rule

_NEEDED = frozenset(
    "/ /bin /sbin /lib /lib64 /usr /usr/bin /usr/lib /usr/local /usr/local/bin /etc /dev /proc "
    "/sys".split()
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="RunContainerError: no such file or directory for the container's own program; or a "
    "program without its libraries, users or certificates",
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
    """A volume is mounted over a directory that programs need.

    The volume takes the place of the whole directory: what the image has there is gone. With `/etc`
    go users, certificates and DNS settings of the image, with `/usr` and `/bin` the programs.
    Mounts of the same directory of the node are not reported.

    Mount the volume into a directory of its own, or single files with `subPath`.
    """
    volumes = container.pod.volumes if container.pod else ()
    from_node = {volume.name for volume in volumes if volume.host_path}
    for mount in container.volume_mounts:
        path = posixpath.normpath(mount.mount_path or ".")
        path = "/" + path.lstrip("/") if path.startswith("/") else path
        whole = not mount.sub_path and not mount.sub_path_expr
        if path in _NEEDED and whole and mount.name not in from_node:
            yield Problem(
                f"volume {mount.name} takes the place of {path}, and what the image has there "
                "is gone",
                at=mount.at / "mountPath",
                help="Mount it into a directory of its own, or single files with subPath.",
            )
