"""A variable in the shell's notation where no shell runs."""

import re

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, pattern, rule
from podlint.pods.commands.words import has_shell

_VARIABLE = pattern(r"(?<!\$)\$(?:\{(?P<braced>[A-Za-z_]\w*)\}|(?P<bare>[A-Za-z_]\w*))")
_EXPANDS_ITSELF = pattern(r"expand|envsubst|template", re.IGNORECASE)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="the log shows the literal text $NAME where its value should be",
    asks_for=("command", "args"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: serve
        spec:
          containers:
            - name: serve
              image: serve:2.1
              command: [serve]
              args:
                - --model=$MODEL  # finding
                # ^^^^^^^^^^^^^^
                - --path=/models/${MODEL}/1  # finding
              env:
                - name: MODEL
                  value: half
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: serve
        spec:
          containers:
            - name: serve
              image: serve:2.1
              command: [serve]
              args:
                - --model=$(MODEL)
                - --path=/models/$(MODEL)/1
              env:
                - name: MODEL
                  value: half
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: serve
        spec:
          containers:
            - name: serve
              image: serve:2.1
              args: [--model=$(MODEL), "--price=$$MODEL", "--pattern=^a$"]
              env:
                - {name: MODEL, value: half}
            - name: script
              image: serve:2.1
              command: [nsenter, --mount=/proc/1/ns/mnt, --, bash, -c, "serve --model=$MODEL"]
              env:
                - {name: MODEL, value: half}
            - name: power
              image: serve:2.1
              command: [pwsh, -Command, "serve --model=$MODEL"]
              env:
                - {name: MODEL, value: half}
            - name: logs
              image: logs:3
              args: [-config.expand-env=true, "-label=$MODEL"]
              env:
                - {name: MODEL, value: half}
        """,
)
def shell_variable_without_shell(container: Container) -> Problems:
    """A command names a variable of its container as a shell would, and no shell runs.

    Kubernetes replaces `$(NAME)` in `command` and `args`; `$NAME` and `${NAME}` are a shell's
    notation, and reach the program as they are. Only variables that the container defines are
    reported.

    Write `$(NAME)`, or run the command with a shell.
    """
    words = [*container.command, *container.args]
    defined = {variable.name for variable in container.env}
    if not defined or has_shell(words) or any(map(_EXPANDS_ITSELF.search, words)):
        return
    for field, items in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(items):
            names = [each["braced"] or each["bare"] for each in _VARIABLE.finditer(word)]
            if not names or not defined.issuperset(names):
                continue
            place = container.at / field / index
            meant = _VARIABLE.sub(lambda each: f"$({each['braced'] or each['bare']})", word)
            yield Problem(
                "no shell runs here",
                at=place,
                fix=Fix(f"write $({names[0]})", (SetValue(place.path, meant),), safe=False),
                why=f"The program gets ${names[0]} as it is written.",
                help=f"Kubernetes replaces $({names[0]}): write that, or run the command with "
                "sh -c.",
            )
