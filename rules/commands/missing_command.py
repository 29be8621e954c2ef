"""A container without a command, whose image only starts a shell."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.images import parse_image
from podlint.models import Container
from podlint.rule import rule

_OFFICIAL = """
    almalinux alpine amazonlinux archlinux bash buildpack-deps busybox centos clearlinux debian
    eclipse-temurin fedora gcc golang groovy ibmjava node openjdk opensuse oraclelinux perl photon
    php pypy python rockylinux ruby rust sapmachine swift ubuntu
    """.split()

_ELSEWHERE = """
    docker.io/nicolaka/netshoot docker.io/opensuse/leap docker.io/opensuse/tumbleweed
    docker.io/redhat/ubi8 docker.io/redhat/ubi9 gcr.io/google-containers/busybox
    mcr.microsoft.com/azure-cli mcr.microsoft.com/powershell
    public.ecr.aws/docker/library/alpine public.ecr.aws/docker/library/busybox
    public.ecr.aws/docker/library/debian public.ecr.aws/docker/library/ubuntu
    quay.io/centos/centos quay.io/fedora/fedora registry.access.redhat.com/ubi8
    registry.access.redhat.com/ubi8/ubi registry.access.redhat.com/ubi8/ubi-minimal
    registry.access.redhat.com/ubi9 registry.access.redhat.com/ubi9/ubi
    registry.access.redhat.com/ubi9/ubi-minimal registry.k8s.io/busybox
    """.split()

_SHELLS = frozenset((*(f"docker.io/library/{name}" for name in _OFFICIAL), *_ELSEWHERE))
"""Images whose default command is a shell or a prompt: without a terminal it ends at once."""

_SERVES = {"docker.io/library/php": ("fpm", "apache")}
"""Tags of the same images that do run a server."""


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
    if (container.stdin and container.tty) or not _starts_a_shell(container.image or ""):
        return
    yield Problem(
        f"container {container.name} has no command, and {container.image} only starts a shell, "
        "which ends at once: CrashLoopBackOff; say what it runs with command or args",
        at=container.at / "image",
    )


def _starts_a_shell(image: str) -> bool:
    reference = parse_image(image)
    if reference is None or reference.repository not in _SHELLS:
        return False
    serving = _SERVES.get(reference.repository, ())
    return not any(word in (reference.tag or "") for word in serving)
