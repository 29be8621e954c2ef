"""A volume that hides a directory that programs need."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.images.facts import Holds
from podlint.pods.images.needs import needs_of, runs_own_server
from podlint.pods.volumes.mounts import normal_path

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
            - name: logs
              emptyDir: {}
            - name: content
              persistentVolumeClaim: {claimName: content}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: settings
                  mountPath: /etc/  # finding
                  #          ^^^^^
            - name: proxy
              image: nginx:1.27
              volumeMounts:
                - name: logs
                  mountPath: /var/log  # finding
            - name: blog
              image: ghost:5
              volumeMounts:
                - {name: content, mountPath: /var/lib/ghost}  # finding
                #                            ^^^^^^^^^^^^^^
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
            - name: logs
              emptyDir: {}
            - name: filled
              emptyDir: {}
          initContainers:
            - name: fill
              image: nginx:1.27
              command: [mkdir, /logs/nginx]
              volumeMounts:
                - {name: filled, mountPath: /logs}
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
            - name: logs-of-nginx
              image: nginx:1.27
              volumeMounts:
                - {name: logs, mountPath: /var/log/nginx}
            - name: logs-in-filled-volume
              image: nginx:1.27
              volumeMounts:
                - {name: filled, mountPath: /var/log}
            - name: own-settings
              image: nginx:1.27
              volumeMounts:
                - {name: logs, mountPath: /var/log}
                - {name: settings, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf}
            - name: own-command
              image: nginx:1.27
              command: [sh, -c, "mkdir -p /var/log/nginx && exec nginx"]
              volumeMounts:
                - {name: logs, mountPath: /var/log}
            - name: blog
              image: ghost:5
              volumeMounts:
                - {name: logs, mountPath: /var/lib/ghost/content}
        """,
)
def hidden_system_directory(container: Container) -> Problems:
    """A volume is mounted over a directory that programs need.

    The volume replaces the whole directory and hides the image's files there. A mount at `/etc`
    hides the image's users, certificates and DNS settings. A mount at `/usr` or `/bin` hides its
    programs. podlint does not report `hostPath` volumes, because node agents often mount a
    directory of the node at the same path, such as `/sys` at `/sys`.

    podlint also knows the directories that some well-known images need: an empty volume at
    `/var/log` hides `/var/log/nginx`, without which nginx does not start, and a volume at
    `/var/lib/ghost` hides Ghost itself. podlint does not report volumes that an init
    container also mounts, because the init container can copy the files.

    Mount the volume at a separate directory, or mount single files with `subPath`.
    """
    volumes = container.pod.volumes if container.pod else ()
    from_node = {volume.name for volume in volumes if volume.host_path}
    for mount in container.volume_mounts:
        path = normal_path(mount.mount_path or ".")
        whole = not mount.sub_path and not mount.sub_path_expr
        if not whole or mount.name in from_node or not (mount.mount_path or "").startswith("/"):
            continue
        if path in _NEEDED:
            yield Problem(
                f"volume `{mount.name}` is mounted over `{path}` and hides the image's files there",
                at=mount.at / "mountPath",
                why="The container cannot find the programs, libraries or settings that the image "
                "has at this path.",
                help="Mount the volume at a separate directory, or mount single files with "
                "`subPath`.",
            )
        elif (fact := _hidden(container, path)) and not _is_prepared(container, mount.name):
            yield Problem(
                f"volume `{mount.name}` at `{shortened(path, 30)}` hides `{fact.path}`, where the "
                f"image has {fact.what}",
                at=mount.at / "mountPath",
                related=(Related("the image", container.at / "image"),),
                why=f"The program does not start: `{fact.log}`.",
                help="Mount the volume at a directory that the image does not need, or at a "
                "directory below this path.",
            )


def _hidden(container: Container, path: str) -> Holds | None:
    """What a mount at a path hides of the image that its own program needs."""
    needs = needs_of(container.image or "")
    if needs is None or not runs_own_server(container, needs):
        return None
    for fact in needs.all(Holds):
        configured = fact.settings and any(
            f"{each.mount_path}/".startswith(f"{fact.settings}/")
            for each in container.volume_mounts
        )
        below = f"{fact.path}/".startswith(f"{path.rstrip('/')}/")
        inside = any(
            normal_path(each.mount_path or "/") == fact.path and fact.path != path
            for each in container.volume_mounts
        )
        if below and not configured and not inside and (fact.path != path or not fact.settings):
            return fact
    return None


def _is_prepared(container: Container, volume: str | None) -> bool:
    """Whether an init container mounts a volume too, and can fill it."""
    others = container.pod.init_containers if container.pod else ()
    return any(
        mount.name == volume
        for each in others
        if each.name != container.name
        for mount in each.volume_mounts
    )
