"""A mounted file that a command names without the leading slash."""

from podlint.authoring import Container, Fix, Problem, Problems, Related, SetValue, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.volumes.mounts import mount_at


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="the log says `no such file or directory` for a file that is mounted",
    asks_for=("volumeMounts",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              args: [--config=etc/app/app.ini, --log, app.log]  # finding
           #         ^^^^^^^^^^^^^^^^^^^^^^^^
              volumeMounts:
                - {name: settings, mountPath: /etc/app}
            - name: manager
              image: manager:2
              workingDir: /srv
              command: [/manager, --config, manager.yaml]  # finding
              volumeMounts:
                - {name: settings, mountPath: /manager.yaml, subPath: manager.yaml}
          volumes:
            - name: settings
              configMap: {name: settings}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: absolute
              image: app:1.4
              args: [--config=/etc/app/app.ini]
              volumeMounts:
                - {name: settings, mountPath: /etc/app}
            - name: root
              image: app:1.4
              workingDir: /
              args: [--config=etc/app/app.ini]
              volumeMounts:
                - {name: settings, mountPath: /etc/app}
            - name: in-working-directory
              image: app:1.4
              workingDir: /etc/app
              args: [--config=app.ini]
              volumeMounts:
                - {name: settings, mountPath: /etc/app}
            - name: also-in-working-directory
              image: app:1.4
              workingDir: /srv
              args: [data/app.db]
              volumeMounts:
                - {name: data, mountPath: /data}
                - {name: data, mountPath: /srv/data}
            - name: word
              image: app:1.4
              args: [serve, data]
              volumeMounts:
                - {name: data, mountPath: /data}
            - name: script
              image: app:1.4
              command: [sh, -c, "cd / && app etc/app/app.ini"]
              volumeMounts:
                - {name: settings, mountPath: /etc/app}
            - name: elsewhere
              image: app:1.4
              args: [--config=app.ini]
              volumeMounts:
                - {name: settings, mountPath: /etc/app}
          volumes:
            - name: settings
              configMap: {name: settings}
            - name: data
              emptyDir: {}
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              args: [--config=/etc/app/app.ini, --log, app.log]
              volumeMounts:
                - {name: settings, mountPath: /etc/app}
            - name: manager
              image: manager:2
              workingDir: /srv
              command: [/manager, --config, /manager.yaml]
              volumeMounts:
                - {name: settings, mountPath: /manager.yaml, subPath: manager.yaml}
          volumes:
            - name: settings
              configMap: {name: settings}
        """,
)
def relative_path_of_mounted_file(container: Container) -> Problems:
    """A command or argument names a mounted file without the leading slash.

    A program looks for a relative path in its working directory: `workingDir`, or the directory
    that the image sets. The file is mounted at a path that starts at the root directory, so the
    program finds it only if its working directory is `/`.

    Write the path as in `mountPath`, with the leading slash.
    """
    folder = container.working_dir
    if not container.volume_mounts or folder == "/":
        return
    for field, words in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(words):
            before, mark, path = word.rpartition("=")
            if not _is_relative(path) or (folder and mount_at(container, f"{folder}/{path}")):
                continue
            absolute = f"/{path}"
            mount = mount_at(container, absolute)
            if mount is None:
                continue
            at = container.at / field / index
            yield Problem(
                f"container `{container}` looks for `{shortened(path, 40)}` in its working "
                "directory",
                at=at,
                related=(Related("the file is mounted here", mount.at / "mountPath"),),
                why="The path does not start with `/`, so it is relative to the working "
                f"directory{f' `{shortened(folder, 40)}`' if folder else ' of the image'}.",
                help=f"Write `{shortened(absolute, 80)}`.",
                fix=Fix(
                    f"write `{shortened(absolute, 60)}`",
                    (SetValue(at.path, f"{before}{mark}{absolute}"),),
                    safe=False,
                ),
            )


def _is_relative(path: str) -> bool:
    return (
        bool(path)
        and path[0] not in "/-$.~{<"
        and ("/" in path or "." in path)
        and not any(letter.isspace() or letter in ":\\," for letter in path)
    )
