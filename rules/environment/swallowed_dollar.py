"""Two dollar signs, of which one is taken away."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.pods.commands.words import has_shell

_PAIR = pattern(r"(?<![\w$)\]*+?}'])(?:\$\$\$\$)*\$\$(?![\w({$@?#*!])", re.ASCII)
"""Two dollar signs that stand for themselves: not before a name, nor at the end of a pattern."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="the script sees $ where its own process number or a quoted SQL text should be: kill: "
    "$: arguments must be process or job IDs; syntax error at or near $",
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
    """A command holds `$$`, of which Kubernetes leaves one dollar sign.

    In `command` and `args` `$(NAME)` is a variable, and so that one can write it as text, [`$$`
    means one dollar
    sign](https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
    In shells `$$` is the number of the process, in PostgreSQL a quote: both arrive as `$`. Where
    the sign stands before a name or a bracket, as in `$$HOME`, one was meant to be left, and
    nothing is said.

    Write `$$$$`.
    """
    for field, words in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(words):
            if "$$" in word and _PAIR.search(word):
                shell = has_shell([*container.command, *container.args])
                reader = "the shell" if shell else "the program"
                yield Problem(
                    f"Kubernetes makes one $ of $$ before {reader} sees it",
                    at=container.at / field / index,
                    help="Write $$$$ where two are meant, such as a process number or a "
                    "quote of SQL.",
                )
