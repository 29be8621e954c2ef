"""A command line that was written as one word."""

import re

from podlint.authoring import (
    JSON,
    Container,
    Fix,
    Problem,
    Problems,
    SetValue,
    Severity,
    pattern,
    rule,
)
from podlint.document.shortening import one_line
from podlint.pods.commands.words import command_line

_PLAIN = pattern(r"[\w./:=@%+, -]+")
"""Without quotes or anything else that a shell would read."""


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="RunContainerError, CrashLoopBackOff or Init:CrashLoopBackOff with reason StartError: "
    "executable file not "
    "found in $PATH, or no such file or directory",
    asks_for=("command", "args"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: migrate
              image: app:1.4
              command: ["./migrate --all && echo done"]  # finding
              #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
              command:
                - python -m app  # finding
              args: [--verbose]
            - name: idle
              image: busybox:1.36
              args: [sleep 3600]  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: migrate
              image: app:1.4
              command: ["./migrate --all && echo done"]
          containers:
            - name: app
              image: app:1.4
              command:
                - python
                - -m
                - app
              args: [--verbose]
            - name: idle
              image: busybox:1.36
              args: [sleep, "3600"]
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
              command: [python, -m, app]
            - name: script
              image: app:1.4
              command: [sh, -c, "python -m app --verbose"]
            - name: unknown
              image: app:1.4
              args: [python -m app]
            - name: windows
              image: app:1.4
              command: ['C:\\Program Files\\app\\app.exe']
        """,
)
def command_with_blanks(container: Container) -> Problems:
    """A command and its arguments are written as one word.

    Kubernetes runs `command` without a shell: its first item is the program, and the system looks
    for a file of just that name, blanks included. There is none, so the container never starts.

    Write each word as an item of its own, or have a shell read the line:
    `command: [sh, -c, "..."]`.
    """
    words = command_line(container)
    if not words or not re.search(r"\S\s", words[0]) or re.search(r"[\\{}<]", words[0]):
        return
    line, field = words[0], "command" if container.command else "args"
    items: list[JSON] = [*line.split(), *getattr(container, field)[1:]]
    fix = Fix(
        f"write the words of {field} one by one",
        (SetValue((container.at / field).path, items),),
        safe=False,
    )
    yield Problem(
        "no shell reads this",
        at=container.at / field / 0,
        fix=fix if _PLAIN.fullmatch(line) else None,
        why=f"The container looks for a program called `{one_line(line)}` and never starts.",
        help=f"Write each word as an item of its own, or {field}: [sh, -c, ...].",
    )
