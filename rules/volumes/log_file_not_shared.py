"""A container that follows a log file on a volume that it does not mount."""

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
from podlint.pods.commands.words import command_line, program_name, simple_commands
from podlint.pods.volumes.mounts import mount_at, read_only_kind

_READERS = frozenset({"echo", "sleep", "tail"})
"""Programs that write no log files. A container with any other program may write its own."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`tail: cannot open '...' for reading: No such file or directory`; "
        "the reader in `CrashLoopBackOff`, or with a log that stays empty"
    ),
    asks_for=("volumeMounts",),
    bad=(
        """
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
                - {name: logs, mountPath: /var/log/app}
            - name: reader
              image: busybox:1.36
              args: [tail, -n+1, -F, /var/log/app/access.log]  # finding
              #                      ^^^^^^^^^^^^^^^^^^^^^^^
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: logs
              emptyDir: {}
          initContainers:
            - name: reader
              image: busybox:1.36
              restartPolicy: Always
              command: [sh, -c, "tail -n+1 -F /var/log/app/access.log"]  # finding
              volumeMounts:
                - {name: logs, mountPath: /var/log/apps}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: logs, mountPath: /var/log/app}
        """,
    ),
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
                - {name: logs, mountPath: /var/log/app}
            - name: reader
              image: busybox:1.36
              args: [tail, -F, /logs/access.log]
              volumeMounts:
                - {name: logs, mountPath: /logs}
            - name: endless
              image: busybox:1.36
              args: [tail, -f, /dev/null]
            - name: both
              image: own:2
              command: [sh, -c, "own --daemon && tail -F /var/log/app/access.log"]
            - name: own
              image: own:2
              command: [tail, -F, /var/log/own.log]
        """,
)
def log_file_not_shared(pod: PodTarget) -> Problems:
    """A container reads a log file on a volume that only another container mounts.

    Containers in a Pod share files only through volumes that they all mount. Here, one container
    follows a file with `tail`. Another container mounts a volume at the file's directory, but the
    reader does not.

    Mount the volume at the same path in the reader, with `readOnly: true`.
    """
    for container in pod.spec.all_containers:
        for file, at in _followed(container):
            if mount_at(container, file):
                continue
            writer = next(_sharers(pod, container, file), None)
            if writer:
                other, mount = writer
                yield Problem(
                    f"container `{container}` reads `{shortened(file, 40)}` but does not "
                    f"mount volume `{mount.name}`",
                    at=at,
                    related=(Related(f"mounted in container `{other}`", mount.at / "mountPath"),),
                    why=f"The file is on a volume that container `{other}` mounts, and does "
                    "not exist in the reader.",
                    help=f"Also mount volume `{mount.name}` at `{mount.mount_path}` in container "
                    f"`{container}`.",
                )
                return


def _followed(container: Container) -> Iterator[tuple[str, Place]]:
    words = command_line(container)
    if not any("tail" in word for word in words):
        return
    commands = simple_commands(words) or ()
    if not {program_name(command[0]) for command in commands} <= _READERS:
        return
    for program, *options in commands:
        for word in options if program_name(program) == "tail" else ():
            if word.startswith("/"):
                yield word, _place(container, word)


def _place(container: Container, word: str) -> Place:
    for field, words in (("command", container.command), ("args", container.args)):
        for index, each in enumerate(words):
            if word in each:
                return container.at / field / index
    return container.words_at


def _sharers(
    pod: PodTarget, reader: Container, file: str
) -> Iterator[tuple[Container, VolumeMount]]:
    shared = {volume.name for volume in pod.spec.volumes if not read_only_kind(volume)}
    for container in pod.spec.all_containers:
        mount = mount_at(container, file) if container is not reader else None
        if mount and mount.name in shared:
            yield container, mount
