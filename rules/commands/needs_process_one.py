"""A program that must run as PID 1, in a Pod whose PID 1 is the pause container."""

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
from podlint.document.shortening import one_line
from podlint.pods.commands.words import all_command_lines, program_name
from podlint.pods.images.reference import parse_image

_INIT_PROGRAMS = frozenset("/init /sbin/init /usr/sbin/init init runit systemd".split())
_INIT_IMAGES = pattern(
    r"(?:linuxserver|home-assistant|homeassistant)/.+|(?:.+/)?ubi(?:8|9|10)[/-](?:ubi-)?init"
    r"|kindest/node|jrei/systemd-.+"
)
_SIGNAL = pattern(r"\bkill\s+(?:-s\s+\w+\s+|-\w+\s+|--\s+)*1(?![\w.])|/proc/1/fd\b")
_INIT_EXITS = "The init system exits immediately, because PID 1 is the Pod's pause container."
_REMEDY_FOR_SIGNAL = (
    "Signal the program by name, as in `pkill -HUP nginx`, or remove `shareProcessNamespace: true`."
)
_REMEDY_FOR_OUTPUT = (
    "Write to `/dev/stdout` or `/dev/stderr`, or remove `shareProcessNamespace: true`."
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`CrashLoopBackOff`, and the log says `s6-overlay-suexec: fatal: can only run as pid 1`; "
        "or all containers restart at the same time because the pause container was stopped"
    ),
    asks_for=("shareProcessNamespace",),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          shareProcessNamespace: true
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              lifecycle:
                preStop:
                  exec:
                    command: [sh, -c, "kill -TERM 1; sleep 5"]  # finding
                 #  ^^^^^^^
          containers:
            - name: media
              image: lscr.io/linuxserver/sonarr:4.0.10  # finding
            - name: old
              image: old:1
              command: [/sbin/init]  # finding
            - name: web
              image: nginx:1.27
              livenessProbe:
                exec:
                  command: [kill, "-0", "1"]  # finding
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: logs
        spec:
          selector:
            matchLabels: {app: logs}
          template:
            metadata:
              labels: {app: logs}
            spec:
              shareProcessNamespace: true
              containers:
                - name: logs
                  image: logs:2
                  command: [sh, -c]  # finding
                  args:
                    - exec serve > /proc/1/fd/1
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: media
              image: lscr.io/linuxserver/sonarr:4.0.10
            - name: web
              image: nginx:1.27
              lifecycle:
                preStop:
                  exec:
                    command: [sh, -c, "kill -QUIT 1"]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          shareProcessNamespace: true
          containers:
            - name: tool
              image: tool:2
              args: [init]
            - name: web
              image: nginx:1.27
              command: [tini, --, nginx]
              lifecycle:
                preStop:
                  exec:
                    command: [sh, -c, "kill -QUIT $(cat /run/nginx.pid); kill 12"]
        """,
    ),
)
def needs_process_one(pod: PodTarget) -> Problems:
    """A container relies on running as PID 1, but the Pod shares its process namespace.

    With `shareProcessNamespace: true`, PID 1 is the Pod's pause container. Init systems such as
    systemd or s6-overlay refuse to run with any other PID. A command that sends a signal to PID 1
    reaches the pause container. Most signals have no effect, but `kill 1` stops the pause
    container, and the kubelet then restarts all containers in the Pod. Also, `/proc/1/fd/1` is not
    the output of the container that writes to it.

    Remove `shareProcessNamespace`. If you need it, signal the program by name, as in `pkill -HUP
    nginx`, and write to `/dev/stdout`.
    """
    if not pod.spec.share_process_namespace:
        return
    shared = Related("process namespace shared here", pod.at / "shareProcessNamespace")
    for container in pod.spec.all_containers:
        if not container.command and _is_init_image(container):
            yield Problem(
                f"container `{container}` runs an init system in a shared process namespace",
                at=container.at / "image",
                related=(shared,),
                why=_INIT_EXITS,
                help="Remove `shareProcessNamespace: true` from the Pod spec.",
            )
        for place, words in all_command_lines(container):
            found = _SIGNAL.search(" ".join(words))
            if _is_init_program(words[0]) and place.path[-1] != "args":
                what, why = f"runs init system `{words[0]}`", _INIT_EXITS
                remedy = "Remove `shareProcessNamespace: true` from the Pod spec."
            elif found:
                what = f"relies on PID 1 (`{one_line(found[0], 30)}`)"
                why = "PID 1 is the Pod's pause container, not this container's program."
                remedy = _REMEDY_FOR_OUTPUT if "/fd" in found[0] else _REMEDY_FOR_SIGNAL
            else:
                continue
            yield Problem(
                f"container `{container}` {what} in a shared process namespace",
                at=place,
                key=True,
                related=(shared,),
                why=why,
                help=remedy,
            )


def _is_init_program(word: str) -> bool:
    return word in _INIT_PROGRAMS or program_name(word) == "systemd"


def _is_init_image(container: Container) -> bool:
    image = parse_image(container.image or "")
    return image is not None and _INIT_IMAGES.fullmatch(image.path) is not None
