"""A shell that is told to run a script, and given none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from podlint.commands.words import command_line, shell_script
from podlint.finding import Problem, Profile, Severity
from podlint.models import Container
from podlint.rule import rule

_SHELLS = frozenset(("ash", "bash", "dash", "ksh", "sh", "zsh"))


@rule(
    severity=Severity.ERROR,
    profile=Profile.MINIMAL,
    since="0.1",
    symptom="CrashLoopBackOff with exit code 2; the log says: sh: -c: option requires an argument",
    mission=(6,),
    fields=("command", "args"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: prepare
              image: app:1.4
              command: [bash, -ec]  # finding
           #  ^^^^^^^
          containers:
            - name: app
              image: app:1.4
              command: [/bin/sh]
              args:  # finding
                - -c
            - name: empty
              image: app:1.4
              command: [sh, -c, ""]  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c]
              args: [serve]
            - name: dashes
              image: app:1.4
              command: [bash, -c, --]
              args: ["while true; do sleep 30; done"]
            - name: file
              image: app:1.4
              command: [sh, /run.sh, -c]
            - name: terminal
              image: app:1.4
              command: [sh]
              tty: true
        """,
)
def missing_script(container: Container) -> Iterator[Problem]:
    """A shell is started with `-c`, and no script follows.

    `-c` takes the next item of `command` and `args` as the script. Where none follows, the shell
    ends at once with exit code 2; where it is empty, with success, having done nothing.

    Write the script as the next item: `[sh, -c, "..."]`. An empty one often comes from a template
    whose value is not set.
    """
    words = command_line(container)
    if not words or PurePosixPath(words[0]).name not in _SHELLS:
        return
    last = words[-1]
    is_missing = last == "--" or (last[:1] == "-" and last[:2] != "--" and "c" in last)
    script = shell_script(words)
    if (script is None and is_missing and all(word[:1] == "-" for word in words[1:])) or (
        script is not None and not script.strip()
    ):
        yield Problem(
            f"container {container.name} starts {words[0]} with -c and no script, so that it ends "
            "at once; write what it runs as the next item",
            at=container.at / ("args" if container.args else "command"),
            key=True,
        )
