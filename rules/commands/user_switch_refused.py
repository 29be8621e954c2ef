"""A command that changes the user but lacks the permissions to do so."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.file_access.identity import identity_of
from podlint.pods.commands.scripts import commands_of
from podlint.pods.commands.words import command_line

_BY_FILE = frozenset(("su", "sudo"))
"""Programs that become root through the set-user-ID bit of their file."""
_AS_ROOT = frozenset(("gosu", "runuser", "setpriv", "su", "su-exec", "sudo"))
"""Programs that change the user if they run as root with SETUID and SETGID."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        '`CrashLoopBackOff`; the log says `sudo: The "no new privileges" flag is '
        "set` or `operation not permitted`"
    ),
    asks_for=("allowPrivilegeEscalation", "runAsUser", "runAsNonRoot", "drop"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
          initContainers:
            - name: owner
              image: tools:3
              securityContext: {allowPrivilegeEscalation: false}
              command: [sudo, chown, -R, "1000", /data]  # finding
           #  ^^^^^^^
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c, "prepare && exec gosu app serve"]  # finding
        """,
        """
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
              containers:
                - name: app
                  image: app:1.4
                  securityContext:
                    capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
                  command: [su-exec, "1000", serve]  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsUser: 0
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL], add: [SETUID, SETGID]}
              command: [gosu, app, serve]
            - name: escalates
              image: app:1.4
              securityContext: {runAsUser: 1000}
              command: [sudo, serve]
            - name: unknown
              image: app:1.4
              securityContext: {allowPrivilegeEscalation: false}
              command: [sudo, serve]
            - name: asked
              image: app:1.4
              securityContext: {runAsUser: 1000}
              command: [sh, -c, 'if [ "$(id -u)" = 0 ]; then exec gosu app serve; fi; exec serve']
        """,
)
def user_switch_refused(container: Container) -> Problems:
    """A command switches to another user, but the security context does not allow the switch.

    `sudo` and `su` become root through their set-user-ID bit, which
    `allowPrivilegeEscalation: false` disables. Programs such as `gosu` and `su-exec` must already
    run as root, with the capabilities SETUID and SETGID.

    Remove the command that changes the user, and set `runAsUser` to the user that the program
    needs. To give the program access to volumes, set the Pod's `fsGroup`.
    """
    if container.sort == "ephemeral":
        return
    for command in commands_of(command_line(container)):
        words = command.words[1:] if command.words[0] == "exec" else command.words
        program = words[0].rpartition("/")[2] if words else ""
        if program in _AS_ROOT and not command.nested and command.after != "||":
            if lack := _lack(container, program):
                yield Problem(
                    f"container `{container}` runs `{program}` {lack}",
                    at=container.words_at,
                    key=True,
                    why="The command cannot change the user and fails with `operation not "
                    "permitted`.",
                    help=f"Remove `{program}`, and set `securityContext.runAsUser` to the required "
                    "user. For access to volumes, set the Pod's `fsGroup`.",
                )
            return


def _lack(container: Container, program: str) -> str | None:
    """What a container lacks to change the user, or None."""
    identity = identity_of(container)
    if identity.is_root is False and program not in _BY_FILE:
        return "but does not run as root"
    if identity.is_root is False and identity.no_new_privileges:
        return "with `allowPrivilegeEscalation: false`"
    missing = [name for name in ("SETUID", "SETGID") if name not in identity.perhaps_bounding]
    return f"but drops capability {missing[0]}" if missing else None
