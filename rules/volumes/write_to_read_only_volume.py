"""A command that writes to a read-only volume."""

from collections.abc import Iterator

from podlint.authoring import (
    Container,
    Place,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    VolumeMount,
    rule,
)
from podlint.document.shortening import shortened
from podlint.pods.commands.words import command_line, program_name, shell_script, simple_commands
from podlint.pods.volumes.mounts import mount_at, read_only_kind

_CHANGES_ALL = frozenset({"chmod", "chown", "chgrp", "mkdir", "touch", "rm", "rmdir", "tee"})
"""Programs that change every path in their arguments."""
_CHANGES_LAST = frozenset({"cp", "mv", "ln", "install"})
"""Programs that write to the last path in their arguments."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`Read-only file system` in the log; `Init:Error` or `Init:CrashLoopBackOff`; "
        "`CrashLoopBackOff`"
    ),
    asks_for=("volumeMounts",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: key
              secret: {secretName: key}
            - name: data
              persistentVolumeClaim: {claimName: data}
          initContainers:
            - name: own
              image: busybox:1.36
              command: [sh, -c, "chmod 600 /keys/id_rsa && ls /keys"]  # finding
              #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              volumeMounts:
                - {name: key, mountPath: /keys}
            - name: fill
              image: busybox:1.36
              command: [cp, -r, /seed/., /data]  # finding
              volumeMounts:
                - {name: data, mountPath: /data, readOnly: true}
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: key
              secret: {secretName: key}
            - name: home
              emptyDir: {}
          initContainers:
            - name: own
              image: busybox:1.36
              command: [sh, -c, "cp /keys/id_rsa /home/app && chmod 600 /home/app/id_rsa"]
              volumeMounts:
                - {name: key, mountPath: /keys}
                - {name: home, mountPath: /home/app}
            - name: tolerant
              image: busybox:1.36
              command: [sh, -c, "chown -R 1000 /keys || true"]
              volumeMounts:
                - {name: key, mountPath: /keys}
            - name: careful
              image: busybox:1.36
              command: [sh, -c, "mkdir -p /keys; rm -f /keys/old"]
              volumeMounts:
                - {name: key, mountPath: /keys}
            - name: nested
              image: busybox:1.36
              command: [touch, /keys/cache/ready]
              volumeMounts:
                - {name: key, mountPath: /keys}
                - {name: home, mountPath: /keys/cache}
          containers:
            - name: app
              image: app:1.4
        """,
)
def write_to_read_only_volume(pod: PodTarget) -> Problems:
    """A command changes files in a volume that is mounted read-only.

    Volumes of type `configMap`, `secret`, `projected` and `downwardAPI` are always mounted
    read-only, [regardless of readOnly](https://github.com/kubernetes/kubernetes/pull/58720). Other
    volumes are read-only if the mount sets `readOnly: true`. Commands such as `chmod`, `chown` and
    `cp` fail in such volumes. podlint does not report scripts that continue after a failure with
    `|| true`.

    Set the mode of the files with `defaultMode` and their group with `fsGroup`. If this is not
    enough, copy the files into an `emptyDir` and change them there. For volumes of other types,
    remove `readOnly: true`.
    """
    volumes = {volume.name: volume for volume in pod.spec.volumes}
    for container in pod.spec.all_containers:
        for program, path in _writes(container):
            mount = mount_at(container, path)
            volume = volumes.get(mount.name) if mount else None
            kind = read_only_kind(volume) if volume else None
            if mount is None or not (kind or mount.read_only):
                continue
            effect = "The command fails with `Read-only file system`."
            remedy = "Remove `readOnly: true` from the mount."
            if kind:
                effect = f"A {kind} is always mounted read-only. {effect}"
                remedy = (
                    "Set `defaultMode` on the volume, or copy the files into an `emptyDir` and "
                    "change them there."
                )
            yield Problem(
                f"container {container.name} runs `{program}` on `{shortened(path, 40)}`, but "
                f"volume {mount.name} is read-only",
                at=_place(container, path),
                related=(Related("the mount", _read_only_place(mount)),),
                why=effect,
                help=remedy,
            )
            break


def _writes(container: Container) -> Iterator[tuple[str, str]]:
    """Programs of the command line, each with an absolute path that it changes."""
    if not container.volume_mounts:
        return
    words = command_line(container)
    script = shell_script(words)
    if script and "||" in script:
        return
    for command in simple_commands(words) or ():
        program = program_name(command[0])
        paths = [word for word in command[1:] if word.startswith("/")]
        if program in _CHANGES_LAST and command[-1].startswith("/"):
            yield program, command[-1]
        elif _tolerates(program, command):
            continue
        elif program in _CHANGES_ALL or (program == "sed" and "-i" in command):
            yield from ((program, path) for path in paths)


def _tolerates(program: str, command: tuple[str, ...]) -> bool:
    """Whether a program may have nothing to change: `mkdir -p` and `rm -f` succeed then."""
    wanted = {"mkdir": "p", "rm": "f"}.get(program)
    options = "".join(word for word in command[1:] if word.startswith("-"))
    return wanted is not None and wanted in options


def _place(container: Container, path: str) -> Place:
    for field, words in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(words):
            if path in word:
                return container.at / field / index
    return container.words_at


def _read_only_place(mount: VolumeMount) -> Place:
    return mount.at / ("readOnly" if mount.read_only else "mountPath")
