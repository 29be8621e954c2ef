"""A shell that is told to run a script but gets none."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line
from podlint.pods.commands.words import command_line, program_name, shell_script

_SHELLS = frozenset(("ash", "bash", "dash", "ksh", "sh", "zsh"))


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`CrashLoopBackOff` with exit code 2; the log says `-c requires an "
        "argument` or `bash: -c: option requires an argument`"
    ),
    asks_for=("command", "args"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: prepare
              image: app:1.4
              command: [bash, -ec]  # finding
           #  ^^^^^^^
          containers:
            - name: app
              image: app:1.4
              command: [/bin/sh]
              args:  # finding
                - -c
            - name: empty
              image: app:1.4
              command: [sh, -c, ""]  # finding
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
              command: [sh, -c]
              args: [serve]
            - name: dashes
              image: app:1.4
              command: [bash, -c, --]
              args: ["while true; do sleep 30; done"]
            - name: file
              image: app:1.4
              command: [sh, /run.sh, -c]
            - name: terminal
              image: app:1.4
              command: [sh]
              tty: true
            - name: input
              image: app:1.4
              command: [bash, --]
              stdin: true
          initContainers:
            - name: hook
              image: app:1.4
              command: [sh, -c, ""]
        """,
)
def missing_script(container: Container) -> Problems:
    """A shell is started with `-c`, but no script follows.

    With `-c`, a shell takes the next item of `command` or `args` as its script. If there is no next
    item, the shell exits immediately with code 2. If the script is empty, the shell exits
    successfully without having done anything, and the kubelet restarts an app container or sidecar
    again and again.

    podlint does not report an empty script in init containers and Jobs.

    Write the script as the next item: `[sh, -c, "..."]`. An empty script often comes from a
    template whose value is not set.
    """
    words = command_line(container)
    if not words or program_name(words[0]) not in _SHELLS:
        return
    script = shell_script(words)
    if script is None:
        options = words[1:]
        is_missing = any(word[:2] != "--" and "c" in word for word in options) and all(
            word[:1] == "-" for word in options
        )
    else:
        is_missing = not script.strip() and _runs_on(container)
    if is_missing:
        line = one_line(" ".join(words), 30)
        lack = "without a script" if script is None else "with an empty script"
        yield Problem(
            f"container `{container}` runs `{line}` {lack}",
            at=container.words_at,
            key=True,
            why="The shell exits immediately without having run anything.",
            help="Write the script as a separate item after the options, as in "
            '`[sh, -c, "exec app"]`.',
        )


def _runs_on(container: Container) -> bool:
    """Whether a container is restarted when it exits successfully."""
    policy = container.effective_restart_policy
    return policy == "Always" and container.sort in ("app", "sidecar")
