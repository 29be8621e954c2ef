"""An init container that never exits."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line, shortened
from podlint.pods.commands.words import command_line, never_ends
from podlint.pods.images.families import serves

_EFFECT = (
    "The app containers start only after all init containers have exited, so the Pod stays in "
    "`Init` forever."
)
_ADVICE = (
    "Set `restartPolicy: Always` on the init container to make it a sidecar, or write a `command` "
    "that exits."
)


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`Init:0/1` forever; app containers that stay `PodInitializing`; a Pod that stays Pending"
    ),
    fragments=True,
    asks_for=("initContainers",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              command: [sh, -c, "proxy --daemon && tail -f /var/log/proxy"]  # finding
           #  ^^^^^^^
            - name: idle
              image: busybox:1.36
              args:  # finding
                - sleep
                - infinity
            - name: cache
              image: redis:7.4  # finding
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              command: [sh, -c, "proxy --daemon && tail -f /var/log/proxy"]
            - name: wait
              image: busybox:1.36
              command: [sh, -c, "while true; do nslookup db && break; sleep 2; done"]
            - name: wait-too
              image: busybox:1.36
              command: [sh, -c, "until nslookup db; do sleep 2; done"]
            - name: test-config
              image: nginx:1.27
              args: [nginx, -t]
            - name: cache
              image: redis:7.4
              restartPolicy: Always
          containers:
            - name: app
              image: app:1.4
              command: [tail, -f, /dev/null]
        """,
)
def init_container_never_ends(container: Container) -> Problems:
    """An init container runs a command that never exits.

    Init containers run one after the other, each to completion, before the app containers start. An
    init container that never exits keeps the Pod in `Init` forever. podlint reports only programs
    that certainly run forever: `sleep infinity`, `tail -f`, an endless loop or a server image
    without a command.

    To run the program alongside the app, make it a sidecar with `restartPolicy: Always` (Kubernetes
    1.29 and later), or an app container.
    """
    if container.sort != "init":
        return
    endless = never_ends(command_line(container))
    if endless:
        first, more, _ = endless.partition(";")
        shown = one_line(first, 40) + ("..." if more else "")
        yield Problem(
            f"init container `{container}` never exits: it runs `{shown}`",
            at=container.program_at,
            key=True,
            why=_EFFECT,
            help=_ADVICE,
        )
    elif serves(container):
        image = shortened(container.image or "", 40)
        yield Problem(
            f"init container `{container}` never exits: image `{image}` runs a server",
            at=container.at / "image",
            part="name",
            why=_EFFECT,
            help=_ADVICE,
        )
