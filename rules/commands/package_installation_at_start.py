"""A container that installs packages whenever it starts."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.commands.packages import installation_in
from podlint.pods.commands.words import command_line


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="minutes until Ready after each restart; CrashLoopBackOff when a package server cannot "
    "be reached; another version of the program in every Pod",
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

    Every start takes its time and needs the server, its network and root. Each start may bring
    other versions, so two Pods of one Deployment can differ, and what runs is in no image that
    could be scanned or signed.

    Build an image that holds the packages. For one tool, there often is an image of it.
    """
    if container.sort == "ephemeral":
        return
    found = installation_in(command_line(container))
    if found:
        yield Problem(
            f"container {container.name} runs `{found}` at every start, which is slow, needs "
            "the network and may bring another version each time",
            at=container.words_at,
            key=True,
            help="Build an image that has it.",
        )
