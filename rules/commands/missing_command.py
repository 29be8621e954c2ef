"""A container without a command whose image exits immediately."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.images.families import ImageFamily, family_of, name_of

_DOES = {
    "shell": "only starts a shell",
    "prompt": "only starts an interactive prompt",
    "usage": "only prints its usage",
    "work": "does its work once and exits",
    "nothing": "has no default command",
}


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`CrashLoopBackOff` with last state Completed; the Pod shows `1/2` "
        "Ready; an image without any command fails with `CreateContainerError` "
        "and `no command specified`"
    ),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: prepare
              image: busybox:1.36  # finding
            - name: helper
              image: node:22  # finding
              restartPolicy: Always
          containers:
            - name: web
              image: nginx:1.27
            - name: debug
              image: busybox:1.36  # finding
              #      ^^^^^^^^^^^^
            - name: tools
              image: docker.io/library/ubuntu:24.04  # finding
            - name: client
              image: bitnami/kubectl:1.31  # finding
            - name: static
              image: gcr.io/distroless/static-debian12:nonroot  # finding
        """,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: nginx:1.27
                - name: tools
                  image: alpine:3.20  # finding
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: hello
        spec:
          selector:
            matchLabels: {app: hello}
          template:
            metadata:
              labels: {app: hello}
            spec:
              containers:
                - name: hello
                  image: hello-world  # finding
                - name: python
                  image: public.ecr.aws/docker/library/python:3.12-slim  # finding
        """,
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "@daily"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: report
                      image: python:3.12  # finding
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: greet
              image: hello-world
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
            - name: screen
              image: debian:12
              tty: true
            - name: tools
              image: registry.example.com/team/ubuntu
            - name: node
              image: calico/node:v3.29.0
            - name: php
              image: php:8.3-fpm
            - name: watch
              image: bitnami/kubectl:1.31
              args: [get, pods, --watch]
            - name: daemon
              image: docker:27-dind
          ephemeralContainers:
            - name: debugger
              image: busybox:1.36
              targetContainerName: web
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: hello
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: hello
                  image: hello-world
        """,
    ),
)
def missing_command(container: Container) -> Problems:
    """A container has no command, and the default command of its image exits immediately.

    The default command of images such as busybox, ubuntu or python is a shell or an interactive
    prompt. Without a terminal, a shell or prompt finds no input and exits. Images of tools such as
    kubectl print their usage and exit. The kubelet restarts such a container forever: after 10s,
    20s, 40s and so on, up to 5 minutes.

    In a Pod with several containers, these restarts are easy to overlook, because the other
    containers run. In a Job or an init container, the container completes without having done
    anything.

    Set a `command`, or `args` such as `[sleep, infinity]`, or remove the container. `stdin: true`
    or `tty: true` keeps a shell open.
    """
    if container.command or container.args or container.sort == "ephemeral":
        return
    family = family_of(container.image or "")
    if family is None or container.pod is None:
        return
    if (container.stdin or container.tty) and family.runs in ("shell", "prompt"):
        return
    why = _consequence(container, family)
    if why:
        yield Problem(
            f"container `{container}` has no `command`, and image "
            f"{name_of(container.image or '')} {_DOES[family.runs]}",
            at=container.at / "image",
            part="name",
            why=why,
            help="Set `command` to the program that the container must run."
            if family.runs == "nothing"
            else "Set `command` or `args` to the command that the container must run, or remove "
            "the container.",
        )


def _consequence(container: Container, family: ImageFamily) -> str | None:
    if family.runs == "nothing":
        return "The container fails with `CreateContainerError` and `no command specified`."
    if family.runs not in _DOES:
        return None
    policy = container.effective_restart_policy
    if policy == "Always" and container.sort != "init":
        return (
            "The container exits immediately and is restarted again and again (`CrashLoopBackOff`)."
        )
    if family.runs == "work":
        return None
    return "The container exits immediately without having done anything."
