"""A command that writes into a directory that does not exist."""

from __future__ import annotations

import posixpath

from podlint.authoring import Container, Problem, Problems, Related, Severity, VolumeMount, rule
from podlint.document.shortening import shortened
from podlint.file_access.file_uses import FileUse, main_uses
from podlint.file_access.places import word_place
from podlint.pods.commands.scripts import commands_of
from podlint.pods.commands.words import command_line
from podlint.pods.images.families import name_of
from podlint.pods.volumes.mounts import normal_path

_PLAIN = frozenset("almalinux alpine bash busybox centos debian fedora rockylinux ubuntu".split())
"""Images of operating systems, which have no directories of applications."""
_ROOTS = frozenset(
    "bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var".split()
)
_EMPTY = frozenset("home media mnt opt root srv tmp".split())
"""Directories of these images that contain no others."""
_MAKES = frozenset(
    "cp git install ln mkdir mktemp mount mv npm pip rsync tar unzip useradd adduser apk apt-get "
    "apt yum dnf".split()
)


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="the log says `can't create /data/file: nonexistent directory` or `No such file or "
    "directory`",
    asks_for=("command", "args"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: greeter
        spec:
          volumes:
            - name: greetings
              emptyDir: {}
          containers:
            - name: greeter
              image: busybox:1.36
              command: [sh, -c]
              args:
                - while true; do date >> /mnt/store/greet.txt; sleep 60; done  # finding
                # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              volumeMounts:
                - {name: greetings, mountPath: /mnt/data}
            - name: writer
              image: ubuntu:24.04
              command: [sh, -c, "echo ready > /work/ready && sleep infinity"]  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: greeter
        spec:
          volumes:
            - name: greetings
              emptyDir: {}
          containers:
            - name: mounted
              image: busybox:1.36
              command: [sh, -c, "date > /mnt/data/sub.txt"]
              volumeMounts:
                - {name: greetings, mountPath: /mnt/data}
            - name: made-first
              image: busybox:1.36
              command: [sh, -c, "mkdir -p /work && date > /work/a"]
            - name: copied
              image: busybox:1.36
              command: [sh, -c, "cp -r /etc /work && date > /work/a"]
            - name: own-image
              image: app:1.4
              command: [sh, -c, "date > /work/a"]
            - name: directory-of-system
              image: busybox:1.36
              command: [sh, -c, "date > /tmp/a; date > /root/b; date > /var/c; date > /d"]
            - name: below-working-directory
              image: busybox:1.36
              workingDir: /work/app
              command: [sh, -c, "date > /work/a"]
            - name: mount-below
              image: busybox:1.36
              command: [sh, -c, "date > /work/a"]
              volumeMounts:
                - {name: greetings, mountPath: /work/data}
            - name: variable
              image: busybox:1.36
              command: [sh, -c, "date > $OUT/a"]
        """,
)
def write_to_missing_directory(container: Container) -> Problems:
    """A command writes a file into a directory that does not exist in the container.

    Images of operating systems, such as `busybox` or `ubuntu`, have no directories such as `/data`
    or `/mnt/store`. If no volume is mounted there and the script does not create the directory, the
    shell cannot create a file there. Usually the volume is mounted at another path.

    podlint does not report scripts that may create the directory, for example with `mkdir`, `cp`
    or `tar`.

    Mount the volume at the directory, or write to the path of the mount.
    """
    if name_of(container.image or "") not in _PLAIN:
        return
    for use in main_uses(container):
        folder = posixpath.dirname(use.path)
        if use.kind != "write" or not use.creates or not _is_missing(container, folder):
            continue
        if any(each.program in _MAKES for each in commands_of(command_line(container))):
            return
        yield _problem(container, use, folder)
        return


def _is_missing(container: Container, folder: str) -> bool:
    """Whether a directory is neither in the image, nor in a volume, nor made for one."""
    parts = folder.strip("/").split("/")
    if not parts[0] or (parts[0] in _ROOTS and (parts[0] not in _EMPTY or len(parts) == 1)):
        return False
    made = [normal_path(each.mount_path or "/") for each in container.volume_mounts]
    made.append(normal_path(container.working_dir or "/"))
    below = any(f"{path}/".startswith(f"{folder}/") for path in made)
    inside = any(path != "/" and f"{folder}/".startswith(f"{path}/") for path in made[:-1])
    return not below and not inside


def _problem(container: Container, use: FileUse, folder: str) -> Problem:
    unused = _unused_mount(container)
    here = shortened(folder, 30)
    return Problem(
        f"container `{shortened(str(container), 25)}` writes to missing directory `{here}`",
        at=word_place(container.program_at, use.path),
        related=(Related("the command does not use this mount", unused.at / "mountPath"),)
        if unused
        else (),
        why=f"Image {shortened(container.image or '', 30)} has no directory `{here}`, and no "
        "volume is mounted there.",
        help=f"Write to `{shortened(unused.mount_path or '', 30)}`, or mount volume "
        f"`{shortened(unused.name or '', 30)}` at `{here}`."
        if unused
        else f"Mount a volume at `{here}`, or create the directory first with `mkdir -p`.",
    )


def _unused_mount(container: Container) -> VolumeMount | None:
    """The only mount whose path no command names."""
    text = " ".join(command_line(container))
    found = [
        each
        for each in container.volume_mounts
        if (each.mount_path or "/").rstrip("/") not in text and not each.sub_path
    ]
    return found[0] if len(found) == 1 else None
