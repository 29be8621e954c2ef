"""Quotes that no shell removes."""

import re

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, pattern, rule
from podlint.document.shortening import one_line
from podlint.pods.commands.words import has_shell

_QUOTED_VALUE = pattern(r"(-{1,2}[\w.-]+=)([\"'])(.*)\2", re.DOTALL)
_QUOTED_OPTION = pattern(r"([\"'])(--[\w.-]+.*)\1", re.DOTALL)

_FOR_A_SHELL = pattern(r"(?i)^-+(?:on|pre|post)-|cmd|command|exec|hook|script|shell|run=")
"""Options whose value is a command that the program gives to a shell, which removes quotes."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the program ends with a message that shows quotes around the value, "
        'such as `invalid argument "\\"debug\\""` or `no such file`; '
        "`CrashLoopBackOff`"
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
            - name: migrate
              image: app:1.4
              command: [migrate, "--url='postgres://db/shop'"]  # finding
          containers:
            - name: app
              image: app:1.4
              args:
                - --log-level="debug"  # finding
                # ^^^^^^^^^^^^^^^^^^^
                - '"--prefix=oidc:"'  # finding
                - --port=8080
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
              command: [migrate, "--url=postgres://db/shop"]
          containers:
            - name: app
              image: app:1.4
              args:
                - --log-level=debug
                - '--prefix=oidc:'
                - --port=8080
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
              args:
                - "--log-level=debug"
                - '--labels={"team": "a"}'
                - --query=up{job="web"}
                - '"text"'
            - name: script
              image: app:1.4
              command: [sh, -c, 'exec app --log-level="debug"']
            - name: peers
              image: peer-finder:1
              args: ['-on-start="/work-dir/on-start.sh"', -service=galera]
            - name: words
              image: app:1.4
              command: [/bin/bash]
              args: [run.sh, '--log-level="debug"']
        """,
)
def quotes_in_argument(container: Container) -> Problems:
    """An argument contains quotes around its value, which no shell removes.

    A shell removes quotes, but Kubernetes runs `command` and `args` without a shell. YAML removes
    only the quotes around the whole item. Quotes inside the item reach the program as part of the
    value: for example, the program looks for a file named `"/etc/app.conf"`, with the quotes.

    podlint does not report options whose value is a command, such as `--exec` or `-on-start`,
    because many programs pass such a command to a shell.

    Remove the inner quotes. If the value contains spaces or a `#`, quote the whole item:
    `"--name=a b"`.
    """
    if has_shell([*container.command, *container.args]):
        return
    for field, words in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(words):
            meant = _without_quotes(word)
            if meant is not None:
                place = container.at / field / index
                yield Problem(
                    f"container `{container}` passes literal quotes to its program: "
                    f"`{one_line(word, 40)}`",
                    at=place,
                    fix=Fix("remove the inner quotes", (SetValue(place.path, meant),), safe=False),
                    why="No shell removes the quotes, so they become part of the value.",
                    help=f"Remove the inner quotes: `{one_line(meant)}`.",
                )


def _without_quotes(word: str) -> str | None:
    if value := _QUOTED_VALUE.fullmatch(word):
        return None if _FOR_A_SHELL.search(value[1]) else value[1] + value[3]
    option = _QUOTED_OPTION.fullmatch(word)
    return option[2] if option else None
