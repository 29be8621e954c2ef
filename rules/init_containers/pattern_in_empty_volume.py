"""A pattern for the files of a volume that has none yet."""

from __future__ import annotations

import re

from podlint.authoring import Container, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.file_access.places import reach, word_place
from podlint.pods.commands.scripts import commands_of, that_matter
from podlint.pods.commands.words import command_line, shell_script

_CHANGING = frozenset(("chmod", "chown", "chgrp"))


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`Init:CrashLoopBackOff` at the first start; the log says `No such file or directory`; "
    "later `Permission denied` in the app container",
    asks_for=("initContainers",),
    bad="""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              volumes:
                - name: scratch
                  emptyDir: {}
              initContainers:
                - name: scratch
                  image: busybox:1.36
                  command: [sh, -c, "chown -R 1000 /scratch/*"]  # finding
                  volumeMounts:
                    - {name: scratch, mountPath: /scratch}
                - name: data
                  image: busybox:1.36
                  command: [sh, -c, "chmod 777 /data/*"]  # finding
                  #                 ^^^^^^^^^^^^^^^^^^^
                  volumeMounts:
                    - {name: data, mountPath: /data}
              containers:
                - name: db
                  image: db:16
                  volumeMounts:
                    - {name: data, mountPath: /var/lib/db}
                    - {name: scratch, mountPath: /scratch}
          volumeClaimTemplates:
            - metadata:
                name: data
              spec:
                accessModes: [ReadWriteOnce]
                resources:
                  requests: {storage: 1Gi}
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
            - name: filled
              emptyDir: {}
            - name: claim
              persistentVolumeClaim: {claimName: older}
          initContainers:
            - name: directory
              image: busybox:1.36
              command: [sh, -c, "chmod -R 777 /scratch"]
              volumeMounts: &mounts
                - {name: scratch, mountPath: /scratch}
                - {name: claim, mountPath: /claim}
            - name: made-before
              image: busybox:1.36
              command: [sh, -c, "mkdir -p /scratch/a && chmod 777 /scratch/*"]
              volumeMounts: *mounts
            - name: tolerant
              image: busybox:1.36
              command: [sh, -c, "chmod 777 /scratch/* || true"]
              volumeMounts: *mounts
            - name: existing-claim
              image: busybox:1.36
              command: [sh, -c, "chmod 777 /claim/*"]
              volumeMounts: *mounts
            - name: fill
              image: tools:2
              volumeMounts:
                - {name: filled, mountPath: /filled}
            - name: after-fill
              image: busybox:1.36
              command: [sh, -c, "chmod 777 /filled/*"]
              volumeMounts:
                - {name: filled, mountPath: /filled}
          containers:
            - name: app
              image: app:1.4
        """,
)
def pattern_in_empty_volume(pod: PodTarget) -> Problems:
    """An init container changes the mode or the owner of all files in an empty volume.

    If a pattern matches no file, the shell does not replace it. So `chmod 777 /data/*` fails in an
    empty volume: `/data/*: No such file or directory`. If the file system of a claim has
    `lost+found`, the command succeeds, but it does not change the directory itself, so another user
    still cannot write there. podlint reports `emptyDir` volumes and claims of StatefulSets that no
    earlier container fills.

    Name the directory, as in `chmod 777 /data`. Add `-R` to also change the content.
    """
    seen: set[str | None] = set()
    for container in pod.spec.init_containers:
        fresh = {
            mount.name
            for mount in container.volume_mounts
            if mount.name not in seen and not mount.sub_path and not mount.sub_path_expr
        }
        if problem := _problem(container, pod, fresh):
            yield problem
        seen |= {mount.name for mount in container.volume_mounts}


def _problem(container: Container, pod: PodTarget, fresh: set[str | None]) -> Problem | None:
    words = command_line(container)
    commands = commands_of(words)
    important = that_matter(commands, words)
    if shell_script(words) is None or not commands or commands[0].program not in _CHANGING:
        return None
    for index, command in enumerate(commands):
        if command.program not in _CHANGING:
            return None
        for path in command.operands if index in important else ():
            folder = path.removesuffix("/*")
            if folder == path or re.search(r"[*?$\[`]", folder):
                continue
            reached = reach(container, folder)
            mount = reached.mount
            if mount is None or reached.inner != "" or mount.name not in fresh:
                continue
            volume = reached.volume
            if volume is None or volume.empty_dir:
                return Problem(
                    f"`{shortened(path, 35)}` matches no file, because the new volume "
                    f"`{mount.name}` is empty",
                    at=word_place(container.program_at, path),
                    related=(Related("the mount", mount.at / "mountPath"),),
                    why=f"`{command.program}` fails with `No such file or directory`, or changes "
                    "only `lost+found`, but not the directory itself.",
                    help=f"Name the directory: `{shortened(folder, 40)}` instead of "
                    f"`{shortened(path, 40)}`.",
                )
    return None
