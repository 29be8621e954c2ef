"""Shell syntax where the name of a program should be."""

from collections.abc import Sequence

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import one_line, shortened
from podlint.pods.commands.words import command_line
from podlint.pods.handlers import handlers, spoken_name

_ASSIGNMENT = pattern(r"[A-Za-z_]\w*=\S*")
_WORDS = frozenset(
    """
    break case declare eval exec exit for function if local return set shift trap unset until while
    """.split()
)
_WITH_OPERAND = {".": "/", "export": "=", "source": "/"}
"""Words that may also name a program, unless the next word contains this character."""


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`RunContainerError` or `CrashLoopBackOff` with the reason `StartError`; "
        'with CRI-O, `CreateContainerError` and `exec: "source": executable file '
        "not found in $PATH`"
    ),
    asks_for=("command", "args"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: wait
              image: busybox:1.36
              command: [until, nslookup, db]  # finding
              #         ^^^^^
          containers:
            - name: app
              image: app:1.4
              command: [exec, app, --port=8080]  # finding
            - name: debug
              image: app:1.4
              command: ["DEBUG=1", app]  # finding
              readinessProbe:
                exec:
                  command: [exit, "0"]  # finding
            - name: source
              image: ubuntu:24.04
              args:
                - source  # finding
                - /etc/app.env
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
              command: [app, exec, "DEBUG=1"]
            - name: script
              image: app:1.4
              command: [sh, -c, ". /etc/app.env && exec app"]
            - name: environment
              image: app:1.4
              command: [env, "DEBUG=1", app]
            - name: own
              image: app:1.4
              args: [exec, --all]
              readinessProbe:
                exec:
                  command: [sh, -c, "exit 0"]
            - name: program
              image: app:1.4
              command: [export, --all]
        """,
)
def shell_word_without_shell(container: Container) -> Problems:
    """A command begins with a shell keyword, a builtin or an assignment, but no shell runs it.

    `exec`, `source`, `export`, `if` and assignments such as `DEBUG=1` are not programs: a shell
    interprets them itself. Kubernetes starts the first item of `command` as a program and finds no
    file with that name, so the container never starts. The same applies to probes and hooks: a
    probe with `command: [exit, "0"]` never succeeds.

    Run the line in a shell: `command: [sh, -c, "..."]`. Set variables in `env`.
    """
    for name, handler in handlers(container):
        exec_words = handler.exec.command if handler.exec else []
        if handler.exec and exec_words and _is_of_shell(exec_words):
            yield Problem(
                f"{spoken_name(name)} of container `{shortened(str(container), 30)}` runs "
                f"the shell syntax `{one_line(exec_words[0], 25)}` without a shell",
                at=handler.exec.at / "command" / 0,
                severity=Severity.WARNING,
                why="No shell runs here, and no program has that name, so the command always "
                "fails.",
                help='Run the whole line in a shell: `command: [sh, -c, "..."]`.',
            )
    words = command_line(container)
    if not words or not _is_of_shell(words):
        return
    assigns = _ASSIGNMENT.fullmatch(words[0])
    field = "command" if container.command else "args"
    if assigns:
        word = f"{words[0].partition('=')[0]}=..."
        remedy = f"Remove the assignment from `{field}`, and set the variable in `env`."
    else:
        word = words[0]
        remedy = f'Run the whole line in a shell: `{field}: [sh, -c, "..."]`.'
    yield Problem(
        f"container `{container}` runs `{one_line(word, 40)}` as a program, but it is shell syntax",
        at=container.program_at / 0,
        why="No shell runs here, and no program has that name, so the container never starts.",
        help=remedy,
    )


def _is_of_shell(words: Sequence[str]) -> bool:
    """Whether a command line begins with a word that only a shell interprets."""
    operand = _WITH_OPERAND.get(words[0])
    return bool(
        _ASSIGNMENT.fullmatch(words[0])
        or words[0] in _WORDS
        or (operand and operand in "".join(words[1:2]))
    )
