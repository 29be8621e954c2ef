"""A command line that begins with an option."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line, shortened
from podlint.pods.commands.words import command_line
from podlint.pods.images.families import family_of, name_of

_RUN_ARGUMENTS = frozenset(
    "caddy httpd nginx nginxinc/nginx-unprivileged rabbitmq tomcat zookeeper".split()
)
"""Servers whose entry point runs `args` as a command, also if they begin with an option."""


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`RunContainerError` or `CrashLoopBackOff` with the reason `StartError`; "
        'with CRI-O, `CreateContainerError` and `exec: "--port=8080": executable '
        "file not found in $PATH`"
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
              image: python:3.12
              args: [-m, migrate]  # finding
              #      ^^
          containers:
            - name: web
              image: nginx:1.27
              args: [-g, "daemon off;"]  # finding
            - name: app
              image: app:1.4
              command: ["--port=8080", --verbose]  # finding
            - name: script
              image: busybox:1.36
              command:
                - -c  # finding
                - sleep 3600
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: migrate
              image: python:3.12
              args: [python, -m, migrate]
            - name: version
              image: node:22
              args: [--version]
          containers:
            - name: web
              image: nginx:1.27
              args: [nginx, -g, "daemon off;"]
            - name: cache
              image: redis:7.4
              args: [--appendonly, "yes"]
            - name: app
              image: app:1.4
              args: ["--port=8080", --verbose]
            - name: script
              image: app:1.4
              command: [sh]
              args: [-c, sleep 3600]
        """,
)
def option_as_program(container: Container) -> Problems:
    """A container's command line begins with an option instead of a program.

    `command` replaces the entry point of the image, so its first item must be the program. Options
    for the image's own program belong in `args`. If the image has no entry point, which is the case
    for python and busybox, `args` must also begin with the program. The entry point of nginx runs
    `args` as a command, so nginx needs `args: [nginx, -g, "daemon off;"]`.

    Write the options in `args` instead of `command`, or write the program as the first item.
    """
    words = command_line(container)
    runs_args = name_of(container.image or "") in _RUN_ARGUMENTS
    if not words and runs_args and not container.command:
        words = tuple(container.args)
    if not words or not words[0].startswith("-"):
        return
    field = "command" if container.command else "args"
    family = family_of(container.image or "")
    if (family and family.entry_point == "none") or (runs_args and field == "args"):
        image = shortened(container.image or "", 45)
        remedy = (
            f"Write the program as the first item of `{field}`, because image {image} runs "
            f"`{field}` as a command."
        )
    else:
        remedy = "Move the options to `args`, or write the program as the first item of `command`."
    yield Problem(
        f"`{field}` of container `{container}` begins with option `{one_line(words[0], 30)}` "
        "instead of a program",
        at=container.program_at / 0,
        why="The container runtime runs the first item as the program, and fails with `executable "
        "file not found`.",
        help=remedy,
    )
