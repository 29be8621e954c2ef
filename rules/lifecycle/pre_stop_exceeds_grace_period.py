"""A preStop hook that takes all the time there is for stopping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import Container, Fix, Place, Problem, Problems, SetValue, Severity, rule
from podlint.pods.commands.words import never_ends, program_name, simple_commands, sleep_seconds

if TYPE_CHECKING:
    from podlint.models.lifecycle import LifecycleHandler

_TIME_TO_STOP = 30
"""Seconds that Kubernetes leaves a container by default."""


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="requests that break off at every rollout; last state Terminated with exit code 137",
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
    """A preStop hook sleeps for as long as the Pod has to stop, or longer.

    The [grace period](https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/)
    begins before the hook. When the hook has used it up, the container is killed two seconds later:
    the program has no time to finish what it is doing.

    Raise `terminationGracePeriodSeconds` (30 by default) to the time of the hook and that of the
    program together, or sleep shorter. A `sleep` action that is longer than the grace period is
    refused by the API server, which is reported as such.
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
            "preStop never ends",
            at=at,
            key=True,
            why=f"After {grace} s the program is killed before it can finish.",
            help="Write a command that ends by itself.",
        )
        return
    enough = int(seconds) + _TIME_TO_STOP
    yield Problem(
        f"preStop sleeps {seconds:g} s and the Pod has {grace} s to stop",
        at=at,
        key=at.path[-1] == "command",
        fix=Fix(
            f"set terminationGracePeriodSeconds to {enough}",
            (SetValue(place.path, enough),),
            safe=False,
        ),
        why="The program is killed before it can finish.",
        help=f"Sleep shorter, or raise terminationGracePeriodSeconds to {enough}.",
    )


def _sleep(hook: LifecycleHandler) -> tuple[float, Place] | None:
    """How long a hook sleeps at least, in seconds, and where that is written."""
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
