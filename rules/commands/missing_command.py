"""A container without a command, whose image only starts a shell."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.images import starts_a_shell
from podlint.models import Container
from podlint.rule import rule


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="CrashLoopBackOff with last state Completed; the Pod shows 1/2 Ready",
    mission=(6,),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: nginx:1.27
            - name: debug
              image: busybox:1.36  # finding
              #      ^^^^^^^^^^^^
            - name: tools
              image: docker.io/library/ubuntu:24.04  # finding
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: nothing
              image: busybox:1.36
          containers:
            - name: web
              image: nginx:1.27
            - name: debug
              image: busybox:1.36
              args: [sleep, infinity]
            - name: terminal
              image: ubuntu
              stdin: true
              tty: true
            - name: tools
              image: registry.example.com/team/ubuntu
            - name: php
              image: php:8.3-fpm
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: once
        spec:
          restartPolicy: Never
          containers:
            - name: once
              image: ubuntu:24.04
        """,
    ),
)
def missing_command(container: Container) -> Iterator[Problem]:
    """A container has no command, and its image's own command ends at once.

    The default command of images such as busybox, alpine or ubuntu is a shell. Without a terminal
    it reads the end of its input and ends, and the Pod starts it again, for ever. In a Pod of
    several containers this is easily missed: the others run.

    Say what the container is for: a `command`, or `args` such as `[sleep, infinity]`; or remove
    the container. `stdin: true` with `tty: true` keeps a shell open.
    """
    if container.sort not in ("app", "sidecar") or container.pod is None:
        return
    policy = container.restart_policy or container.pod.effective_restart_policy
    if policy != "Always" or container.command or container.args:
        return
    if (container.stdin and container.tty) or not starts_a_shell(container.image or ""):
        return
    yield Problem(
        f"container {container.name} has no command, and {container.image} only starts a shell, "
        "which ends at once: CrashLoopBackOff; say what it runs with command or args",
        at=container.at / "image",
    )
