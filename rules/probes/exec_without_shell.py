"""A probe's or hook's command that was written for a shell, and no shell reads it."""

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
from podlint.pods.commands.words import has_shell, program_name
from podlint.pods.handlers import handlers

_JOINS = pattern(r"&&|\|\||\||;|\d?>{1,2}(?:&\d|/\S+)?|&>{1,2}(?:/\S+)?|<")
_PLAIN = pattern(r"""[^\s"'\\]+""")
_VARIABLE = pattern(r"(?<![\"'$])\$(?:[A-Za-z_]\w*|\{\w+\})|\$\([^)]*\s[^)]*\)|`[^`]+`")
_TAKES_SUCH_WORDS = frozenset(
    ("[", "awk", "expr", "find", "gawk", "jq", "mongo", "mongosh", "test")
)
"""Programs to whose own language `$x`, `|` and `<` belong."""

_HAS_SUCH_VARIABLES = frozenset(
    ("bun", "deno", "envsubst", "node", "perl", "php", "ruby", "sed", "tclsh")
)
"""Programs to whose own language `$x` belongs."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("exec",),
    symptom="Unhealthy events with the program's complaint about its arguments; "
    "FailedPostStartHook; Running, but never Ready, or CrashLoopBackOff",
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
                    - proxy-ctl
                    - check
                    - ">/dev/null"  # finding
          containers:
            - name: app
              image: app:1.4
              readinessProbe:
                exec:
                  command: [pg_isready, -U, $POSTGRES_USER]  # finding
                #                           ^^^^^^^^^^^^^^
              lifecycle:
                postStart:
                  exec:
                    command: [mkdir, -p, /data/one, "&&", mkdir, -p, /data/two]  # finding
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
                    - sh
                    - -c
                    - proxy-ctl check >/dev/null
          containers:
            - name: app
              image: app:1.4
              readinessProbe:
                exec:
                  command: [sh, -c, pg_isready -U $POSTGRES_USER]
              lifecycle:
                postStart:
                  exec:
                    command: [sh, -c, mkdir -p /data/one && mkdir -p /data/two]
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
              env: [{name: PORT, value: "8080"}]
              livenessProbe:
                exec: {command: [cat, /tmp/healthy]}
              readinessProbe:
                exec: {command: [sh, -c, "pg_isready -U $POSTGRES_USER"]}
              startupProbe:
                exec: {command: [mysql, -e, "SELECT 1; SELECT 2"]}
            - name: json
              image: app:1.4
              startupProbe:
                exec: {command: [curl, -f, -d, '{"$set": {"a": 1}}', localhost]}
              lifecycle:
                postStart:
                  exec: {command: [bash, -c, "mkdir -p /data/one && mkdir -p /data/two"]}
            - name: script
              image: app:1.4
              readinessProbe:
                exec: {command: [php, -r, "$s = fsockopen('localhost', 9000); exit($s ? 0 : 1);"]}
            - name: windows
              image: app:1.4
              livenessProbe:
                exec: {command: ['C:\\Program Files\\app\\check.exe']}
        """,
)
def exec_without_shell(container: Container) -> Problems:
    """The command of an exec probe or hook is written for a shell, and there is none.

    The kubelet runs `exec.command` as it is: the first item is the program, each further one an
    argument. `&&`, `|`, `>` and `$X` reach the program as plain words, which it refuses or takes
    for something else. A `postStart` hook that fails has its container killed. A whole line as one
    item is `exec-command-with-blanks`.

    Write each word as an item, or have a shell read the line: `command: [sh, -c, "..."]`.
    """
    for name, handler in handlers(container):
        words = handler.exec.command if handler.exec else []
        if handler.exec is None or not words or has_shell(words):
            continue
        fault = _fault(words)
        if fault is None:
            continue
        index, message = fault
        place = handler.exec.at / "command"
        line: list[JSON] = ["sh", "-c", " ".join(words)]
        yield Problem(
            f"{name}",
            at=place / index,
            fix=Fix("have a shell read the line", (SetValue(place.path, line),), safe=False)
            if all(map(_PLAIN.fullmatch, words))
            else None,
            why=f"{message}.",
            help="Write command: [sh, -c, ...] with the whole line as one item.",
        )


def _fault(words: list[str]) -> tuple[int, str] | None:
    """Which word is for a shell, and what becomes of it."""
    program = program_name(words[0])
    if program in _TAKES_SUCH_WORDS:
        return None
    for index, word in enumerate(words[1:], 1):
        if _JOINS.fullmatch(word) and not words[index - 1].startswith("-"):
            return index, f"no shell reads `{word}`: {program} gets it as a plain argument"
        found = _VARIABLE.search(word)
        if found and program not in _HAS_SUCH_VARIABLES:
            return index, f"nothing replaces `{found[0]}`: {program} gets it as it is written"
    return None
