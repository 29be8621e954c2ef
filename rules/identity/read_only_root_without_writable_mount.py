"""A program that must write to a read-only root file system."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, VolumeMount, rule
from podlint.pods.images.families import name_of
from podlint.pods.volumes.mounts import normal_path

_RUN = ("/run", "/var/run")

_WRITES: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "nginx": ("/etc/nginx", (("/var/cache/nginx",), _RUN)),
    "nginxinc/nginx-unprivileged": ("/etc/nginx", (("/tmp",),)),
    "httpd": ("/usr/local/apache2/conf", (("/usr/local/apache2/logs",),)),
    "postgres": ("/etc/postgresql", (("/run/postgresql", "/var/run/postgresql"),)),
    "mysql": ("/etc/mysql", (("/run/mysqld", "/var/run/mysqld"), ("/tmp",))),
    "mariadb": ("/etc/mysql", (("/run/mysqld", "/var/run/mysqld"), ("/tmp",))),
    "mongo": ("/etc/mongo", (("/tmp",),)),
}
"""Per repository: the directory of the program's settings, and the directories that it writes to at
startup, each with its aliases. Directories that the image declares as volumes are not included."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="`CrashLoopBackOff`; the log says `Read-only file system`",
    asks_for=("readOnlyRootFilesystem",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: cache
              emptyDir: {}
          initContainers:
            - name: db
              image: postgres:17
              restartPolicy: Always
              securityContext: {readOnlyRootFilesystem: true}  # finding
          containers:
            - name: app
              image: nginx:1.27
              securityContext:
                readOnlyRootFilesystem: true  # finding
                #                       ^^^^
              volumeMounts:
                - {name: cache, mountPath: /var/cache/nginx}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: scratch
              emptyDir: {}
            - name: settings
              configMap: {name: web}
          containers:
            - name: app
              image: nginx:1.27
              securityContext: {readOnlyRootFilesystem: true}
              volumeMounts:
                - {name: scratch, mountPath: /var/cache/nginx, subPath: cache}
                - {name: scratch, mountPath: /var/run, subPath: run}
            - name: own-settings
              image: nginx:1.27
              securityContext: {readOnlyRootFilesystem: true}
              volumeMounts:
                - {name: settings, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf}
            - name: other-program
              image: postgres:17
              command: [pg_isready]
              securityContext: {readOnlyRootFilesystem: true}
            - name: cache
              image: redis:7
              securityContext: {readOnlyRootFilesystem: true}
        """,
)
def read_only_root_without_writable_mount(container: Container) -> Problems:
    """A container has a read-only root file system, but its program must write to it.

    At startup, the programs in some well-known images write to directories that are not volumes.
    For example, nginx writes to `/var/cache/nginx` and `/run`, Apache writes to its `logs`
    directory, and MongoDB writes to `/tmp`. PostgreSQL, MySQL and MariaDB write to the directory of
    their socket. With `readOnlyRootFilesystem: true`, these programs exit immediately.

    podlint does not report containers that mount configuration files for the program, or set
    `command` or `args`, because these can change the directories.

    Mount an `emptyDir` volume at each of these directories.
    """
    context = container.security_context
    if not (context and context.read_only_root_filesystem) or container.command or container.args:
        return
    settings, directories = _WRITES.get(name_of(container.image or "") or "", ("", ()))
    if not directories or any(_is_in(mount, settings) for mount in container.volume_mounts):
        return
    missing = [
        names[0]
        for names in directories
        if not any(_covers(mount, name) for mount in container.volume_mounts for name in names)
    ]
    if missing:
        which = " and ".join(f"`{name}`" for name in missing)
        yield Problem(
            f"container {container.name} writes to {which} on its read-only root file system",
            at=context.at / "readOnlyRootFilesystem",
            related=(Related("image that writes there", container.at / "image"),),
            why="The program exits at startup with the error `Read-only file system`.",
            help=f"Mount an `emptyDir` volume at {which}.",
        )


def _is_in(mount: VolumeMount, directory: str) -> bool:
    return f"{normal_path(mount.mount_path or '/')}/".startswith(f"{directory}/")


def _covers(mount: VolumeMount, directory: str) -> bool:
    """Whether a mount contains a directory, or provides files in it that may be enough."""
    path = normal_path(mount.mount_path or "/")
    return f"{directory}/".startswith(f"{path}/") or path.startswith(f"{directory}/")
