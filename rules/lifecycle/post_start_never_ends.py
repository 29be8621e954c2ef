"""A postStart hook that never exits, so its container is never considered running."""

from collections.abc import Sequence

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line
from podlint.pods.commands.words import never_ends, program_name, simple_commands

_SERVES: dict[str, tuple[str, ...]] = {
    "apache2": ("-DFOREGROUND", "FOREGROUND"),
    "apachectl": ("-DFOREGROUND", "FOREGROUND"),
    "cron": ("-f",),
    "crond": ("-f",),
    "flask": ("run",),
    "httpd": ("-DFOREGROUND", "FOREGROUND"),
    "httpd-foreground": (),
    "nginx": ("daemon off;", "daemon off"),
    "php-fpm": ("-F", "--nodaemonize"),
    "python": ("http.server", "runserver"),
    "python3": ("http.server", "runserver"),
    "sshd": ("-D",),
    "supervisord": ("-n", "--nodaemon"),
    "uvicorn": (),
}
"""Servers that stay in the foreground, if one of these words is given, or always if none is."""

_DAEMONS = {
    "gunicorn": ("-D", "--daemon"),
    "memcached": ("-d", "--daemon"),
    "mongod": ("--fork",),
    "redis-server": ("--daemonize",),
    "uwsgi": ("--daemonize", "-d"),
}
"""Servers that stay in the foreground unless one of these words is given."""

_SCRIPTS = frozenset(("dev", "serve", "start"))
"""Scripts of npm and yarn that are usually servers."""

_ONLY_TELLS = frozenset(("--help", "--version", "-V", "-h", "-t", "-v"))


@rule(
    severity=Severity.ERROR,
    since="0.1",
    asks_for=("postStart",),
    symptom=(
        "`ContainerCreating` or `PodInitializing` forever, or `Init:0/1` for a sidecar, although "
        "the program runs; the Pod is never Ready, and later containers are not started"
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
                  exec: {command: [tail, -f, /dev/null]}  # finding
          containers:
            - name: app
              image: app:1.4
              lifecycle:
                postStart:
                  exec:
                    command: [sh, -c, "mkdir -p /run/ssh && /usr/sbin/sshd -D"]  # finding
              #     ^^^^^^^
            - name: watcher
              image: watcher:1
              lifecycle:
                postStart:
                  exec:
                    command: [sh, -c, "while true; do sync-files; sleep 60; done"]  # finding
            - name: cache
              image: cache:1
              lifecycle:
                postStart:
                  exec: {command: [redis-server]}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              command: [sleep, infinity]
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "nohup sync-files >/dev/null 2>&1 &"]}
            - name: ssh
              image: ssh:1
              lifecycle:
                postStart:
                  exec: {command: [/usr/sbin/sshd]}
            - name: daemon
              image: cache:1
              lifecycle:
                postStart:
                  exec: {command: [redis-server, --daemonize, "yes"]}
            - name: waits
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done"]}
            - name: packages
              image: node:22
              command: [node, app.js]
              lifecycle:
                postStart:
                  exec: {command: [npm, install, --omit, dev]}
            - name: follows
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "tail -f /var/log/app.log | grep -q started"]}
            - name: version
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [uvicorn, --version]}
            - name: otherwise
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "prepare || sleep infinity"]}
            - name: limited
              image: app:1.4
              lifecycle:
                postStart:
                  exec: {command: [timeout, "30", sh, -c, "while true; do sync-files; done"]}
        """,
)
def post_start_never_ends(container: Container) -> Problems:
    """A `postStart` hook runs a command that never exits.

    The kubelet does not consider a container running until its
    [postStart](https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/) hook has
    exited. Until then, the container's probes do not run, and the kubelet does not start the
    containers listed after it. podlint reports only commands that certainly run forever: `sleep
    infinity`, `tail -f`, an endless loop or a server in the foreground.

    Run the program in its own container, such as a sidecar, or let the hook exit.
    """
    hook = container.lifecycle.post_start if container.lifecycle else None
    if hook is None or hook.exec is None:
        return
    words = hook.exec.command
    endless = never_ends(words) or next(filter(_serves, simple_commands(words) or ()), None)
    if endless:
        text = endless if isinstance(endless, str) else " ".join(endless)
        first, more, _ = text.partition(";")
        shown = one_line(first, 36) + ("..." if more else "")
        yield Problem(
            f"`postStart` hook of container `{container}` never exits: it runs `{shown}`",
            at=hook.exec.at / "command",
            key=True,
            why="The kubelet does not consider the container running until the hook exits. The Pod "
            f"stays in `{_state(container)}`.",
            help="Run this program in its own container, such as a sidecar, or write a hook that "
            "exits.",
        )


def _state(container: Container) -> str:
    """The state that kubectl shows for the Pod while the hook runs."""
    inits = container.pod.init_containers if container.pod else []
    if container.is_sidecar:
        return f"Init:{inits.index(container) if container in inits else 0}/{len(inits) or 1}"
    return "PodInitializing" if inits else "ContainerCreating"


def _serves(command: Sequence[str]) -> bool:
    """Whether a command is a server that stays in the foreground."""
    program, *words = program_name(command[0]), *command[1:]
    if any(word in _ONLY_TELLS for word in words):
        return False
    if program in ("npm", "yarn"):
        script = [word for word in words if not word.startswith("-") and word != "run"]
        return bool(script) and script[0] in _SCRIPTS
    if program in _DAEMONS:
        return not any(word.startswith(_DAEMONS[program]) for word in words)
    needed = _SERVES.get(program)
    return needed is not None and (not needed or any(word in needed for word in words))
