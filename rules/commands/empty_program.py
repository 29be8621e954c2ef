"""An empty program in a command."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.handlers import effect_of_error, handlers, spoken_name


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom="`RunContainerError` with `executable file not found`, then `CrashLoopBackOff`",
    asks_for=("command", "exec"),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              command:
                - ""  # finding
                # ^^
                - --port=8080
              livenessProbe:
                exec: {command: ["", -c, "true"]}  # finding
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
              command: [app, ""]
            - name: arguments
              image: app:1.4
              args: ["", --port=8080]
            - name: none
              image: app:1.4
              command: []
            - name: filled-in
              image: app:1.4
              command: ["${PROGRAM}"]
            - name: probe
              image: app:1.4
              livenessProbe:
                exec: {command: [test, ""]}
        """,
)
def empty_program(container: Container) -> Problems:
    """The first item of a command is empty.

    The first item is the program. A runtime cannot run a program without a name, so the container
    does not start. The same applies to the commands of probes and hooks.

    Write the program as the first item.
    """
    is_empty = container.command and not container.command[0]
    if is_empty and not container.is_unknown("command", 0):
        yield Problem(
            f"program of container `{container}` is empty",
            at=container.at / "command" / 0,
            why="The runtime cannot run a program without a name, so the container does not start.",
            help="Write the program as the first item of `command`.",
        )
    for name, handler in handlers(container):
        action = handler.exec
        if action and action.command and not action.command[0] and not action.is_unknown("command"):
            yield Problem(
                f"program of the {spoken_name(name)} of container `{container}` is empty",
                at=action.at / "command" / 0,
                why=f"The kubelet cannot run the command: {effect_of_error(name)}.",
                help="Write the program as the first item of `command`.",
            )
