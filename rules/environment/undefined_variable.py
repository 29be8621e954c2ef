"""A reference to a variable that the container does not define."""

from podlint.authoring import Place, PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.models import Container
from podlint.models.guess import nearest
from podlint.pods.additions import Additions, additions_to
from podlint.pods.commands.words import has_shell

_REFERENCE = pattern(r"\$\$|\$\((?P<name>[A-Za-z_][A-Za-z0-9_.-]*)\)")
_OF_A_SERVICE = pattern(r"[A-Z0-9_]+_(?:SERVICE_HOST|SERVICE_PORT|PORT)(?:_[A-Z0-9_]+)?")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the log shows the literal text `$(NAME)`; the program does not find its "
        "host, file or command"
    ),
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
        """
        apiVersion: leaderworkerset.x-k8s.io/v1
        kind: LeaderWorkerSet
        metadata:
          name: model
        spec:
          leaderWorkerTemplate:
            size: 2
            workerTemplate:
              spec:
                containers:
                  - name: model
                    image: model:1
                    command: [serve, "--leader=$(LWS_LEADER_ADDRESS)", "--n=$(LWS_GROUP_SIZE)"]
                    env:
                      - {name: RANK, value: $(LWS_WORKER_INDEX)}
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: parts
        spec:
          completionMode: Indexed
          completions: 4
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: part
                  image: part:1
                  args: [--part=$(JOB_COMPLETION_INDEX)]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations: {dapr.io/enabled: "true"}
        spec:
          containers:
            - name: app
              image: app:1.4
              args: [--dapr=$(DAPR_GRPC_PORT)]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {azure.workload.identity/use: "true"}
        spec:
          containers:
            - name: app
              image: app:1.4
              args: [--tenant=$(AZURE_TENANT_ID)]
        """,
    ),
)
def undefined_variable(pod: PodTarget) -> Problems:
    """A value or a command refers to a variable that is not defined.

    Kubernetes replaces `$(NAME)` with the value of that variable in the same container. `command`
    and `args` can refer to all variables in `env`, and the value of a variable can refer to the
    variables listed above it. Neither `command` and `args` nor `env` can refer to variables that
    the image or the container runtime sets, such as `PATH` and `HOSTNAME`. Kubernetes leaves any
    other reference unchanged, as literal text.

    podlint does not report containers with `envFrom`, because the manifest does not show all of
    their variables. It also does not report references to variables that Kubernetes creates for
    Services, or to variables of known controllers and webhooks, such as LeaderWorkerSet or Dapr.

    Define the variable above its first use. To pass the literal text `$(NAME)`, write `$$(NAME)`.
    """
    added = additions_to(pod)
    for container in pod.spec.all_containers:
        if not container.env_from:
            yield from _of_container(container, added)


def _of_container(container: Container, added: Additions) -> Problems:
    names = [variable.name or "" for variable in container.env]
    for index, variable in enumerate(container.env):
        value, above = variable.value or "", names[:index]
        if "\n" not in value:
            yield from _undefined(value, above, names, added, variable.at / "value")
    if has_shell([*container.command, *container.args]):
        return
    for field, words in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(words):
            yield from _undefined(word, names, names, added, container.at / field / index)


def _undefined(
    text: str, known: list[str], names: list[str], added: Additions, at: Place
) -> Problems:
    for match in _REFERENCE.finditer(text):
        name = match["name"]
        if name is None or name in known or _OF_A_SERVICE.fullmatch(name):
            continue
        if added.defines_variable(name):
            continue
        reference, where = f"`$({shortened(name, 40)})`", ""
        if name == "".join(names[len(known) : len(known) + 1]):
            where = " above this variable"
            remedy = "Write the complete value. A variable cannot refer to its own previous value."
        elif name in names:
            where = " above this variable"
            remedy = f"Move `{shortened(name, 40)}` up in `env`, above its first use."
        elif near := nearest(name, known):
            remedy = f"Write `$({near})`."
        else:
            remedy = (
                f"Define `{shortened(name, 40)}` in the container's `env`, or write "
                f"`$$({shortened(name, 40)})` for literal text."
            )
        yield Problem(
            f"{reference} is not expanded: `env` does not define it{where}",
            at=at,
            why=f"The program gets the literal text {reference}.",
            help=remedy,
        )
        return
