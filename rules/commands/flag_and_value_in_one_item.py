"""An option and its value in one item of a command line."""

from __future__ import annotations

from podlint.authoring import Container, Fix, Problem, Problems, SetValue, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.words import has_shell

_BOTH = pattern(
    r"(?P<flag>--[A-Za-z][\w.-]*)[ \t]+(?P<value>[^\s-]\S*)"
    r"|(?P<short>-[A-Za-z])[ \t]+(?P<path>/\S+)"
)
_SPACE_IN_NAME = (
    "No shell splits the item, so the program gets an unknown option, whose name contains a space."
)
_SPACE_IN_PATH = (
    "No shell splits the item, so the program looks for a file whose path starts with a space."
)
_TAKES_TEXT = pattern(
    r"-{1,2}[A-Za-z][\w.-]*|echo|printf|eval|node|perl|python\d?|ruby|ssh|su|tini"
)


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "`CrashLoopBackOff` with `unknown flag`, `flag provided but not defined`, or a usage text"
    ),
    asks_for=("command", "args"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              command: [/app]
              args:
                - --config /etc/app/config.yaml  # finding
                # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                - --port 8080  # finding
            - name: proxy
              image: proxy:2
              command: [proxy, --listen :8443]  # finding
            - name: short
              image: app:1.4
              args: [-c /etc/app.yaml]  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              command: [/app]
              args:
                - --config=/etc/app/config.yaml
                - --port=8080
            - name: proxy
              image: proxy:2
              command: [proxy, --listen=:8443]
            - name: short
              image: app:1.4
              args: [-c /etc/app.yaml]
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: separate
              image: app:1.4
              args: [--config, /etc/app.yaml, --port=8080]
            - name: script
              image: app:1.4
              command: [sh, -c, --, "--config /etc/app.yaml"]
            - name: value-of-another
              image: app:1.4
              args: [--java-options, --add-opens java.base, --text=--port 8080]
            - name: words
              image: app:1.4
              args: ["--message this is a text", "--sort by -size", "-p 8080", "-g daemon off;"]
            - name: speaking
              image: app:1.4
              command: [echo, "--port 8080"]
            - name: passed-on
              image: app:1.4
              command: [entrypoint.sh]
              args: ["${OPTIONS}", "--"]
            - name: shell-reads-it
              image: app:1.4
              command: [sh, -c, "exec app $0"]
              args: [--port 8080]
        """,
)
def flag_and_value_in_one_item(container: Container) -> Problems:
    """An item of `command` or `args` contains an option and its value, separated by a space.

    Kubernetes passes each item to the program as one argument, and no shell splits it. The program
    looks for an option that is called `--port 8080`, including the space. After a short option such
    as `-c`, the program takes the rest of the item as the value, including the space. podlint
    reports this only for paths, because some programs ignore spaces before numbers.

    Write two items, or `--port=8080`.
    """
    words = [*container.command, *container.args]
    if has_shell(words):
        return
    previous = ""
    for field, items in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(items):
            before, previous = previous, word
            match = _BOTH.fullmatch(word)
            if match is None or _TAKES_TEXT.fullmatch(before.rpartition("/")[2]):
                continue
            if any(mark in word for mark in "{}<>"):
                continue
            place = container.at / field / index
            joined = f"{match['flag']}={match['value']}" if match["flag"] else ""
            yield Problem(
                f"`{shortened(word, 45)}` contains an option and its value in one item",
                at=place,
                fix=Fix(
                    f"write {shortened(joined, 50)}", (SetValue(place.path, joined),), safe=False
                )
                if joined
                else None,
                why=_SPACE_IN_NAME if joined else _SPACE_IN_PATH,
                help=f"Write two items, or `{shortened(joined, 60)}`."
                if joined
                else f"Write two items: `{match['short']}` and `{shortened(match['path'], 60)}`.",
            )
