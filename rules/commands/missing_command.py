"""A container without a command, whose image does nothing that lasts."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.images.families import ImageFamily, family_of

_DOES = {
    "shell": "only starts a shell, which ends at once",
    "prompt": "only starts an interactive prompt, which ends at once",
    "usage": "only prints its usage and ends",
    "work": "does its work once and ends",
}


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="CrashLoopBackOff with last state Completed; the Pod shows 1/2 Ready; for an image "
    "without any command, CreateContainerError: no command specified",
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
    """A container has no command, and its image's own command ends at once.

    The default command of images such as busybox, ubuntu or python is a shell or a prompt. Without
    a terminal it reads the end of its input and ends; images of tools such as kubectl print how
    they are used. The Pod starts such a container again, after 10 s, 20 s, 40 s and so on up to
    5 min, for ever. In a Pod of several containers this is easily missed: the others run. Where
    nothing is restarted, in a Job or an init container, it has simply done nothing.

    Say what the container is for: a `command`, or `args` such as `[sleep, infinity]`; or remove
    the container. `stdin: true` or `tty: true` keeps a shell open.
    """
    if container.command or container.args or container.sort == "ephemeral":
        return
    family = family_of(container.image or "")
    if family is None or container.pod is None:
        return
    if (container.stdin or container.tty) and family.runs in ("shell", "prompt"):
        return
    if problem := _problem(container, family):
        yield Problem(
            f"container {container.name} has no command, and {problem}", at=container.at / "image"
        )


def _problem(container: Container, family: ImageFamily) -> str | None:
    image = container.image
    if family.runs == "nothing":
        return f"{image} has none of its own: CreateContainerError; say what it runs with command"
    if family.runs not in _DOES:
        return None
    policy = container.effective_restart_policy
    if policy == "Always" and container.sort != "init":
        return (
            f"{image} {_DOES[family.runs]}: CrashLoopBackOff; say what it runs with command or args"
        )
    if family.runs == "work":
        return None
    return f"{image} {_DOES[family.runs]}: it does nothing; say what it runs with command or args"
