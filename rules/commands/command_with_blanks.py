"""A whole command line written as one item."""

import json
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
"""A line without quotes and other characters that a shell would interpret."""


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`RunContainerError`, `CrashLoopBackOff` or `Init:CrashLoopBackOff`, with the reason "
        "`StartError` and `executable file not found in $PATH` or `no such file or directory`"
    ),
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
    """A whole command line is written as one item of `command` or `args`.

    Kubernetes runs `command` without a shell. The first item is the name of the program, and the
    container runtime looks for a file with exactly that name, including the spaces. No such file
    exists, so the container never starts.

    Write each word as a separate item, or run the line in a shell: `command: [sh, -c, "..."]`.
    """
    words = command_line(container)
    if not words or not re.search(r"\S\s", words[0]) or re.search(r"[\\{}<]", words[0]):
        return
    line, field = words[0], "command" if container.command else "args"
    items: list[JSON] = [*line.split(), *getattr(container, field)[1:]]
    fix = Fix(
        f"write the words of `{field}` as separate items",
        (SetValue((container.at / field).path, items),),
        safe=False,
    )
    is_plain = _PLAIN.fullmatch(line) is not None
    if is_plain:
        remedy = (
            f"Write each word as a separate item: `{field}: {one_line(json.dumps(items), 80)}`."
        )
    else:
        remedy = f'Run the line in a shell: `{field}: [sh, -c, "..."]`.'
    yield Problem(
        f"container `{container}` has a program name with spaces: `{one_line(line, 40)}`",
        at=container.at / field / 0,
        fix=fix if is_plain else None,
        why="No shell splits the line into words, and no program has that name, so the container "
        "never starts.",
        help=remedy,
    )
