"""A command line that begins with an option."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.commands.words import command_line


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="RunContainerError or CrashLoopBackOff with reason StartError, of CRI-O "
    'CreateContainerError: exec: "--port=8080": executable file not found in $PATH',
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
    """A container's command line begins with an option, where the program should be.

    `command` replaces the image's entry point, so its first item is the program. What is to be
    passed to the image's own program belongs into `args`; and where an image has no entry point, as
    python and busybox have none, `args` begin with the program, too.

    Write options into `args` instead of `command`, or write the program in front.
    """
    words = command_line(container)
    if not words or not words[0].startswith("-"):
        return
    if container.command:
        advice = "write it into args, so that the image's own program gets it, or name the program"
    else:
        advice = f"{container.image} has no entry point, so name the program in front"
    yield Problem(
        f"`{words[0][:60]}` is taken for the program of container {container.name}, which "
        "never starts",
        at=container.program_at / 0,
        why="Executable file not found.",
        help=f"{advice}.",
    )
