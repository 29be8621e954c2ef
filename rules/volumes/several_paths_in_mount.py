"""A mount path with several paths in it."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened

_SEVERAL = pattern(r"/[^,;\s]*(?:\s*[,;]\s*|\s+)/.*")


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="files are missing in the container; `ls` shows a directory with a comma in its name",
    fragments=True,
    asks_for=("mountPath",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: logs
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: logs
                  mountPath: /var/log/access.log,/var/log/error.log  # finding
                  #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            - name: with-blank
              image: app:1.4
              volumeMounts:
                - {name: logs, mountPath: /var/log /tmp/log}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: logs
              emptyDir: {}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: logs, mountPath: /var/log}
                - {name: logs, mountPath: "/data/a,b"}
                - {name: logs, mountPath: /srv/My Files/logs}
                - {name: logs, mountPath: "/tmp/{{ .a }}, {{ .b }}"}
                - {name: logs, mountPath: /cgroup/cpu,cpuacct}
        """,
)
def several_paths_in_mount(container: Container) -> Problems:
    """A `mountPath` contains several paths, separated by a comma, a semicolon or blanks.

    A mount has one path. The container runtime creates a directory whose name contains the comma,
    and mounts the volume there.

    Write a mount for each path, or mount the directory that contains the files.
    """
    for mount in container.volume_mounts:
        path = mount.mount_path or ""
        if _SEVERAL.fullmatch(path) and not any(mark in path for mark in "{$<"):
            yield Problem(
                f"mount path `{shortened(path, 45)}` contains several paths",
                at=mount.at / "mountPath",
                why="The volume is mounted at one directory with this whole name.",
                help="Write a mount for each path, or mount the directory that contains the files.",
            )
