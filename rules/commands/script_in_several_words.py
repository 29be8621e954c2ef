"""Items that follow the script of a shell and are not part of it."""

from podlint.authoring import Container, Place, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import one_line
from podlint.pods.commands.words import has_shell, shell_script
from podlint.pods.handlers import handlers

_READS_PARAMETERS = pattern(r"\$(?:[0-9@*]|\{[0-9@*])")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the command runs without its arguments: wrong defaults, usage text in the log or "
        "`CrashLoopBackOff`"
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
              command: [sh, -c, sleep, "30"]  # finding
              #                        ^^^^
          containers:
            - name: app
              image: app:1.4
              command: [/bin/sh, -c]
              args:
                - exec app
                - --port=8080  # finding
              lifecycle:
                postStart:
                  exec:
                    command:
                      - sh
                      - -c
                      - cp /defaults/app.yaml /config
                      - app --check  # finding
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
              command: [sh, -c, exec app --port=8080]
              livenessProbe:
                exec: {command: [sh, -c, app --check]}
            - name: parameters
              image: app:1.4
              command: [sh, -c, 'exec app "$@"', --]
              args: [--port=8080]
            - name: named
              image: app:1.4
              command: [bash, -c, exec app, bash]
            - name: file
              image: app:1.4
              command: [sh, /run.sh, --port=8080]
        """,
)
def script_in_several_words(container: Container) -> Problems:
    """Items follow the script of `sh -c`, but the script does not use them.

    A shell takes one item after `-c` as its script. The items that follow become `$0`, `$1` and so
    on, and are lost unless the script reads them: `[sh, -c, sleep, "30"]` runs `sleep` without an
    argument. The same applies to the commands of probes and hooks.

    Write the whole command line as one item: `[sh, -c, "sleep 30"]`.
    """
    if container.command and (found := _first_lost([*container.command, *container.args])):
        yield _problem(f"container `{container}`", found[0], _place(container, found[1]))
    for name, handler in handlers(container):
        if handler.exec and (found := _first_lost(handler.exec.command)):
            place = handler.exec.at / "command" / found[1]
            yield _problem(f"`{name}` of container `{container}`", found[0], place)


def _problem(subject: str, script: str, at: Place) -> Problem:
    return Problem(
        f"{subject} runs only `{one_line(script, 28)}` and ignores the other items",
        at=at,
        why="The shell takes only the item after `-c` as its script. The items that follow become "
        "`$0`, `$1` and so on.",
        help='Write the whole command line as one item, as in `[sh, -c, "sleep 30"]`.',
    )


def _first_lost(words: list[str]) -> tuple[str, int] | None:
    """The script that a command line passes to a shell, and the position of the first lost item."""
    script = shell_script(words)
    if script is None or _READS_PARAMETERS.search(script):
        return None
    position = words.index(script)
    rest = words[position + 1 :]
    if not rest or (len(rest) == 1 and (rest[0] in ("", "-", "--", "_") or has_shell(rest))):
        return None
    return script, position + 1


def _place(container: Container, position: int) -> Place:
    in_command = len(container.command)
    if position < in_command:
        return container.at / "command" / position
    return container.at / "args" / (position - in_command)
