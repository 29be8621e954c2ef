"""The command of a probe or hook that needs a shell but has none."""

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
from podlint.document.shortening import shortened
from podlint.pods.commands.words import has_shell, program_name
from podlint.pods.handlers import handlers, spoken_name

_JOINS = pattern(r"&&|\|\||\||;|\d?>{1,2}(?:&\d|/\S+)?|&>{1,2}(?:/\S+)?|<")
_PLAIN = pattern(r"""[^\s"'\\]+""")
_VARIABLE = pattern(r"(?<![\"'$])\$(?:[A-Za-z_]\w*|\{\w+\})|\$\([^)]*\s[^)]*\)|`[^`]+`")
_TAKES_SUCH_WORDS = frozenset(
    ("[", "awk", "expr", "find", "gawk", "jq", "mongo", "mongosh", "test")
)
"""Programs whose own language has `$x`, `|` and `<`."""

_HAS_SUCH_VARIABLES = frozenset(
    ("bun", "deno", "envsubst", "node", "perl", "php", "ruby", "sed", "tclsh")
)
"""Programs whose own language has `$x`."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("exec",),
    symptom=(
        "Unhealthy events in which the program complains about its arguments; "
        "`FailedPostStartHook`; Running, but never Ready, or `CrashLoopBackOff`"
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
    """An exec probe or hook uses shell syntax, but no shell runs its command.

    The kubelet runs `exec.command` directly: the first item is the program, and every other item is
    an argument. The program gets `&&`, `|`, `>` and `$X` as literal arguments, which it rejects or
    misinterprets. If a `postStart` hook fails, its container is killed. `exec-command-with-blanks`
    reports a whole command line in a single item.

    Run the line in a shell, `command: [sh, -c, "..."]`, or write a command that does not need a
    shell.
    """
    for name, handler in handlers(container):
        words = handler.exec.command if handler.exec else []
        if handler.exec is None or not words or has_shell(words):
            continue
        fault = _fault(words)
        if fault is None:
            continue
        index, part, effect = fault
        program = shortened(program_name(words[0]), 30)
        place = handler.exec.at / "command"
        line: list[JSON] = ["sh", "-c", " ".join(words)]
        yield Problem(
            f"{spoken_name(name)} of container `{container}` passes `{shortened(part, 24)}` "
            f"to {program} without a shell",
            at=place / index,
            fix=Fix("run the line in a shell", (SetValue(place.path, line),), safe=False)
            if all(map(_PLAIN.fullmatch, words))
            else None,
            why=f"{effect} `{shortened(part, 24)}`: {program} gets it as a literal argument.",
            help='Run the command line in a shell: `command: [sh, -c, "..."]`, with the whole line '
            "as the last item.",
        )


def _fault(words: list[str]) -> tuple[int, str, str] | None:
    """The index of the word with shell syntax, the syntax, and the start of the reason."""
    program = program_name(words[0])
    if program in _TAKES_SUCH_WORDS:
        return None
    for index, word in enumerate(words[1:], 1):
        if _JOINS.fullmatch(word) and not words[index - 1].startswith("-"):
            return index, word, "No shell interprets"
        found = _VARIABLE.search(word)
        if found and program not in _HAS_SUCH_VARIABLES:
            return index, found[0], "No shell expands"
    return None
