"""A liveness probe that kills its container if another service fails."""

import re
from collections.abc import Sequence
from itertools import pairwise

from podlint.authoring import Container, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import shortened
from podlint.pods.commands.words import program_name, simple_commands

_OWN = pattern(
    r"localhost|127\.[\d.]+|0\.0\.0\.0|\[?::1\]?|.*[$`{<].*|.*(POD_IP|HOSTNAME).*|hostname.*|/.*|",
    re.IGNORECASE,
)
_URL = pattern(r"https?://(?:[^@/\s]*@)?(\[[^]]*\]|[^:/\s]+)")
_CLIENTS = frozenset(
    """
    mariadb mariadb-admin mongo mongosh mysql mysqladmin pg_isready psql rabbitmqadmin redis-cli
    """.split()
)
_HOST_OPTION = pattern(r"--?(?:h|host|hostname)(?:=(.+))?")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("livenessProbe",),
    symptom=(
        "restarts of all replicas at once while another service is down; "
        "`CrashLoopBackOff`, which makes the outage longer"
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
              livenessProbe:
                exec: {command: [wget, -q, --spider, "http://control-plane:15010/ready"]}  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                exec:
                  command: [pg_isready, -h, postgres.data.svc, -U, app]  # finding
            #     ^^^^^^^
            - name: worker
              image: app:1.4
              livenessProbe:
                exec:
                  command: [sh, -c, "pgrep worker && nc -z -w 5 redis 6379"]  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: db
              image: postgres:16
              livenessProbe:
                exec: {command: [pg_isready, -h, 127.0.0.1, -U, app]}
              readinessProbe:
                exec: {command: [pg_isready, -h, postgres.data.svc]}
            - name: cache
              image: redis:7
              livenessProbe:
                exec: {command: [sh, -c, "redis-cli -h $(hostname) ping"]}
            - name: app
              image: app:1.4
              livenessProbe:
                exec: {command: [curl, -f, "http://localhost:8080/live?url=http://other/"]}
            - name: address
              image: app:1.4
              livenessProbe:
                exec: {command: [sh, -c, "mysqladmin ping -h $MYSQL_HOST"]}
            - name: proxied
              image: app:1.4
              livenessProbe:
                exec: {command: [curl, -f, -x, "http://proxy:3128", "http://localhost:8080"]}
            - name: listens
              image: app:1.4
              livenessProbe:
                exec: {command: [nc, -z, -w, "5", localhost, "8080"]}
        """,
)
def liveness_depends_on_other_service(container: Container) -> Problems:
    """The command of a liveness probe connects to another host, such as a database.

    Restarting a container does not fix a failure elsewhere. While the other service is down, the
    kubelet kills every replica again and again. When the service is back, all replicas start at
    once. The readiness probe should check whether a Pod can currently handle requests, not the
    liveness probe.

    Check the container itself, at `localhost`, or move the check to the readiness probe.
    """
    probe = container.liveness_probe
    if probe is None or probe.exec is None:
        return
    for command in simple_commands(probe.exec.command) or ():
        host = _host(command)
        if host and not _OWN.fullmatch(host):
            yield Problem(
                f"liveness probe of container `{container}` depends on another host, "
                f"`{shortened(host, 40)}`",
                at=probe.exec.at / "command",
                key=True,
                why="While that host is down, the kubelet kills the container again and again.",
                help="Connect to `localhost` instead, or move this check to the `readinessProbe`.",
            )
            return


def _host(command: Sequence[str]) -> str | None:
    """The host that a command connects to, if it is a known client."""
    program, *arguments = command
    program = program_name(program)
    if program in ("curl", "wget"):
        hosts = [match[1] for word in arguments if (match := _URL.match(word))]
        return next((each for each in hosts if _OWN.fullmatch(each)), hosts[0] if hosts else None)
    if program in ("nc", "netcat", "ncat"):
        pairs = pairwise(word for word in arguments if not word.startswith("-"))
        return next((host for host, port in pairs if port.isdigit() and not host.isdigit()), None)
    if program in _CLIENTS:
        for position, word in enumerate(arguments[:-1]):
            if match := _HOST_OPTION.fullmatch(word):
                return match[1] or arguments[position + 1]
    return None
