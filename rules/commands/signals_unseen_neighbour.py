"""A container that signals a process it cannot see."""

from podlint.authoring import (
    Container,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    pattern,
    rule,
)
from podlint.pods.commands.words import all_command_lines, program_name
from podlint.pods.images.reference import parse_image

_SIGNALS = pattern(
    r"\b(?:pkill|killall|pidof|pgrep)\s+(?:-s\s+\w+\s+|-\S+\s+)*[\"']?(?:\S*/)?([\w.-]{3,})"
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "the other container never reloads; the log says `no process found`, or "
        "prints the usage of `kill`"
    ),
    asks_for=("command", "args"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: nginx:1.27
            - name: reload
              image: busybox:1.36
              command: [sh, -c]  # finding
           #  ^^^^^^^
              args:
                - while sleep 60; do kill -HUP $(pidof nginx); done
        """,
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: logs
        spec:
          selector:
            matchLabels: {app: logs}
          template:
            metadata:
              labels: {app: logs}
            spec:
              initContainers:
                - name: rotate
                  image: rotate:2
                  restartPolicy: Always
                  lifecycle:
                    preStop:
                      exec:
                        command: [pkill, -s, HUP, /usr/bin/collect]  # finding
              containers:
                - name: logs
                  image: logs:3
                  command: [/usr/bin/collect, --all]
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          shareProcessNamespace: true
          containers:
            - name: web
              image: nginx:1.27
            - name: reload
              image: busybox:1.36
              command: [sh, -c, "while sleep 60; do pkill -HUP nginx; done"]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: nginx:1.27
              livenessProbe:
                exec:
                  command: [pgrep, nginx]
            - name: own
              image: team/app:1
              command: [sh, -c, "nginx & wait; pkill nginx"]
            - name: other
              image: busybox:1.36
              command: [sh, -c, "sleep 60; pkill java"]
        """,
    ),
)
def signals_unseen_neighbour(pod: PodTarget) -> Problems:
    """A container looks for a process of another container but cannot see it.

    Each container has its own process namespace. `pidof nginx` in a sidecar finds nothing if nginx
    runs in another container of the Pod.

    Set `shareProcessNamespace: true`. All containers of the Pod can then see each other's
    processes, and may be able to read each other's environment and files. Alternatively, reload the
    program over the network, if it supports that.
    """
    spec = pod.spec
    running = [*spec.init_containers, *spec.containers]
    if len(running) < 2 or spec.share_process_namespace or spec.host_pid:
        return
    running = [each for each in running if each.sort in ("sidecar", "app")]
    names = [(each, _names(each)) for each in running]
    for container, own in names:
        text = " ".join(word for _, words in all_command_lines(container) for word in words)
        for place, words in all_command_lines(container):
            found = _SIGNALS.search(" ".join(words))
            if not found or found[1] in own or _is_started_here(found[1], text):
                continue
            holder = next((each for each, theirs in names if found[1] in theirs), None)
            if holder is not None:
                yield Problem(
                    f"container `{container}` looks for process `{found[1]}`, which runs in "
                    f"container `{holder}`",
                    at=place,
                    key=True,
                    related=(Related("process runs in this container", holder.at / "name"),),
                    why="Each container has its own process namespace, so the process is not "
                    "found.",
                    help="Set `shareProcessNamespace: true` in the Pod spec, or reload the program "
                    "over the network.",
                )


def _names(container: Container) -> set[str]:
    """The possible names of a container's program: from its command and from its image."""
    image = parse_image(container.image or "")
    names = {program_name(container.command[0])} if container.command else set()
    return names | ({image.path.rpartition("/")[2]} if image else set())


def _is_started_here(program: str, text: str) -> bool:
    """Whether the text also names a program outside commands that look for its process."""
    return program in _SIGNALS.sub(" ", text)
