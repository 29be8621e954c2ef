"""A container that runs several programs."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.pods.commands.daemons import leaves_in_background
from podlint.pods.commands.words import program_name, shell_script

_SUPERVISORS = frozenset("init monit runsvdir s6-svscan supervisord systemd".split())
_BACKGROUND = pattern(r"(?<![&>\d<])&(?![&>\d])")
_DAEMON = pattern(
    r"\b(?:service\s+(?P<service>[\w.-]+)\s+start|systemctl\s+start\s+(?P<unit>[\w.-]+)"
    r"|/etc/init\.d/(?P<script>[\w.-]+)\s+start)"
)
_WAITS = pattern(r"\s*(?:\w+=\$!\s*;?\s*)?wait\b")
_QUOTED = pattern(r"'[^']*'|\"[^\"]*\"|#.*")


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="one program in the container is dead, but the Pod is Running and Ready",
    fragments=True,
    asks_for=("command", "args"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c, php-fpm & nginx & wait]  # finding
           #  ^^^^^^^
            - name: old
              image: old:1
              command: [/usr/bin/supervisord, -n]  # finding
            - name: hidden
              image: old:1
              args: [sh, -c, "service cron start && exec app"]  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: php
              image: app:1.4
              command: [sh, -c, php-fpm 2>&1 && echo 'a & b' &> /dev/null]
            - name: left
              image: app:1.4
              command: [sh, -c, serve &]
            - name: trap
              image: app:1.4
              command: [sh, -c, "trap 'stop' TERM; serve & wait $!"]
            - name: nginx
              image: nginx:1.27
        """,
)
def several_programs_in_container(container: Container) -> Problems:
    """A container starts background programs, daemons or a process supervisor.

    The kubelet watches only the main process. If another program exits, the kubelet does not
    restart the container, and the probes may not notice. The programs share one log and one memory
    limit, and can only be stopped and updated together.

    podlint does not report commands that run all programs in the background: see
    `daemon-leaves-container`.

    Run each program in its own container of the Pod. The containers of a Pod share a network
    namespace, and can share volumes.
    """
    if container.sort == "ephemeral":
        return
    words = [*container.command, *container.args]
    if leaves_in_background(words):
        return  # reported by daemon-leaves-container
    script = shell_script(words)
    if script and _starts_several(_QUOTED.sub("", script)):
        what = "programs in the background"
    elif script and (daemon := _DAEMON.search(script)):
        what = f"`{daemon['service'] or daemon['unit'] or daemon['script']}` as a daemon"
    elif container.command and program_name(container.command[0]) in _SUPERVISORS:
        what = f"the process supervisor `{container.command[0]}`"
    else:
        return
    yield Problem(
        f"container `{container}` starts {what}",
        at=container.program_at,
        key=True,
        why="The kubelet watches only the main process, and may not notice that another process "
        "has exited.",
        help="Run each program in its own container of the Pod.",
    )


def _starts_several(script: str) -> bool:
    """Whether several programs run at once; one background program and a `wait` are only one."""
    found = list(_BACKGROUND.finditer(script))
    return len(found) > 1 or any(not _WAITS.match(script, each.end()) for each in found)
