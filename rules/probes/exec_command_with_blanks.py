"""A probe's or hook's command that was written as one word."""

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
from podlint.pods.handlers import effect_of_error, handlers

_PLAIN = pattern(r"[\w./:=@%+, -]+")
"""Without quotes or anything else that a shell would read."""


@rule(
    severity=Severity.ERROR,
    since="0.1",
    asks_for=("exec",),
    symptom="Unhealthy events: probe errored: executable file not found in $PATH, or no such file "
    "or directory; Running, but never Ready; FailedPostStartHook and CrashLoopBackOff",
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
    """The command of an exec probe or hook is written as one word.

    The kubelet runs `exec.command` without a shell: its first item is the program, and the system
    looks for a file of just that name, blanks included. There is none: a `postStart` hook has its
    container killed, a `preStop` hook does nothing. Of a probe that cannot be carried out the
    kubelet throws the result away (`doProbe` in pkg/kubelet/prober/worker.go): readiness and
    startup probes never pass, and a liveness probe never has a container restarted.

    Write each word as an item of its own, or have a shell read the line:
    `command: [sh, -c, "..."]`.
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
            f"{name}",
            at=place / 0,
            fix=Fix(
                "write the words of command one by one", (SetValue(place.path, items),), safe=False
            )
            if _PLAIN.fullmatch(line)
            else None,
            why=f"No shell reads this, and there is no program called `{one_line(line)}`: "
            f"{effect_of_error(name)}.",
            help="Write each word as an item of its own, or command: [sh, -c, ...].",
        )
