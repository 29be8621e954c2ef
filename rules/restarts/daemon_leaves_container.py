"""A command that starts a program in the background and exits."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import one_line
from podlint.pods.commands.daemons import leaves_in_background
from podlint.pods.commands.words import command_line
from podlint.pods.images.families import family_of
from podlint.pods.images.reference import parse_image


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`CrashLoopBackOff` with last state Completed and exit code 0; each run lasts only a few "
        "seconds"
    ),
    asks_for=("command", "args"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: cache
              image: tools:3
              restartPolicy: Always
              command: [redis-server, --daemonize, "yes"]  # finding
          containers:
            - name: web
              image: nginx:1.27
              command: [sh, -c, "envsubst < /in > /etc/nginx/conf.d/a.conf && nginx"]  # finding
           #  ^^^^^^^
            - name: app
              image: app:1.4
              command: [sh, -c]
              args: ["serve --port=8080 &"]  # finding
            - name: cron
              image: app:1.4
              command: [cron]  # finding
        """,
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: old
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: old
                  image: old:1
                  command: [bash, -c, "prepare; service apache2 start"]  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: prepare
              image: tools:3
              command: [sh, -c, "prepare &"]
          containers:
            - name: web
              image: nginx:1.27
              command: [nginx, -g, daemon off;]
            - name: configured
              image: nginx:1.27
              command: [nginx]
              volumeMounts: [{name: settings, mountPath: /etc/nginx}]
            - name: own
              image: registry.example.com/web:3
              command: [nginx]
            - name: app
              image: app:1.4
              command: [sh, -c, "serve & wait"]
            - name: follow
              image: app:1.4
              command: [sh, -c, "service cron start && tail -f /var/log/cron"]
            - name: cron
              image: app:1.4
              command: [crond, -f]
            - name: ssh
              image: app:1.4
              command: [/usr/sbin/sshd, -D]
          volumes:
            - name: settings
              configMap: {name: settings}
        """,
)
def daemon_leaves_container(container: Container) -> Problems:
    """The command of a container starts its program in the background and exits.

    A container stops when its main process exits. All its other processes are killed, including the
    daemon. The kubelet then restarts the container. A Job completes before the daemon has done its
    work.

    Run the program in the foreground: remove the `&`, or use `nginx -g "daemon off;"`, `crond -f`,
    `apachectl -D FOREGROUND` or `catalina.sh run`.
    """
    if container.sort not in ("app", "sidecar"):
        return
    found = leaves_in_background(
        command_line(container), ("nginx",) if _is_nginx(container) else ()
    )
    if found:
        advice = (
            "Remove the `&`, or end the command with `wait`."
            if found.endswith("&")
            else "Run the program in the foreground: remove options such as `--daemonize`, or use "
            '`nginx -g "daemon off;"`, `cron -f` or `apachectl -D FOREGROUND`.'
        )
        yield Problem(
            f"container `{container}` exits after starting `{one_line(found, 36)}` in the "
            "background",
            at=container.words_at,
            key=True,
            why="A container stops when its main process exits. It then goes into "
            "CrashLoopBackOff with exit code 0, or its Job completes immediately.",
            help=advice,
        )


def _is_nginx(container: Container) -> bool:
    """Whether the image is the official one and keeps its own configuration."""
    image = container.image or ""
    reference = parse_image(image)
    if reference is None or reference.path.rpartition("/")[2] != "nginx" or not family_of(image):
        return False
    return not any(
        (each.mount_path or "").rstrip("/") in ("/etc/nginx", "/etc/nginx/nginx.conf")
        for each in container.volume_mounts
    )
