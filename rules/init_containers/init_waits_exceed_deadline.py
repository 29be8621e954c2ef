"""Init containers that sleep longer than the deadline of the Pod."""

from podlint.authoring import Container, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.pods.commands.words import command_line, program_name, simple_commands, sleep_seconds


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="a Pod in phase Failed with reason `DeadlineExceeded` while it is in Init",
    asks_for=("activeDeadlineSeconds",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: import
        spec:
          restartPolicy: Never
          activeDeadlineSeconds: 60  # finding
          #                      ^^
          initContainers:
            - name: wait
              image: busybox:1.36
              command: [sh, -c, sleep 30 && echo ready]
            - name: settle
              image: busybox:1.36
              command: [sleep, 45s]
          containers:
            - name: import
              image: import:3
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: import
        spec:
          restartPolicy: Never
          activeDeadlineSeconds: 600
          initContainers:
            - name: wait
              image: busybox:1.36
              command: [sh, -c, "until nslookup db; do sleep 900; done"]
            - name: settle
              image: busybox:1.36
              command: [sleep, 45s]
            - name: proxy
              image: busybox:1.36
              restartPolicy: Always
              command: [sleep, 1h]
          containers:
            - name: import
              image: import:3
        """,
)
def init_waits_exceed_deadline(pod: PodTarget) -> Problems:
    """The init containers of a Pod sleep at least as long as its `activeDeadlineSeconds`.

    `activeDeadlineSeconds` is measured from the start of the Pod, not of the app, so it includes
    the time that the init containers take. After the deadline, the kubelet kills the containers and
    marks the Pod as failed. podlint adds up only sleeps that certainly happen.

    Raise `activeDeadlineSeconds`, or sleep for less time.
    """
    deadline = pod.spec.active_deadline_seconds
    if deadline is None:
        return
    inits = [each for each in pod.spec.init_containers if each.sort == "init"]
    waits = [(each, _sleep(each)) for each in inits]
    total = sum(seconds for _, seconds in waits)
    if total >= deadline > 0:
        yield Problem(
            f"init containers sleep {total:g}s, but the Pod's `activeDeadlineSeconds` is "
            f"{deadline}",
            at=pod.at / "activeDeadlineSeconds",
            related=tuple(
                Related(f"init container `{each}` sleeps {seconds:g}s", each.at / "command")
                for each, seconds in waits
                if seconds
            ),
            why="The Pod fails with `DeadlineExceeded` before the app starts.",
            help=f"Set `activeDeadlineSeconds` to {total:g} plus the time that the app needs, or "
            "sleep for less time.",
        )


def _sleep(container: Container) -> float:
    """The time in seconds that the command of a container certainly sleeps."""
    commands = simple_commands(command_line(container)) or ()
    sleeps = (each for each in commands if program_name(each[0]) == "sleep")
    return sum(sleep_seconds(each) or 0 for each in sleeps)
