"""A command that only starts a shell."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.pods.commands.words import command_line, program_name

_INTERACTIVE = frozenset(
    "ash bash cmd.exe dash irb ksh node php powershell psysh pwsh python python3 sh zsh".split()
)
_OPTION = pattern(r"-[aeilrstuxv]+|--login|--noprofile|--norc|-NoLogo", re.ASCII)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`CrashLoopBackOff` with last state Completed, exit code 0 and an empty log; a Job that "
        "is Complete but has done nothing"
    ),
    asks_for=("command", "args"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: prepare
              image: tools:3
              command: [sh]  # finding
            - name: helper
              image: tools:3
              restartPolicy: Always
              command: ["/bin/bash", "-l"]  # finding
          containers:
            - name: tools
              image: tools:3
              command: ["/bin/bash"]  # finding
           #  ^^^^^^^
            - name: terminal
              image: ubuntu:24.04
              args: [bash, -it]  # finding
            - name: windows
              image: tools:3
              command: ['C:\\Windows\\System32\\cmd.exe']  # finding
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: report
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: report
                  image: python:3.12
                  command: [python3]  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: terminal
              image: tools:3
              command: ["/bin/bash"]
              stdin: true
              tty: true
            - name: screen
              image: tools:3
              command: ["/bin/bash"]
              tty: true
            - name: script
              image: tools:3
              command: [bash, -c, run]
            - name: split
              image: tools:3
              command: [sh]
              args: [-c, run]
            - name: file
              image: tools:3
              command: [python3, app.py]
            - name: module
              image: tools:3
              command: [python3, -m, http.server]
            - name: unknown
              image: tools:3
              args: [bash]
            - name: own
              image: tools:3
              command: [/cmd]
          ephemeralContainers:
            - name: debugger
              image: tools:3
              command: [sh]
        """,
)
def shell_without_terminal(container: Container) -> Problems:
    """A container's command is a shell without a script, and there is no terminal.

    A shell, or an interpreter such as `python3`, reads commands from its input. The input of a
    container is empty unless `stdin` or `tty` is set, so the shell exits immediately and
    successfully. The kubelet then restarts an app container again and again. An init container or a
    Job completes without having done anything. Such commands often come from `docker run -it`.

    Add a script: `command: [sh, -c, "..."]`. To keep a container running for `kubectl exec`, run
    `sleep infinity`. For `kubectl attach`, set `stdin: true` and `tty: true`.
    """
    if container.stdin or container.tty or container.sort == "ephemeral":
        return
    program, *rest = command_line(container) or ("",)
    name = program_name(program.replace("\\", "/"))
    name = name if name == "cmd.exe" else name.removesuffix(".exe")
    if name in _INTERACTIVE and all(map(_OPTION.fullmatch, rest)):
        yield Problem(
            f"container `{container}` runs `{name}` without a script or a terminal",
            at=container.program_at,
            key=True,
            why=_effect(container),
            help='Add a script, as in `command: [sh, -c, "..."]`. To keep the container running, '
            "use `command: [sleep, infinity]`.",
        )


def _effect(container: Container) -> str:
    policy = container.effective_restart_policy
    if policy == "Always" and container.sort != "init":
        return (
            "The program reads the end of its input, exits, and is restarted again and again "
            "(`CrashLoopBackOff`)."
        )
    return "The program reads the end of its input and exits without having done anything."
