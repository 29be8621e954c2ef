"""A container that installs packages each time it starts."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line
from podlint.pods.commands.packages import installation_in
from podlint.pods.commands.words import command_line


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "minutes until Ready after each restart; `CrashLoopBackOff` when a "
        "package server is unreachable; a different version of the program in "
        "every Pod"
    ),
    asks_for=("command", "args"),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch
              image: alpine:3.20
              command: [sh, -c, "apk add --no-cache curl && curl -o /x http://a/x"]  # finding
           #  ^^^^^^^
          containers:
            - name: app
              image: python:3.12
              command: [bash, -ec]
              args:  # finding
                - |
                  pip install -r requirements.txt
                  exec python app.py
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
                      image: ubuntu:24.04
                      command: [sh, -c, "curl -fsSL https://example.com/get.sh | sh"]  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              command: [sh, -c, "echo apt-get install is for Dockerfiles && exec app"]
            - name: other
              image: app:1.4
              command: [app, install]
        """,
)
def package_installation_at_start(container: Container) -> Problems:
    """A container installs software from a package server when it starts.

    Each start takes longer. It needs the package server, a network connection and root permissions.
    Each start may install different versions, so two Pods of one Deployment can differ. The
    installed software is not part of an image, so it cannot be scanned or signed.

    Build an image that contains the packages. If you need only one tool, an image with this tool
    often exists already.
    """
    if container.sort == "ephemeral":
        return
    found = installation_in(command_line(container))
    if found:
        yield Problem(
            f"container `{container}` installs software at every start: `{one_line(found, 36)}`",
            at=container.words_at,
            key=True,
            why="Each start is slow, needs the network, and may install a different version.",
            help="Build an image that contains the software, and remove the installation from the "
            "command.",
        )
