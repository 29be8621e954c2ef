"""A program that must write to a read-only root file system."""

import re
from collections.abc import Iterator

from podlint.authoring import Container, Problem, Problems, Related, Severity, VolumeMount, rule
from podlint.document.shortening import listed, shortened
from podlint.pods.images.facts import Writable
from podlint.pods.images.needs import facts_of_repository, needs_of
from podlint.pods.volumes.mounts import normal_path

_LONGEST = 45
"""Characters of the directories in a message."""


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
            - name: accounts
              image: quay.io/keycloak/keycloak:26.0.5
              args: [start, --hostname=accounts.example.com]
              securityContext:
                readOnlyRootFilesystem: true  # finding
            - name: search
              image: opensearchproject/opensearch:2.17.0
              securityContext:
                readOnlyRootFilesystem: true  # finding
              volumeMounts:
                - {name: cache, mountPath: /usr/share/opensearch/data}
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
            - name: built
              image: quay.io/keycloak/keycloak:26.0.5
              args: [start, --optimized]
              securityContext: {readOnlyRootFilesystem: true}
              volumeMounts:
                - {name: scratch, mountPath: /tmp}
            - name: help
              image: quay.io/keycloak/keycloak:26.0.5
              args: [show-config]
              securityContext: {readOnlyRootFilesystem: true}
            - name: search
              image: opensearchproject/opensearch:2.17.0
              securityContext: {readOnlyRootFilesystem: true}
              volumeMounts:
                - {name: scratch, mountPath: /usr/share/opensearch/config, subPath: config}
        """,
)
def read_only_root_without_writable_mount(container: Container) -> Problems:
    """A container has a read-only root file system, but its program must write to it.

    At startup, the programs in some well-known images write to directories that are not volumes.
    For example, nginx writes to `/var/cache/nginx` and `/run`, Apache writes to its `logs`
    directory, and MongoDB writes to `/tmp`. PostgreSQL, MySQL and MariaDB write to the directory of
    their socket. OpenSearch writes its keystore and its logs. Keycloak writes a new build of
    itself, unless its arguments contain `--optimized`. With `readOnlyRootFilesystem: true`, these
    programs exit immediately.

    podlint does not report containers that mount configuration files for the program, or set
    `command` or other `args`, because these can change the directories.

    Mount an `emptyDir` volume at each of these directories.
    """
    context = container.security_context
    if not (context and context.read_only_root_filesystem) or container.command:
        return
    missing = [
        each
        for each in _written_at_start(container)
        if not any(
            (each.settings and _is_in(mount, each.settings))
            or _covers(mount, each.path)
            or (each.alias and _covers(mount, each.alias))
            for mount in container.volume_mounts
        )
    ]
    if missing:
        shown = listed([f"`{each.path}`" for each in missing])
        filled = next((each.path for each in missing if each.filled), None)
        copied = f" Copy the image's files at `{filled}` first." if filled else ""
        which = shown if len(shown) <= _LONGEST else f"{len(missing)} directories"
        yield Problem(
            f"container `{container}` writes to {which} on its read-only root file system",
            at=context.at / "readOnlyRootFilesystem",
            related=(Related("image that writes there", container.at / "image"),),
            why="The program exits at startup with the error `Read-only file system`.",
            help=f"Mount an `emptyDir` volume at {shortened(shown, 62)}.{copied}",
        )


def _written_at_start(container: Container) -> Iterator[Writable]:
    """The directories that are not volumes of the image, and that only its settings can change."""
    image = container.image or ""
    needs = needs_of(image)
    words = " ".join(container.args)
    for fact in needs.facts if needs else facts_of_repository(image):
        if not isinstance(fact, Writable) or not fact.at_start:
            continue
        if fact.started_by:
            if re.fullmatch(fact.started_by, words):
                yield fact
        elif fact.settings and not words:
            yield fact


def _is_in(mount: VolumeMount, directory: str) -> bool:
    return f"{normal_path(mount.mount_path or '/')}/".startswith(f"{directory}/")


def _covers(mount: VolumeMount, directory: str) -> bool:
    """Whether a mount contains a directory, or provides files in it that may be enough."""
    path = normal_path(mount.mount_path or "/")
    return f"{directory}/".startswith(f"{path}/") or path.startswith(f"{directory}/")
