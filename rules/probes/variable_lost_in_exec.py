"""A `$(VAR)` in a probe's or hook's command that nothing replaces by its value."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.pods.commands.words import has_shell
from podlint.pods.handlers import handlers

_REFERENCE = pattern(r"(?<!\$)\$\(([A-Z_][A-Z0-9_]*)\)")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("exec",),
    symptom="Unhealthy events: access denied or connection refused, because an argument is empty; "
    "FailedPostStartHook; Running, but never Ready",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          containers:
            - name: db
              image: mysql:8.4
              env:
                - name: PASSWORD
                  valueFrom:
                    secretKeyRef: {name: db, key: password}
                - {name: PORT, value: "3306"}
              envFrom:
                - configMapRef: {name: db}
              readinessProbe:
                exec:
                  command: [mysqladmin, ping, -P$(PORT), -p$(PASSWORD)]  # finding
                #                                        ^^^^^^^^^^^^^
              livenessProbe:
                exec:
                  command: [mysqladmin, ping, -h, $(HOST)]  # finding
              lifecycle:
                preStop:
                  exec:
                    command: [sh, -c, mysqladmin -P $(PORT) shutdown]  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: db
        spec:
          containers:
            - name: db
              image: mysql:8.4
              command: [mysqld, --password=$(PASSWORD)]
              env:
                - name: PASSWORD
                  valueFrom:
                    secretKeyRef: {name: db, key: password}
                - {name: PORT, value: "3306"}
              readinessProbe:
                exec: {command: [sh, -c, "mysqladmin ping -P$(PORT) -p$PASSWORD"]}
              livenessProbe:
                exec: {command: [sh, -c, "test $(cat /tmp/ok) = $(hostname)"]}
              lifecycle:
                preStop:
                  exec: {command: [sh, -c, "mysqladmin -P $PORT shutdown; echo $$(PORT)"]}
            - name: backup
              image: backup:2
              env:
                - {name: PORT, value: "3306"}
              readinessProbe:
                exec: {command: [backup, --filter=$(NAME)]}
        """,
)
def variable_lost_in_exec(container: Container) -> Problems:
    """An exec probe or hook asks for a variable with `$(VAR)` that is not replaced by its value.

    `$(VAR)` is for the container's own `command` and `args`. In the command of a probe the kubelet
    replaces it only by a `value` that is written in `env`: a variable with `valueFrom` becomes an
    empty text, and one from `envFrom` or from the image stays as it is written
    (`ExpandContainerCommandOnlyStatic` in pkg/kubelet/container/helpers.go). In a hook nothing is
    replaced. A shell takes what stays for a command to run.

    Have a shell read the command, and write `$VAR` there: `command: [sh, -c, "... $VAR"]`.
    """
    if not container.env and not container.env_from:
        return
    for name, handler in handlers(container):
        command = handler.exec.command if handler.exec else []
        for index, word in enumerate(command):
            for match in _REFERENCE.finditer(word) if "$(" in word else ():
                fate = _fate(match[1], name, container)
                if fate and handler.exec:
                    shell = "" if has_shell(command) else "command: [sh, -c, ...] and "
                    yield Problem(
                        f"{name}",
                        at=handler.exec.at / "command" / index,
                        why=f"{match[0]} {fate}.",
                        help=f"Write {shell}${match[1]}, which the shell looks up in the "
                        "container.",
                    )
                    break


def _fate(variable: str, handler: str, container: Container) -> str | None:
    """What becomes of a variable that is not replaced by its value."""
    found = next((each for each in container.env if each.name == variable), None)
    if found is None and not container.env_from:
        return None
    if handler in ("postStart", "preStop"):
        return "is not replaced in the command of a hook"
    if found is None:
        return "stays as it is written here, because it is not in env"
    return "becomes an empty text here, because it has valueFrom" if found.value_from else None
