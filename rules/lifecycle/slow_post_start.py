"""A postStart hook that sleeps."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, RuleOptions, Severity, rule
from podlint.pods.commands.words import program_name, simple_commands, sleep_seconds


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(30, description="The time from which on to report a sleep.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("postStart",),
    symptom="ContainerCreating or PodInitializing although the program runs; every start and "
    "restart takes longer",
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
    """A postStart hook sleeps for half a minute or longer.

    Until the hook is done the container does not count as running: its probes do not begin, the
    containers after it are not started, and `kubectl get` shows ContainerCreating. It is so at each
    restart, too, however fast the program is up.

    To let others wait until the container is up use a `startupProbe`, which ends as soon as it is.
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
            f"postStart keeps container {container.name} from running for {seconds:g} s at "
            "each start",
            at=action.at,
            key=True,
            help="To wait until the program is up use a startupProbe instead.",
        )
