"""A reference to a variable that the container does not have."""

from podlint.authoring import Container, Place, Problem, Problems, Severity, pattern, rule
from podlint.models.guess import nearest
from podlint.pods.commands.words import has_shell

_REFERENCE = pattern(r"\$\$|\$\((?P<name>[A-Za-z_][A-Za-z0-9_.-]*)\)")
_OF_A_SERVICE = pattern(r"[A-Z0-9_]+_(?:SERVICE_HOST|SERVICE_PORT|PORT)(?:_[A-Z0-9_]+)?")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="the log shows the literal text $(NAME); the program does not find its host, file or "
    "command",
    asks_for=("env", "command", "args"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              args: [--name=$(POD_NAM), --node=$(HOSTNAME)]  # finding 2
              #      ^^^^^^^^^^^^^^^^^  ^^^^^^^^^^^^^^^^^^
              env:
                - name: URL
                  value: http://$(POD_IP):8080/  # finding
                - name: PATH
                  value: /opt/app/bin:$(PATH)  # finding
                - name: POD_IP
                  valueFrom: {fieldRef: {fieldPath: status.podIP}}
                - name: POD_NAME
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              args: [--name=$(POD_NAME), --price=$$(AMOUNT), --db=$(DB_SERVICE_HOST)]
              env:
                - name: POD_NAME
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
                - name: URL
                  value: http://$(POD_NAME):8080/
            - name: script
              image: app:1.4
              command: [sh, -c, exec app --node=$(hostname)]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              args: [--name=$(POD_NAME)]
              envFrom:
                - configMapRef: {name: app}
        """,
    ),
)
def undefined_variable(container: Container) -> Problems:
    """A value or a command refers to a variable that is not defined there.

    Kubernetes replaces `$(NAME)` by a variable of the same container: in `command` and `args` by
    any, in the value of a variable by those that stand above it. What the image or the runtime
    sets, such as `PATH` and `HOSTNAME`, does not count. A reference to anything else stays as it is
    written. Nothing is said of containers with `envFrom`, whose variables are not in the manifest,
    nor of the variables that Kubernetes makes of Services.

    Define the variable, above its first use; or write `$$(NAME)` if the text is meant.
    """
    if container.env_from:
        return
    names = [variable.name or "" for variable in container.env]
    for index, variable in enumerate(container.env):
        value, above = variable.value or "", names[:index]
        if "\n" not in value:
            yield from _undefined(value, above, names, variable.at / "value")
    if has_shell([*container.command, *container.args]):
        return
    for field, words in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(words):
            yield from _undefined(word, names, names, container.at / field / index)


def _undefined(text: str, known: list[str], names: list[str], at: Place) -> Problems:
    for match in _REFERENCE.finditer(text):
        name = match["name"]
        if name is None or name in known or _OF_A_SERVICE.fullmatch(name):
            continue
        if name in names:
            reason = "is not defined above this one"
            remedy = "define it before its first use"
        else:
            near = nearest(name, known)
            reason = "is no variable of this container's env"
            remedy = f"did you mean $({near})?" if near else "define it in env"
        yield Problem(
            f"$({name}) stays as it is written, because {name} {reason}",
            at=at,
            help=f"{remedy}.",
        )
        return
