"""A postStart hook that sleeps."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, RuleOptions, Severity, rule
from podlint.pods.commands.words import program_name, simple_commands, sleep_seconds


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(
        30, description="Report hooks that sleep for at least this number of seconds."
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("postStart",),
    symptom=(
        "`ContainerCreating` or `PodInitializing` although the program runs; delayed starts and "
        "restarts"
    ),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              lifecycle:
                postStart:
                  sleep: {seconds: 30}  # finding
                # ^^^^^
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "sleep 1m; warm-up"]}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {port: 15021}
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "sleep 5; warm-up"]}
                preStop:
                  exec: {command: [sleep, "15"]}
        """,
)
def slow_post_start(container: Container, options: Options) -> Problems:
    """A `postStart` hook sleeps for half a minute or longer.

    Until the hook has finished, the kubelet does not consider the container running. The probes of
    the container do not run, the containers listed after it are not started, and `kubectl get`
    shows `ContainerCreating`. This also happens at each restart, even if the program starts much
    faster.

    To make other containers wait until this container responds, use a `startupProbe`, which passes
    as soon as the program responds.
    """
    hook = container.lifecycle.post_start if container.lifecycle else None
    if hook is None:
        return
    seconds = float(hook.sleep.seconds or 0) if hook.sleep else 0
    if hook.exec:
        commands = simple_commands(hook.exec.command) or ()
        sleeps = (each for each in commands if program_name(each[0]) == "sleep")
        seconds = sum(sleep_seconds(each) or 0 for each in sleeps)
    action = hook.sleep or hook.exec
    if action and options.seconds <= seconds < float("inf"):
        yield Problem(
            f"`postStart` hook of container `{container}` sleeps {seconds:g}s at each start",
            at=action.at,
            key=True,
            why="Until the hook has finished, the probes do not run and the Pod shows "
            "`ContainerCreating` or `PodInitializing`.",
            help="Remove the `sleep`. To wait until the program responds, use a `startupProbe`.",
        )
