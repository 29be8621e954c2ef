"""A command that writes to a read-only root file system."""

from __future__ import annotations

from podlint.authoring import Container, Problem, Problems, Related, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.file_access.file_uses import FileUse
from podlint.file_access.places import reach, why_read_only, word_place
from podlint.file_access.write_uses import writes_of
from podlint.pods.images.facts import Data
from podlint.pods.images.needs import needs_of

_NO_VOLUME = pattern(r"/(?:bin|etc|lib|run|sbin|usr/bin|usr/lib|usr/local/bin|var/run)(?:/.*)?")
"""Directories that images do not declare as `VOLUME`."""
_SYSTEM = pattern(r"/(?:home|mnt|opt|root|srv|tmp|usr|var/cache|var/log|var/tmp)(?:/.*)?")
"""Directories that images of operating systems and of other known programs do not declare."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff`; the log says `Read-only file system`",
    asks_for=("readOnlyRootFilesystem",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: settings
              image: busybox:1.36
              securityContext: {readOnlyRootFilesystem: true}
              command: [sh, -c, "wget -O /tmp/app.ini http://settings/app.ini"]  # finding
              #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
              securityContext: {readOnlyRootFilesystem: true}
              command: [sh, -c]
              args:
                - date > /etc/started && exec app  # finding
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
          containers:
            - name: mounted
              image: busybox:1.36
              securityContext: &read-only {readOnlyRootFilesystem: true}
              command: [sh, -c, "date > /tmp/started && exec app"]
              volumeMounts:
                - {name: scratch, mountPath: /tmp}
            - name: writable
              image: busybox:1.36
              command: [sh, -c, "date > /etc/started && exec app"]
            - name: tolerant
              image: busybox:1.36
              securityContext: *read-only
              command: [sh, -c, "date > /etc/started || true; exec app"]
            - name: device
              image: busybox:1.36
              securityContext: *read-only
              command: [sh, -c, "date > /dev/termination-log && echo a >> /dev/stderr && exec app"]
            - name: hosts
              image: busybox:1.36
              securityContext: *read-only
              command: [sh, -c, "echo 10.0.0.1 db >> /etc/hosts && exec app"]
            - name: volume-of-image
              image: app:1.4
              securityContext: *read-only
              command: [sh, -c, "date > /tmp/started && date > /data/started && exec app"]
            - name: variable
              image: busybox:1.36
              securityContext: *read-only
              command: [sh, -c, "date > $HOME/started && exec app"]
            - name: existing-directory
              image: busybox:1.36
              securityContext: *read-only
              command: [sh, -c, "mkdir -p /etc/app && exec app"]
        """,
)
def write_to_read_only_root(container: Container) -> Problems:
    """A command writes to the root file system, which the container makes read-only.

    With `readOnlyRootFilesystem: true`, a container can write only to volumes and to a few files
    that the kubelet mounts, such as `/etc/hosts` and `/dev/termination-log`. podlint does not
    report directories that the image may declare as `VOLUME`, because the container runtime mounts
    a writable volume there.

    Mount an `emptyDir` volume at the directory. To change a file in a directory of the image, mount
    a volume at another path and copy the file there.
    """
    context = container.security_context
    if context is None or not context.read_only_root_filesystem or container.sort == "ephemeral":
        return
    for use in writes_of(container):
        reached = reach(container, use.path)
        reason = why_read_only(container, reached) if reached.mount is None else None
        if reason and _is_in_image(container, use):
            folder = reached.path.rpartition("/")[0] or "/"
            yield Problem(
                f"container `{container}` runs `{use.program}` on `{_short(use)}`, but its "
                "root file system is read-only",
                at=word_place(container.program_at, use.path),
                related=(Related("read-only root file system", reason[1]),),
                why="The command fails with `Read-only file system`.",
                help=f"Mount an `emptyDir` volume at `{shortened(folder, 40)}`, or write to a "
                "volume."
                if folder != "/"
                else "Write to a volume, such as an `emptyDir`.",
            )
            return


def _is_in_image(container: Container, use: FileUse) -> bool:
    """Whether a path is certainly on the root file system, and not in a volume of the image."""
    if _NO_VOLUME.fullmatch(use.path) or (use.creates and use.path.count("/") == 1):
        return True
    needs = needs_of(container.image or "")
    volumes = [each.volume for each in needs.all(Data) if each.volume] if needs else []
    if needs is None or any(f"{use.path}/".startswith(f"{volume}/") for volume in volumes):
        return False
    return _SYSTEM.fullmatch(use.path) is not None


def _short(use: FileUse) -> str:
    return shortened(use.path, 30)
