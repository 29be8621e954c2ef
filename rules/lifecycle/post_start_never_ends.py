"""A postStart hook that keeps its container from ever being started."""

from collections.abc import Sequence

from podlint.authoring import Container, Problem, Problems, Severity, rule
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
"""Servers that stay in the foreground, with one of these words if there are any."""

_DAEMONS = {
    "gunicorn": ("-D", "--daemon"),
    "memcached": ("-d", "--daemon"),
    "mongod": ("--fork",),
    "redis-server": ("--daemonize",),
    "uwsgi": ("--daemonize", "-d"),
}
"""Servers that stay in the foreground without one of these words."""

_SCRIPTS = frozenset(("dev", "serve", "start"))
"""Scripts of npm and yarn that are servers as a rule."""

_ONLY_TELLS = frozenset(("--help", "--version", "-V", "-h", "-t", "-v"))


@rule(
    severity=Severity.ERROR,
    since="0.1",
    asks_for=("postStart",),
    symptom="ContainerCreating or PodInitializing for ever, of a sidecar Init:0/1, although the "
    "program runs; never Ready, and containers after it are not started",
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
    """A postStart hook runs a command that never ends.

    The kubelet waits for a
    [postStart](https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/) hook
    before it counts the container as running: its probes do not begin, and the containers after it
    are not started. Only commands are reported that surely run for ever: `sleep infinity`, `tail
    -f`, a loop without a way out, a server in the foreground.

    Run the program in a container of its own, a sidecar for example; or let the hook end.
    """
    hook = container.lifecycle.post_start if container.lifecycle else None
    if hook is None or hook.exec is None:
        return
    words = hook.exec.command
    endless = never_ends(words) or next(filter(_serves, simple_commands(words) or ()), None)
    if endless:
        shown = endless if isinstance(endless, str) else " ".join(endless)
        yield Problem(
            f"postStart of container {container.name} never ends (`{shown[:60]}`), and the "
            "kubelet waits for it",
            at=hook.exec.at / "command",
            key=True,
            why=f"The Pod stays in {_state(container)}.",
            help="Run this in a container of its own.",
        )


def _state(container: Container) -> str:
    """What kubectl shows of the Pod for as long as the hook runs."""
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
