"""An init container that runs for ever."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.commands.words import command_line, never_ends
from podlint.pods.images.families import serves


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="Init:0/1 for ever; the app containers stay PodInitializing, the Pod Pending",
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
    """An init container runs a command that never ends.

    Init containers run one after another, each to its end, before the app containers start. One
    that never ends keeps the Pod in `Init` for ever.

    To run it beside the app, make it a sidecar: `restartPolicy: Always` on the init container
    (Kubernetes 1.29 and later), or an app container. Only what surely runs for ever is reported:
    `sleep infinity`, `tail -f`, a loop without a way out, the image of a server without a command.
    """
    if container.sort != "init":
        return
    endless = never_ends(command_line(container))
    if endless:
        yield Problem(
            f"init container {container.name} never ends (`{endless[:60]}`)",
            at=container.program_at,
            key=True,
            why="The Pod stays in Init for ever.",
            help="Give it restartPolicy: Always to make it a sidecar.",
        )
    elif serves(container):
        yield Problem(
            f"init container {container.name} never ends",
            at=container.at / "image",
            why=f"{container.image} is a server; the Pod stays in Init for ever.",
            help="Give it restartPolicy: Always to make it a sidecar, or a command that ends.",
        )
