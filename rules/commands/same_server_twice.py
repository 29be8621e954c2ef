"""Two containers of a Pod whose servers use the same port."""

from podlint.authoring import (
    Container,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    pattern,
    rule,
)
from podlint.pods.images.families import serves

_SETTINGS = pattern(r"^/etc|conf|/opt|/usr/local(?!/tomcat/webapps|/apache2/htdocs)")
_MOVES_PORT = pattern(r"PORT|LISTEN|ADDR|_URL$|CONFIG")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("one container in `CrashLoopBackOff`, whose log says `address already in use`"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: first
              image: nginx:1.27
            - name: second
              image: nginx:1.27  # finding
              #      ^^^^^^^^^^
            - name: third
              image: httpd:2.4  # finding
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: cache
                  image: redis:7.4
                  restartPolicy: Always
                  args: [--save, "60", "1"]
                - name: store
                  image: valkey/valkey:8
                  restartPolicy: Always
              containers:
                - name: app
                  image: app:1.4
                - name: queue
                  image: mirror.gcr.io/library/redis:7.4  # finding
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: check
              image: nginx:1.27
              args: [nginx, -t]
          containers:
            - name: web
              image: nginx:1.27
            - name: configured
              image: nginx:1.27
              volumeMounts:
                - name: settings
                  mountPath: /etc/nginx/conf.d
            - name: elsewhere
              image: httpd:2.4
              ports:
                - containerPort: 8080
            - name: told
              image: nginxinc/nginx-unprivileged:1.27
              env: [{name: NGINX_PORT, value: "8080"}]
            - name: blog
              image: wordpress:6-php8.3-fpm-alpine
            - name: app
              image: app:1.4
            - name: app-too
              image: app:1.4
          volumes:
            - name: settings
              configMap: {name: settings}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: listed
        spec:
          containers:
            - name: first
              image: nginx:1.27
              ports: [{containerPort: 80}]
            - name: second
              image: app:1.4
              ports: [{containerPort: 80}]
        """,
    ),
)
def same_server_twice(pod: PodTarget) -> Problems:
    """Two containers of a Pod run servers that listen on the same port by default.

    The containers of a Pod share a network namespace. The second server finds its port in use,
    exits, and is restarted again and again.

    podlint knows the default ports of well-known images. It does not report containers whose
    arguments, environment variables or mounted settings may change the port. For ports that both
    containers list in `ports`, see `container-port-collision`.

    Configure one server to listen on a different port, or set `command` if the container should run
    a different program. To run several copies of a server, set `replicas`.
    """
    found: dict[int, Container] = {}
    for container in (*pod.spec.init_containers, *pod.spec.containers):
        port = _default_port(container) if container.sort in ("sidecar", "app") else None
        if port is None:
            continue
        first = found.setdefault(port, container)
        if first is container or (first.ports and container.ports):
            continue
        yield Problem(
            f"containers `{first}` and `{container}` both listen on port {port} by default",
            at=container.at / "image",
            part="name",
            related=(Related(f"container `{first}` listens on port {port}", first.at / "image"),),
            why="The containers of a Pod share a network namespace, so the second server finds the "
            "port in use and exits.",
            help="Configure one server to listen on a different port, or set its `command` to a "
            "different program.",
        )


def _default_port(container: Container) -> int | None:
    """The port that the image's server listens on, if nothing in the container may change it."""
    family = serves(container)
    if family is None or container.args or container.env_from:
        return None
    if any(_SETTINGS.search(each.mount_path or "") for each in container.volume_mounts):
        return None
    if any(_MOVES_PORT.search(each.name or "") for each in container.env):
        return None
    listed = {each.container_port for each in container.ports}
    return family.port if not listed or family.port in listed else None
