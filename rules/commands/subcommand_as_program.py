"""A subcommand of the image's program that is written as the program."""

from podlint.authoring import (
    JSON,
    Container,
    Delete,
    Fix,
    Problem,
    Problems,
    SetValue,
    Severity,
    rule,
)
from podlint.document.shortening import shortened
from podlint.pods.images.subcommands import entry_of


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`RunContainerError` or `CrashLoopBackOff` with "
        '`exec: "serve": executable file not found in $PATH`'
    ),
    asks_for=("command",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: news
        spec:
          initContainers:
            - name: backup
              image: restic/restic:0.17.3
              command: [backup, /data]  # finding
          containers:
            - name: news
              image: crazymax/diun:4.28.0
              command: [serve]  # finding
              #         ^^^^^
            - name: tunnel
              image: cloudflare/cloudflared:2024.11.0
              command: [tunnel]  # finding
              args: [run]
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: news
        spec:
          initContainers:
            - name: backup
              image: restic/restic:0.17.3
              args:
                - backup
                - /data
          containers:
            - name: news
              image: crazymax/diun:4.28.0
              args:
                - serve
            - name: tunnel
              image: cloudflare/cloudflared:2024.11.0
              args: [tunnel, run]
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: news
        spec:
          containers:
            - name: arguments
              image: crazymax/diun:4.28.0
              args: [serve]
            - name: program
              image: crazymax/diun:4.28.0
              command: [diun, serve]
            - name: path
              image: minio/minio:RELEASE.2024-11-07T00-52-20Z
              command: [/bin/sh, -c, "minio server /data"]
            - name: other-image
              image: serve:14
              command: [serve]
            - name: same-name-elsewhere
              image: registry.example.com/tools/diun:4.28.0
              command: [serve]
            - name: other-word
              image: crazymax/diun:4.28.0
              command: [sleep, infinity]
        """,
)
def subcommand_as_program(container: Container) -> Problems:
    """`command` begins with a subcommand of the image's program, such as `serve`.

    `command` replaces the entry point of the image, so its first item must be a program. Arguments
    for the image's own program belong in `args`. The field `command` of docker-compose
    corresponds to `args` in Kubernetes. podlint knows the subcommands of some well-known images.

    Write `args` instead of `command`.
    """
    if not container.command:
        return
    entry = entry_of(container.image or "")
    word = container.command[0]
    if entry is None or word not in entry.subcommands:
        return
    words: list[JSON] = [*container.command, *container.args]
    yield Problem(
        f"`{shortened(word, 20)}` in `command` is a subcommand of {entry.program}, not a program",
        at=container.at / "command" / 0,
        fix=Fix(
            "move the words to `args`",
            (
                SetValue((*container.at.path, "args"), words),
                Delete((*container.at.path, "command")),
            ),
            safe=False,
        ),
        why=f"Image {shortened(container.image or '', 40)} has no program with this name, so the "
        "container never starts.",
        help=f"Write `args` instead of `command`. Then {entry.program} gets the words as "
        "arguments.",
    )
