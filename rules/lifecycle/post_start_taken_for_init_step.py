"""A postStart hook that prepares something that its program needs at startup."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line
from podlint.pods.commands.words import command_line, never_ends, shell_script

_WORK = (
    (
        "installs packages",
        re.compile(
            r"\b(?:apt|apt-get|yum|dnf|microdnf)\s+(?:-\S+\s+)*install\b|\bapk\s+(?:-\S+\s+)*add\b"
            r"|\b(?:pip3?|gem|npm)\s+(?:install|ci)\b"
        ),
    ),
    (
        "migrates a database",
        re.compile(
            r"\bmanage\.py\s+migrate\b|\b(?:rake|rails|sequelize)\s+db:migrate\b|\bartisan\s+migrate\b"
            r"|\bflyway\b.*\bmigrate\b|\bliquibase\b.*\bupdate\b|\balembic\s+upgrade\b"
            r"|\b(?:prisma|knex)\s+migrate\b|\bgoose\b.*\bup\b"
        ),
    ),
    (
        "fetches files",
        re.compile(
            r"\bgit\s+clone\b|\baws\s+s3\s+(?:cp|sync)\b|\bgsutil\s+(?:-m\s+)?(?:cp|rsync)\b"
        ),
    ),
    (
        "waits for another service",
        re.compile(
            r"\b(?:until|while\s+!)\s+"
            r"(?:(?:nc|nslookup|getent)\b|(?:pg_isready|mysqladmin|redis-cli)\b(?=[^;]*\s(?:-h|--host)))"
            r"(?![^;]*(?:localhost|127\.0\.0\.1|\$|\[::1\]))[^;]*\s[\w-]*[a-z][\w.-]*"
        ),
    ),
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("postStart",),
    symptom=(
        "a program that sometimes fails at startup with `command not found`, `no such table` or "
        "`file not found`; `ContainerCreating` until the hook has finished"
    ),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                postStart:
                  exec:
                    command: [sh, -c, "apt-get update && apt-get install -y curl"]  # finding
              #     ^^^^^^^
            - name: shop
              image: shop:1
              lifecycle:
                postStart:
                  exec: {command: [python, manage.py, migrate]}  # finding
            - name: site
              image: nginx:1.27
              lifecycle:
                postStart:
                  exec:
                    command:  # finding
                      - bash
                      - -c
                      - git clone https://example.com/site.git /usr/share/nginx/html
            - name: api
              image: api:1
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "until nc -z pg 5432; do sleep 1; done"]}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: migrate
              image: app:1.4
              command: [python, manage.py, migrate]
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              lifecycle:
                postStart:
                  exec: {command: [pilot-agent, wait]}
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done; warm-up"]}
            - name: cache
              image: redis:7
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "until redis-cli ping; do sleep 1; done"]}
            - name: db
              image: postgres:16
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "until pg_isready -U shop; do sleep 1; done; psql -f x"]}
                preStop:
                  exec: {command: [sh, -c, "git push"]}
            - name: log
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "echo started >> /tmp/log"]}
            - name: workbench
              image: ubuntu:24.04
              command: [sleep, infinity]
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "apt-get update; apt-get install -y vim"]}
        """,
)
def post_start_taken_for_init_step(container: Container) -> Problems:
    """A `postStart` hook prepares something that the program needs before it starts.

    The hook runs at the same time as the entry point, [in no defined
    order](https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/). The program
    may start before packages are installed, tables exist, files are downloaded or a database
    responds. The hook also repeats this work at each restart of the container.

    Use an init container, which exits before the program starts. Install packages when the image is
    built.
    """
    hook = container.lifecycle.post_start if container.lifecycle else None
    if hook is None or hook.exec is None:
        return
    text = shell_script(hook.exec.command) or " ".join(hook.exec.command)
    for work, pattern in _WORK:
        if found := pattern.search(text):
            advice = (
                "Install the packages when the image is built."
                if "packages" in work
                else "Move this command to an init container, which exits before the program "
                "starts."
            )
            if never_ends(command_line(container)):
                return
            yield Problem(
                f"`postStart` hook of container `{container}` {work} (`{one_line(found[0], 36)}`)",
                at=hook.exec.at / "command",
                key=True,
                why="The hook runs at the same time as the program, which may start before the "
                "hook has finished.",
                help=advice,
            )
            return
