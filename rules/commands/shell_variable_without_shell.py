"""A variable in shell notation where no shell runs."""

import re

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, pattern, rule
from podlint.pods.commands.words import has_shell

_VARIABLE = pattern(r"(?<!\$)\$(?:\{(?P<braced>[A-Za-z_]\w*)\}|(?P<bare>[A-Za-z_]\w*))")
_EXPANDS_ITSELF = pattern(r"expand|envsubst|template", re.IGNORECASE)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="the log shows the literal text `$NAME` instead of its value",
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
    """A command refers to a variable as `$NAME`, but no shell runs.

    Kubernetes replaces `$(NAME)` in `command` and `args`. `$NAME` and `${NAME}` are shell notation,
    and reach the program unchanged.

    podlint reports only variables that the container defines in `env`.

    Write `$(NAME)`, or run the command in a shell.
    """
    words = [*container.command, *container.args]
    defined = {variable.name for variable in container.env}
    if not defined or has_shell(words) or any(map(_EXPANDS_ITSELF.search, words)):
        return
    for field, items in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(items):
            found = [*_VARIABLE.finditer(word)]
            names = [each["braced"] or each["bare"] for each in found]
            if not names or not defined.issuperset(names):
                continue
            place = container.at / field / index
            meant = _VARIABLE.sub(lambda each: f"$({each['braced'] or each['bare']})", word)
            yield Problem(
                f"`{found[0][0]}` in `{field}` of container `{container}` is not expanded",
                at=place,
                fix=Fix(f"write $({names[0]})", (SetValue(place.path, meant),), safe=False),
                why=f"No shell runs here, so the program gets the literal text `{found[0][0]}`.",
                help=f"Write `$({names[0]})`, which Kubernetes expands.",
            )
