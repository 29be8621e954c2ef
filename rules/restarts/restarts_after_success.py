"""A command that exits in a Pod that restarts it forever."""

from podlint.authoring import Container, Pod, PodTarget, Problem, Problems, Severity, rule
from podlint.pods.commands.words import command_line, ends_soon


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("`CrashLoopBackOff` with last state Completed and exit code 0; `BackOff` events"),
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
                - name: version
                  image: app:1.4
                  command: [/app]  # finding
                  args: [--version]
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
            - name: flag
              image: app:1.4
              command: [/app, --version, "2"]
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
    """The command of a container exits by itself, and the kubelet restarts the container forever.

    `restartPolicy: Always` is the default for Pods, and the only value that a Deployment allows.
    With this policy, the kubelet restarts a container even if it has succeeded. The first restart
    is immediate. Later restarts follow after 10s, 20s, 40s and so on, up to 5 minutes. This delay
    is reset only after the container has run for 10 minutes.

    podlint reports only commands that certainly exit. It does not report Jobs, because the API
    server rejects a Job with this policy.

    Use a Job, or `restartPolicy: OnFailure` for a Pod. Move setup commands to an init container.
    Run servers in the foreground.
    """
    for container in pod.spec.all_containers:
        if container.sort not in ("app", "sidecar"):
            continue
        policy = container.restart_policy or pod.spec.effective_restart_policy
        refused = pod.owner.qualified_kind in ("Job", "CronJob") and not container.restart_policy
        if policy != "Always" or refused or not ends_soon(command_line(container)):
            continue
        yield Problem(
            f"command of container `{container}` exits, and `restartPolicy: Always` restarts "
            "it forever",
            at=container.program_at,
            key=True,
            why="Although it succeeds, the container goes into CrashLoopBackOff: it is "
            "restarted after 10s, 20s and so on, up to 5min.",
            help=_advice(pod, container),
        )


def _advice(pod: PodTarget, container: Container) -> str:
    if container.sort == "sidecar":
        return "Remove the container's `restartPolicy`, or write a `command` that keeps running."
    if isinstance(pod.owner, Pod):
        return "Set `restartPolicy: OnFailure`, or use a Job."
    return f"Use a Job instead of the {pod.owner.kind}, or move the command to an init container."
