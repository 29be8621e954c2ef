"""A Pod whose only container does no work."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line
from podlint.models.workloads import RUN_TO_COMPLETION
from podlint.pods.commands.words import command_line, program_name, simple_commands, sleep_seconds

_A_DAY = 86_400


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="the Pod is Running and Ready, its log is empty, and it reserves its requested "
    "resources forever",
    asks_for=("command", "args"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: tools
        spec:
          containers:
            - name: tools
              image: tools:3
              command: [sleep, infinity]  # finding
           #  ^^^^^^^
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: tools
        spec:
          selector:
            matchLabels: {app: tools}
          template:
            metadata:
              labels: {app: tools}
            spec:
              containers:
                - name: tools
                  image: ubuntu:24.04
                  args: [tail, -f, /dev/null]  # finding
        """,
    ),
    good=(
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: prepare
        spec:
          selector:
            matchLabels: {app: prepare}
          template:
            metadata:
              labels: {app: prepare}
            spec:
              initContainers:
                - name: prepare
                  image: prepare:2
              containers:
                - name: pause
                  image: busybox:1.36
                  command: [sleep, infinity]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: work
        spec:
          containers:
            - name: work
              image: work:2
              command: [sh, -c, "work; sleep infinity"]
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: wait
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: wait
                  image: busybox:1.36
                  command: [sleep, infinity]
        """,
    ),
)
def idle_container(pod: PodTarget) -> Problems:
    """A Pod's only container sleeps and does no work.

    Such a Pod exists only for `kubectl exec`, and is usually left over from debugging. It reserves
    the resources that it requests, and its image is not updated. Anyone who can run `kubectl exec`
    in it has the permissions of its service account.

    podlint does not report Jobs here; see `job-never-completes` instead.

    Delete the workload. To debug, use `kubectl debug` or `kubectl run --rm -it`, which clean up
    after themselves.
    """
    spec = pod.spec
    if (
        len(spec.containers) != 1
        or spec.init_containers
        or pod.owner.qualified_kind in RUN_TO_COMPLETION
    ):
        return
    (container,) = spec.containers
    commands = simple_commands(command_line(container)) or ()
    if commands and all(_is_idle(each) for each in commands):
        words = " ".join(commands[-1])
        yield Problem(
            f"container `{container}` does no work: it only runs `{one_line(words, 40)}`",
            at=container.program_at,
            key=True,
            why="The Pod reserves its requested resources. Anyone who can run `kubectl exec` in it "
            "has the permissions of its service account.",
            help="Delete the workload. To debug, use `kubectl debug` or `kubectl run --rm -it`.",
        )


def _is_idle(command: tuple[str, ...]) -> bool:
    program = program_name(command[0])
    if program == "sleep":
        return (sleep_seconds(command) or 0) >= _A_DAY
    return program == "tail" and "/dev/null" in command
