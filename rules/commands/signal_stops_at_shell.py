"""A shell that stays PID 1 and does not pass on SIGTERM."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.scripts import Command, commands_of
from podlint.pods.commands.words import (
    command_line,
    ends_soon,
    never_ends,
    program_name,
    shell_script,
)
from podlint.pods.images.reference import parse_image

_HANDLES = pattern(r"\b(?:exec|trap|wait|tini|dumb-init|supervisord)\b")
_KEEPS = frozenset(("sh", "dash"))
_IDLES = frozenset("sleep tail true wait cat echo printf".split())


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Terminating for 30s whenever a Pod stops, then exit code 137; dropped connections and "
    "lost work in every rollout",
    asks_for=("command", "args"),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              command: [bash, -c, "proxy --verbose 2>&1 | tee /log/proxy"]  # finding
           #  ^^^^^^^
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c, "migrate && serve --port=8080"]  # finding
            - name: cache
              image: redis:7.4
              command: [sh, -c]
              args:  # finding
                - redis-server /etc/redis.conf
        """,
        """
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
              containers:
                - name: db
                  image: db:9
                  command: ["/bin/bash", -c, "db start; echo stopped"]  # finding
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: prepare
              image: app:1.4
              command: [sh, -c, "migrate && prepare"]
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c, "migrate && exec serve --port=8080"]
            - name: bash
              image: app:1.4
              command: [bash, -c, "migrate && serve"]
            - name: cache
              image: redis:7.4-alpine
              command: [sh, -c, redis-server /etc/redis.conf]
            - name: trap
              image: app:1.4
              command: [sh, -c, "trap stop TERM; serve & wait"]
            - name: hook
              image: app:1.4
              command: [sh, -c, "migrate && serve"]
              lifecycle: {preStop: {exec: {command: [app, stop]}}}
            - name: idle
              image: app:1.4
              command: [sh, -c, "while true; do date; sleep 5; done"]
            - name: init
              image: app:1.4
              command: [tini, --, sh, -c, "migrate && serve"]
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: import
                  image: import:3
                  command: [sh, -c, "fetch && import"]
        """,
    ),
)
def signal_stops_at_shell(container: Container) -> Problems:
    """A shell runs the program as a child and does not pass SIGTERM on to it.

    To stop a container, Kubernetes sends SIGTERM to its PID 1. A shell that has started another
    program does not pass the signal on. Because the shell is PID 1, it does not exit either. When
    the grace period ends (30s by default), all processes are killed.

    bash and the shell of Alpine replace themselves with the last command of a script. The `sh` of
    Debian does not replace itself. No shell replaces itself if the program is part of a pipe, or if
    another command follows.

    podlint does not report containers with a `preStop` hook that runs a command, because that
    command may stop the program.

    Write `exec` before the program, as in `sh -c "migrate && exec serve"`, or trap the signal.
    """
    if container.sort not in ("app", "sidecar") or _ends_by_itself(container):
        return
    words = command_line(container)
    script = shell_script(words)
    if script is None or any(_HANDLES.search(word) for word in words):
        return
    if container.lifecycle and container.lifecycle.pre_stop and container.lifecycle.pre_stop.exec:
        return
    if never_ends(words) or ends_soon(words):
        return
    commands = commands_of(words)
    program = _kept_by_shell(commands, _shell_keeps(container, words))
    if program is not None:
        yield Problem(
            f"shell in container `{container}` does not pass SIGTERM on to "
            f"`{shortened(program, 40)}`",
            at=container.words_at,
            key=True,
            why="The program runs until the grace period ends (30s by default), and is then "
            "killed.",
            help=f"Make `exec {shortened(program, 40)} ...` the last command of the script, "
            "without a pipe.",
        )


def _ends_by_itself(container: Container) -> bool:
    policy = container.effective_restart_policy
    return policy != "Always"


def _shell_keeps(container: Container, words: tuple[str, ...]) -> bool:
    """Whether the shell does not replace itself with the last command of a script."""
    image = parse_image(container.image or "")
    alpine = image is None or "alpine" in f"{image.tag} {image.path}" or "busybox" in image.path
    return program_name(words[0]) in _KEEPS and not alpine


def _kept_by_shell(commands: tuple[Command, ...], shell_keeps: bool) -> str | None:
    """The last program of a script that is not a helper, if the shell waits for it."""
    if not commands or any(each.nested for each in commands):
        return None
    position = next(
        (at for at in range(len(commands) - 1, -1, -1) if commands[at].program not in _IDLES), None
    )
    if position is None:
        return None
    found = commands[position]
    if found.program == "tee" and position:
        found = commands[position - 1]
    followed = found is not commands[-1]
    if found.after == "&" or not (followed or shell_keeps):
        return None
    return found.program
