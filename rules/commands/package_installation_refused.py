"""A container that installs packages but lacks the permissions to do so."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line
from podlint.file_access.identity import identity_of
from podlint.pods.commands.packages import SYSTEM_INSTALLERS, installer_in
from podlint.pods.commands.words import command_line
from podlint.pods.volumes.mounts import mount_at

_STATE = "/var/lib"
"""Where package managers record the installed packages."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`CrashLoopBackOff` or `Init:CrashLoopBackOff`; the log says `Unable to lock database: "
        "Permission denied`, `are you root?` or `Read-only file system`"
    ),
    asks_for=("runAsUser", "runAsNonRoot", "readOnlyRootFilesystem"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
          initContainers:
            - name: fetch
              image: alpine:3.20
              command: [sh, -c, "apk add --no-cache curl && curl -o /x http://a/x"]  # finding
           #  ^^^^^^^
          containers:
            - name: app
              image: debian:12
              securityContext:
                runAsUser: 0
                readOnlyRootFilesystem: true
              command: [bash, -c]
              args:  # finding
                - apt-get update && apt-get install -y curl && exec app
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsNonRoot: true
          initContainers:
            - name: fetch
              image: alpine:3.20
              securityContext: {runAsNonRoot: false, runAsUser: 0}
              command: [sh, -c, apk add --no-cache curl]
          containers:
            - name: app
              image: python:3.12
              command: [sh, -c, "pip install --user flask && exec python app.py"]
            - name: ignored
              image: debian:12
              command: [sh, -c, "apt-get install -y curl || true; exec app"]
            - name: mounted
              image: alpine:3.20
              securityContext: {runAsUser: 0, runAsNonRoot: false, readOnlyRootFilesystem: true}
              command: [sh, -c, "apk add --root /var/lib/apps curl && exec app"]
              volumeMounts: [{name: packages, mountPath: /var/lib}]
          volumes:
            - name: packages
              emptyDir: {}
        """,
)
def package_installation_refused(container: Container) -> Problems:
    """A container installs packages but lacks the permissions to do so.

    Package managers such as `apt-get`, `apk` and `yum` write to system directories. They require
    the root user and a writable root file system. The container's security context does not allow
    at least one of these.

    Build an image that contains the packages. This is safer than giving the container more
    permissions.
    """
    context = container.security_context
    read_only = context is not None and context.read_only_root_filesystem is True
    other_user = identity_of(container).is_root is False
    if container.sort == "ephemeral" or not (read_only or other_user):
        return
    words = command_line(container)
    found = installer_in(words)
    if not found or found[0] not in SYSTEM_INSTALLERS or _is_forgiven(words):
        return
    if read_only and not mount_at(container, _STATE):
        how = "on a read-only root file system"
    elif other_user:
        how = "as a non-root user"
    else:
        return
    yield Problem(
        f"container `{container}` runs `{one_line(found[1], 40)}` {how}",
        at=container.words_at,
        key=True,
        why="The package manager cannot write to the system directories and fails.",
        help="Build an image that contains the packages, and remove the installation from the "
        "command.",
    )


def _is_forgiven(words: tuple[str, ...]) -> bool:
    return "|| true" in " ".join(words) or "sudo" in " ".join(words)
