"""A preStop hook that uses up the whole grace period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import Container, Fix, Place, Problem, Problems, SetValue, Severity, rule
from podlint.pods.commands.words import never_ends, program_name, simple_commands, sleep_seconds

if TYPE_CHECKING:
    from podlint.models.lifecycle import LifecycleHandler

_TIME_TO_STOP = 30
"""The default grace period in seconds."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="requests that fail during each rollout; last state Terminated with exit code 137",
    asks_for=("preStop",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: drain
              image: drain:2
              restartPolicy: Always
              lifecycle:
                preStop:
                  exec: {command: [sleep, "45"]}  # finding
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                preStop:
                  exec:
                    command: [sh, -c, sleep 25 && nginx -s quit; sleep 5]  # finding
                #   ^^^^^^^
            - name: proxy
              image: proxy:2
              lifecycle:
                preStop:
                  sleep:
                    seconds: 30  # finding
            - name: log
              image: log:2
              lifecycle:
                preStop:
                  exec:
                    command: [sh, -c, flush; tail -f /var/log/app]  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: drain
              image: drain:2
              restartPolicy: Always
              lifecycle:
                preStop:
                  exec: {command: [sleep, "45"]}
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                preStop:
                  exec:
                    command: [sh, -c, sleep 25 && nginx -s quit; sleep 5]
            - name: proxy
              image: proxy:2
              lifecycle:
                preStop:
                  sleep:
                    seconds: 30
            - name: log
              image: log:2
              lifecycle:
                preStop:
                  exec:
                    command: [sh, -c, flush; tail -f /var/log/app]
          terminationGracePeriodSeconds: 75
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          terminationGracePeriodSeconds: 90
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                preStop:
                  exec:
                    command: [sleep, 1m]
            - name: proxy
              image: proxy:2
              lifecycle:
                preStop:
                  sleep:
                    seconds: 60
        """,
)
def pre_stop_exceeds_grace_period(container: Container) -> Problems:
    """A `preStop` hook sleeps at least as long as the Pod's grace period.

    The [grace period](https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/)
    starts before the hook. If the hook uses the whole grace period, the kubelet kills the container
    two seconds later, and the program has no time to finish its work.

    The API server rejects a `sleep` action that is longer than the grace period, and `invalid-hook`
    reports such an action.

    Raise `terminationGracePeriodSeconds` (30 by default) to the time that the hook and the program
    need together, or sleep for less time.
    """
    pod, lifecycle = container.pod, container.lifecycle
    hook = lifecycle.pre_stop if lifecycle else None
    if pod is None or hook is None:
        return
    grace = pod.effective_termination_grace_period_seconds
    found = _sleep(hook)
    if not found or grace <= 0 or found[0] < grace or (hook.sleep and found[0] > grace):
        return
    seconds, at = found
    place = pod.at / "terminationGracePeriodSeconds"
    if seconds == float("inf"):
        yield Problem(
            f"`preStop` hook of container `{container}` never exits",
            at=at,
            key=True,
            why=f"The hook uses up the grace period of {grace}s, and the program is killed before "
            "it can finish its work.",
            help="Write a command that exits before the grace period is over, such as `sleep 5`.",
        )
        return
    enough = int(seconds) + _TIME_TO_STOP
    yield Problem(
        f"`preStop` hook of container `{container}` sleeps {seconds:g}s, which uses up the "
        f"{grace}s grace period",
        at=at,
        key=at.path[-1] == "command",
        fix=Fix(
            f"set `terminationGracePeriodSeconds` to {enough}",
            (SetValue(place.path, enough),),
            safe=False,
        ),
        why="After the hook, the program has at most two seconds to finish its work before it is "
        "killed.",
        help=f"Set the Pod's `terminationGracePeriodSeconds` to {enough}, or sleep for less time.",
    )


def _sleep(hook: LifecycleHandler) -> tuple[float, Place] | None:
    """The minimum time in seconds that a hook sleeps, and where it is written."""
    if hook.sleep and hook.sleep.seconds is not None:
        return hook.sleep.seconds, hook.sleep.at / "seconds"
    if hook.exec is None:
        return None
    if never_ends(hook.exec.command):
        return float("inf"), hook.exec.at / "command"
    commands = simple_commands(hook.exec.command) or ()
    sleeps = [sleep_seconds(command) or 0 for command in commands if _program(command) == "sleep"]
    return (sum(sleeps), hook.exec.at / "command") if sleeps else None


def _program(command: tuple[str, ...]) -> str:
    return program_name(command[0])
