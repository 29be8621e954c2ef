"""A command that writes to a system directory as a user other than root."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.file_access.identity import identity_of
from podlint.file_access.places import reach, why_read_only, word_place
from podlint.file_access.write_uses import writes_of
from podlint.pods.images.families import family_of
from podlint.pods.images.users import user_of

_OF_ROOT = pattern(
    r"/(?:bin|etc|lib|lib64|opt|root|run|sbin|srv|usr|var/cache|var/lib|var/log|var/run)/.+"
    r"|/(?:home|mnt|var)/[^/]+|/[\w.-]+"
)
"""Paths in directories that belong to root with mode 0755, in images of operating systems."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff` or `Init:CrashLoopBackOff`; the log says `Permission denied`",
    asks_for=("runAsUser", "runAsNonRoot"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
          initContainers:
            - name: settings
              image: busybox:1.36
              command: [wget, -O, /etc/app.ini, http://settings/app.ini]  # finding
              #                   ^^^^^^^^^^^^
          containers:
            - name: app
              image: python:3.13
              command: [sh, -c]
              args:
                - mkdir /data && python -m app  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
          volumes:
            - {name: scratch, emptyDir: {}}
          containers:
            - name: mounted
              image: busybox:1.36
              command: [sh, -c, "date > /etc/app/date && exec app"]
              volumeMounts:
                - {name: scratch, mountPath: /etc/app}
            - name: temporary
              image: busybox:1.36
              command: [sh, -c, "date > /tmp/date && mkdir /var/tmp/a && exec app"]
            - name: root
              image: busybox:1.36
              securityContext: {runAsUser: 0}
              command: [sh, -c, "date > /etc/date && exec app"]
            - name: tolerant
              image: busybox:1.36
              command: [sh, -c, "date > /etc/date || true; exec app"]
            - name: device
              image: busybox:1.36
              command: [sh, -c, "date > /dev/stdout && date > /dev/termination-log && exec app"]
            - name: other-image
              image: app:1.4
              command: [sh, -c, "date > /etc/date && exec app"]
            - name: home
              image: node:22
              command: [sh, -c, "touch /home/node/a && exec app"]
        """,
)
def write_to_directory_of_root(container: Container) -> Problems:
    """A command writes to a system directory of its image, but its user is not root.

    Directories such as `/etc`, `/usr` and `/opt` belong to root and have mode 0755, so other users
    cannot create files in them. podlint reports only images of operating systems and programming
    languages, because other images can change the owner of a directory.

    Write to a volume, such as an `emptyDir`, or to `/tmp`.
    """
    if not (container.command or container.args) or container.sort == "ephemeral":
        return
    identity = identity_of(container)
    if identity.is_root is not False:
        return
    family, user = family_of(container.image or ""), user_of(container.image or "")
    if family is None or family.runs not in ("shell", "prompt") or not user or user.number != 0:
        return
    for use in writes_of(container):
        reached = reach(container, use.path)
        outside = reached.mount is None and why_read_only(container, reached) is None
        if outside and use.kind == "write" and _OF_ROOT.fullmatch(reached.path):
            yield Problem(
                f"`{use.program}` cannot write to `{shortened(use.path, 40)}` as {identity.name}",
                at=word_place(container.program_at, use.path),
                why="The directory belongs to root in the image, so the command fails with "
                "`Permission denied`.",
                help="Write to a volume, such as an `emptyDir`, or to `/tmp`.",
            )
            return
