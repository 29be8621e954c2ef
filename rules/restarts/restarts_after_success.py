"""A command that ends in a Pod that runs it for ever."""

from podlint.authoring import Container, Pod, PodTarget, Problem, Problems, Severity, rule
from podlint.pods.commands.words import command_line, ends_soon


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="CrashLoopBackOff with last state Completed, exit code 0; BackOff events",
    asks_for=("command", "args"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: hello
        spec:
          containers:
            - name: hello
              image: busybox:1.36
              command: [echo, hello]  # finding
           #  ^^^^^^^
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: seed
        spec:
          selector:
            matchLabels: {app: seed}
          template:
            metadata:
              labels: {app: seed}
            spec:
              containers:
                - name: seed
                  image: busybox:1.36
                  args:  # finding
                    - sh
                    - -c
                    - mkdir -p /data/in && wget -O /data/in/seed http://files/seed; sleep 5
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
              initContainers:
                - name: copy
                  image: busybox:1.36
                  restartPolicy: Always
                  command: [cp, /etc/hosts, /work]  # finding
              containers:
                - name: web
                  image: nginx:1.27
                - name: owner
                  image: busybox:1.36
                  command: [chown, -R, "1000", /data]  # finding
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: hello
        spec:
          restartPolicy: OnFailure
          containers:
            - name: hello
              image: busybox:1.36
              command: [echo, hello]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: hello
        spec:
          initContainers:
            - name: greet
              image: busybox:1.36
              command: [echo, hello]
          containers:
            - name: idle
              image: busybox:1.36
              command: [sh, -c, "echo started; sleep 3600"]
            - name: build
              image: maven:3.9
              command: [cat]
              tty: true
            - name: loop
              image: busybox:1.36
              command: [sh, -c, "while true; do date; sleep 5; done"]
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: hello
        spec:
          template:
            spec:
              containers:
                - name: hello
                  image: busybox:1.36
                  command: [echo, hello]
        """,
    ),
)
def restarts_after_success(pod: PodTarget) -> Problems:
    """A container's command ends by itself, and the Pod starts it again for ever.

    With `restartPolicy: Always`, the default of a Pod and the only choice of a Deployment, the
    kubelet restarts a container that ended with success just as one that failed: at once, then
    after pauses that double from 10 s to 5 min. Only a run of 10 min makes it forget them.

    Use a Job, or `restartPolicy: OnFailure` for a Pod; preparation belongs into an init container;
    let a service run in the foreground. Only commands that surely end are reported; nothing is said
    of a Job, which the API server does not take with this policy.
    """
    for container in pod.spec.all_containers:
        if container.sort not in ("app", "sidecar"):
            continue
        policy = container.restart_policy or pod.spec.effective_restart_policy
        refused = pod.owner.qualified_kind in ("Job", "CronJob") and not container.restart_policy
        if policy != "Always" or refused or not ends_soon(command_line(container)):
            continue
        yield Problem(
            f"the command of container {container.name} ends by itself and restartPolicy "
            "Always starts it again, after 10 s, 20 s and so on up to 5 min",
            at=container.program_at,
            key=True,
            why="CrashLoopBackOff although it succeeds.",
            help=f"{_advice(pod, container)}.",
        )


def _advice(pod: PodTarget, container: Container) -> str:
    if container.sort == "sidecar":
        return "remove its restartPolicy, or let it run on"
    if isinstance(pod.owner, Pod):
        return "set restartPolicy OnFailure, or use a Job"
    return f"use a Job instead of the {pod.owner.kind}, or an init container for preparation"
