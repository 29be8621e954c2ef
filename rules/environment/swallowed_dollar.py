"""Two dollar signs, one of which Kubernetes removes."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.pods.commands.words import has_shell

_PAIR = pattern(r"(?<![\w$)\]*+?}'])(?:\$\$\$\$)*\$\$(?![\w({$@?#*!])", re.ASCII)
"""A literal `$$`: not in front of a name, and not at the end of a pattern."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the script sees `$` instead of its process ID or a PostgreSQL quote, "
        "and fails with `kill: $: arguments must be process or job IDs` or "
        "`syntax error at or near $`"
    ),
    asks_for=("command", "args"),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: roles
              image: postgres:17
              command:
                - psql
                - -c
                - "DO $$ BEGIN CREATE ROLE app; END $$;"  # finding
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c, "echo $$ > /run/app.pid; exec app"]  # finding
              #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
              command: [sh, -c, "echo $$$$ > /run/app.pid; exec app --user=$$USER $${X} $$(date)"]
            - name: roles
              image: postgres:17
              args: [-c, "DO $$$$ BEGIN CREATE ROLE app; END $$$$;"]
            - name: pattern
              image: app:1.4
              command: [sh, -c, "ls | grep 'log$$' && exec app \"$$@\""]
            - name: price
              image: app:1.4
              args: [--price=5$]
        """,
)
def swallowed_dollar(container: Container) -> Problems:
    """A command contains `$$`, which Kubernetes replaces with `$`.

    In `command` and `args`, `$(NAME)` refers to a variable, and [`$$` is an escaped dollar
    sign](https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
    In shells, `$$` is the process ID, and in PostgreSQL, it marks the start or end of a string. The
    shell or PostgreSQL gets only `$`.

    podlint does not report `$$` before a name or a bracket, as in `$$HOME`, because a single dollar
    sign is probably intended there.

    Write `$$$$` to pass `$$` to the program.
    """
    for field, words in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(words):
            if "$$" in word and _PAIR.search(word):
                shell = has_shell([*container.command, *container.args])
                reader = "the shell" if shell else "the program"
                yield Problem(
                    f"`$$` in `{field}` of container `{container}` reaches {reader} as `$`",
                    at=container.at / field / index,
                    why="In `command` and `args`, Kubernetes reads `$$` as an escaped dollar sign.",
                    help="Write `$$$$` to pass two dollar signs, as for a process ID or a "
                    "PostgreSQL string.",
                )
