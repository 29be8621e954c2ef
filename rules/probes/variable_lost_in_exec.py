"""A `$(VAR)` in the command of a probe or hook that is not expanded."""

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.words import has_shell
from podlint.pods.handlers import handlers, spoken_name

_REFERENCE = pattern(r"(?<!\$)\$\(([A-Z_][A-Z0-9_]*)\)")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("exec",),
    symptom=(
        "Unhealthy events with `access denied` or `connection refused`, because "
        "an argument is empty; `FailedPostStartHook`; Running, but never Ready"
    ),
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
    """An exec probe or hook uses `$(VAR)`, which is not expanded to the variable's value.

    `$(VAR)` is meant for the `command` and `args` of a container. In the command of a probe, the
    kubelet expands it only if `env` sets the variable with `value`. A variable with `valueFrom`
    becomes an empty string. A variable from `envFrom` or from the image is left as written
    (`ExpandContainerCommandOnlyStatic` in pkg/kubelet/container/helpers.go). In the command of a
    hook, the kubelet expands nothing. A shell interprets a remaining `$(VAR)` as a command to run.

    Run the command in a shell and write `$VAR`: `command: [sh, -c, "... $VAR"]`.
    """
    if not container.env and not container.env_from:
        return
    for name, handler in handlers(container):
        command = handler.exec.command if handler.exec else []
        for index, word in enumerate(command):
            for match in _REFERENCE.finditer(word) if "$(" in word else ():
                fault = _fault(match[1], name, container)
                if fault and handler.exec:
                    variable = shortened(match[1], 28)
                    effect, why = fault
                    yield Problem(
                        f"{spoken_name(name)} of container `{container}` uses "
                        f"`$({variable})`, which {effect}",
                        at=handler.exec.at / "command" / index,
                        why=why,
                        help=f"Write `${variable}` instead, which the shell expands."
                        if has_shell(command)
                        else f'Run the command in a shell: `command: [sh, -c, "... ${variable}"]`.',
                    )
                    break


def _fault(variable: str, handler: str, container: Container) -> tuple[str, str] | None:
    """What happens to a variable, and why; None if it is expanded."""
    found = next((each for each in container.env if each.name == variable), None)
    if found is None and not container.env_from:
        return None
    if handler in ("postStart", "preStop"):
        return "is not expanded", "The kubelet does not expand `$(VAR)` in the command of a hook."
    if found is None:
        why = "In the command of a probe, the kubelet expands only variables that `env` lists."
        return "is not expanded", why
    why = "In the command of a probe, the kubelet expands only variables with `value` in `env`."
    return ("becomes an empty string", why) if found.value_from else None
