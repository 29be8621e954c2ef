"""The command of a probe or hook in a single item."""

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
from podlint.pods.commands.words import has_shell
from podlint.pods.handlers import effect_of_error, handlers, spoken_name

_PLAIN = pattern(r"[\w./:=@%+, -]+")
"""A line without quotes or anything else that a shell interprets."""


@rule(
    severity=Severity.ERROR,
    since="0.1",
    asks_for=("exec",),
    symptom=(
        "Unhealthy events with `probe errored` and `executable file not found in "
        "$PATH` or `no such file or directory`; Running, but never Ready; "
        "`FailedPostStartHook` and `CrashLoopBackOff`"
    ),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                exec:
                  command:
                    - /bin/proxy --check  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                exec:
                  command: [cat /tmp/healthy]  # finding
                #           ^^^^^^^^^^^^^^^^
              lifecycle:
                preStop:
                  exec: {command: ["nginx -s quit; sleep 5"]}  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                exec:
                  command:
                    - /bin/proxy
                    - --check
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                exec:
                  command: [cat, /tmp/healthy]
              lifecycle:
                preStop:
                  exec: {command: ["nginx -s quit; sleep 5"]}
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
              livenessProbe:
                exec: {command: [cat, /tmp/healthy]}
              readinessProbe:
                exec: {command: [sh, -c, "cat /tmp/healthy"]}
              lifecycle:
                preStop:
                  exec: {command: [mysqladmin, -e, "flush tables"]}
            - name: windows
              image: app:1.4
              livenessProbe:
                exec: {command: ['C:\\Program Files\\app\\check.exe']}
        """,
)
def exec_command_with_blanks(container: Container) -> Problems:
    """An exec probe or hook has its whole command line in one item of `command`.

    The kubelet runs `exec.command` without a shell. The first item is the program: the system looks
    for a file with exactly that name, including the spaces, and finds none. If a `postStart` hook
    cannot run, the container is killed; if a `preStop` hook cannot run, it has no effect. If a
    probe cannot run, the kubelet discards its result (`doProbe` in pkg/kubelet/prober/worker.go):
    readiness and startup probes never pass, and a liveness probe never restarts the container.

    Write each word as a separate item, or run the line in a shell: `command: [sh, -c, "..."]`.
    """
    for name, handler in handlers(container):
        words = handler.exec.command if handler.exec else []
        if handler.exec is None or not words or has_shell(words[1:]):
            continue
        line = words[0]
        if not re.search(r"\S\s", line) or re.search(r"[\\{}<]", line):
            continue
        items: list[JSON] = [*line.split(), *words[1:]]
        place = handler.exec.at / "command"
        yield Problem(
            f"{spoken_name(name)} of container `{container}` has its command line in one "
            f"item: `{_beginning(line)}`",
            at=place / 0,
            fix=Fix(
                "write each word of `command` as a separate item",
                (SetValue(place.path, items),),
                safe=False,
            )
            if _PLAIN.fullmatch(line)
            else None,
            why="Without a shell, the whole item, including the spaces, is the name of the "
            f"program. No such program exists: {effect_of_error(name)}.",
            help="Write each word as a separate item, or run the line in a shell: "
            '`command: [sh, -c, "..."]`.',
        )


def _beginning(line: str) -> str:
    """The first command of a line, shortened."""
    first, more, _ = line.partition(";")
    return one_line(first, 30) + ("..." if more else "")
