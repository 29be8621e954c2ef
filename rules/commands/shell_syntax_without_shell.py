"""Pipes and redirections without a shell."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.pods.commands.words import has_shell

_SYNTAX = pattern(r"&&|\|\||\||\d?>{1,2}(?:&\d|/\S+)?|&>{1,2}(?:/\S+)?")
_TAKES_SUCH_WORDS = frozenset(("[", "expr", "find", "jq", "test"))


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the program ends with a message such as `unrecognized argument`, or "
        "reads `&&` or `2>&1` as the name of a file; `CrashLoopBackOff`"
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
              command: [migrate, "&&", serve]  # finding
              #                  ^^^^
            - name: scheduler
              image: scheduler:2
              args:
                - --verbose
                - 2>&1  # finding
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
              command: [sh, -c, migrate && serve 2>&1]
            - name: script
              image: app:1.4
              command: [bash, -c]
              args: ["migrate", "&&", serve]
            - name: windows
              image: app:1.4
              command: ['C:\\Windows\\System32\\cmd.exe', /c, migrate, "&&", serve]
            - name: power
              image: app:1.4
              command: [powershell.exe, -Command, Get-Content, C:\app.log, "|", Out-Host]
            - name: split
              image: app:1.4
              args: [--separator, "|"]
        """,
)
def shell_syntax_without_shell(container: Container) -> Problems:
    """A command contains `&&`, a pipe or a redirection, but no shell runs.

    Kubernetes passes each item of `command` and `args` to the program unchanged. `&&`, `|` and
    `2>&1` arrive as plain words, which the program rejects or misinterprets. The output of a
    container needs no redirection: Kubernetes logs both standard output and standard error.

    Remove the redirection, or run the line in a shell: `command: [sh, -c, "..."]`.
    """
    words = [*container.command, *container.args]
    if not words or has_shell(words) or words[0].rpartition("/")[2] in _TAKES_SUCH_WORDS:
        return
    for field, items in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(items):
            value_of_option = index > 0 and items[index - 1].startswith("-") and word in "||>>"
            if _SYNTAX.fullmatch(word) and not value_of_option:
                yield Problem(
                    f"container `{container}` passes `{word}` to a program instead of a shell",
                    at=container.at / field / index,
                    why="No shell runs, so the program gets these characters as a plain argument.",
                    help="Remove the redirection. Kubernetes logs both standard output and "
                    "standard error."
                    if ">" in word
                    else 'Run the whole line in a shell: `command: [sh, -c, "..."]`.',
                )
                return
