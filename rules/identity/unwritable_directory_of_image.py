"""An image whose directories belong to root, run as another user."""

from __future__ import annotations

from podlint.authoring import Container, Place, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.file_access.identity import identity_of
from podlint.file_access.image_advice import has_main_settings
from podlint.pods.images.facts import Capabilities, Writable
from podlint.pods.images.families import name_of
from podlint.pods.images.needs import needs_of, runs_own_server
from podlint.pods.volumes.mounts import mount_at

_OF_ROOT = frozenset(("httpd", "nginx"))
"""Images in which the directories that the program writes to at startup belong to root.

In the images of databases, these directories are writable for every user."""


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        '`CrashLoopBackOff`; the log says `mkdir() "/var/cache/nginx/client_temp" failed (13: '
        "Permission denied)`"
    ),
    asks_for=("runAsUser",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              securityContext:
                runAsUser: 101
                runAsNonRoot: true
              containers:
                - name: web
                  image: nginx:1.27  # finding
                  #      ^^^^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 101
          volumes:
            - {name: cache, emptyDir: {}}
            - {name: run, emptyDir: {}}
            - name: settings
              configMap: {name: settings}
          containers:
            - name: unprivileged
              image: nginxinc/nginx-unprivileged:1.27
            - name: mounted
              image: nginx:1.27
              volumeMounts:
                - {name: cache, mountPath: /var/cache/nginx}
                - {name: run, mountPath: /var/run}
            - name: own-settings
              image: nginx:1.27
              volumeMounts:
                - {name: settings, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf}
            - name: root
              image: nginx:1.27
              securityContext: {runAsUser: 0}
            - name: other-program
              image: nginx:1.27
              command: [nginx, -t]
            - name: database
              image: postgres:17
              env:
                - {name: POSTGRES_HOST_AUTH_METHOD, value: trust}
            - name: copy
              image: registry.example.com/team/nginx:1.27
        """,
)
def unwritable_directory_of_image(container: Container) -> Problems:
    """A container runs an image as a user who cannot write to the image's own directories.

    nginx writes to `/var/cache/nginx` and `/run` at startup, and Apache to its `logs` directory. In
    the official images, these directories belong to root. As another user, the programs stop
    immediately, unless a volume is mounted there. podlint does not report containers that mount the
    main configuration file, because this file can name other directories. podlint also does not
    report containers with `runAsNonRoot: true` and without `runAsUser`: the kubelet does not start
    them, see `root-image-with-run-as-non-root`.

    Use an image that is built to run without root, such as `nginxinc/nginx-unprivileged`, or mount
    an `emptyDir` volume at each of these directories.
    """
    if name_of(container.image or "") not in _OF_ROOT or container.effective_run_as_user is None:
        return
    identity, needs = identity_of(container), needs_of(container.image or "")
    if not needs or not identity.user or not runs_own_server(container, needs):
        return
    missing = [
        each.path
        for each in needs.all(Writable)
        if each.at_start
        and not any(mount_at(container, path) for path in (each.path, each.alias) if path)
    ]
    if not missing or has_main_settings(container, needs):
        return
    which = shortened(listed([f"`{path}`" for path in missing]), 45)
    facts = needs.one(Capabilities)
    instead = f"Use {facts.otherwise}, or mount" if facts and facts.otherwise else "Mount"
    yield Problem(
        f"{identity.name} cannot write to {which} of image {shortened(container.image or '', 30)}",
        at=container.at / "image",
        related=(Related("the user", _user_place(container)),),
        why="The directories belong to root in the image. The program stops with `Permission "
        "denied`.",
        help=f"{instead} an `emptyDir` at {which}.",
    )


def _user_place(container: Container) -> Place:
    own = container.at / "securityContext" / "runAsUser"
    if container.pod is None or own.document.has(own.path):
        return own
    return container.pod.at / "securityContext" / "runAsUser"
