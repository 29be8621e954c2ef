"""A postStart hook that prepares what its program needs from the first moment."""

import re

from podlint.authoring import Container, Problem, Problems, Severity, rule
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
    symptom="the program fails now and then at its start: command not found, no such table, "
    "file not found; ContainerCreating until the hook is done",
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
    """A postStart hook does what has to be done before the program starts.

    The hook runs beside the entry point, [without any
    order](https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/): the program
    may be up before packages are installed, tables are there, files have come or a database
    answers. And all of it is done again after each restart of the container.

    Do it in an init container, which ends before the program starts; install packages when the
    image is built.
    """
    hook = container.lifecycle.post_start if container.lifecycle else None
    if hook is None or hook.exec is None:
        return
    text = shell_script(hook.exec.command) or " ".join(hook.exec.command)
    for work, pattern in _WORK:
        if found := pattern.search(text):
            place = "when the image is built" if "packages" in work else "in an init container"
            if never_ends(command_line(container)):
                return
            yield Problem(
                f"postStart of container {container.name} {work} (`{found[0][:50].strip()}`) "
                "while the program already runs beside it",
                at=hook.exec.at / "command",
                key=True,
                help=f"Do that {place}.",
            )
            return
