"""A shell that is told to run a script, and given none."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.commands.words import command_line, program_name, shell_script

_SHELLS = frozenset(("ash", "bash", "dash", "ksh", "sh", "zsh"))


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="CrashLoopBackOff with exit code 2; the log says: -c requires an argument, or bash: "
    "-c: option requires an argument",
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
    """A shell is started with `-c`, and no script follows.

    `-c` takes the next item of `command` and `args` as the script. Where none follows, the shell
    ends at once with exit code 2; where it is empty, with success, having done nothing, so that a
    container that is to run on is started again and again. Of init containers and Jobs an empty
    script is not reported.

    Write the script as the next item: `[sh, -c, "..."]`. An empty one often comes from a template
    whose value is not set.
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
        yield Problem(
            f"container {container.name} starts {words[0]} with -c and no script, so that it "
            "ends at once",
            at=container.words_at,
            key=True,
            help="Write what it runs as the next item.",
        )


def _runs_on(container: Container) -> bool:
    """Whether a container is started again when it ends with success."""
    policy = container.effective_restart_policy
    return policy == "Always" and container.sort in ("app", "sidecar")
