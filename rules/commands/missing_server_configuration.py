"""A server without the configuration file that it needs to start."""

from podlint.authoring import Container, Problem, Problems, Severity, VolumeMount, rule
from podlint.document.shortening import shortened
from podlint.pods.images.facts import Configuration
from podlint.pods.images.needs import needs_of, runs_own_server
from podlint.pods.volumes.mounts import normal_path


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`CrashLoopBackOff`; the log says that the configuration file cannot be read",
    asks_for=("image",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: proxy
              image: haproxy:3.2-alpine  # finding
              #      ^^^^^^^^^^^^^^^^^^
            - name: metrics
              image: prom/prometheus:v3.5.0
              args: [--web.enable-lifecycle, --storage.tsdb.retention.time=7d]  # finding
              volumeMounts:
                - {name: samples, mountPath: /prometheus}
          volumes:
            - name: samples
              emptyDir: {}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: proxy
              image: haproxy:3.2-alpine
              volumeMounts:
                - {name: proxy, mountPath: /usr/local/etc/haproxy}
            - name: file
              image: haproxy:3.2
              volumeMounts:
                - name: proxy
                  mountPath: /usr/local/etc/haproxy/haproxy.cfg
                  subPath: haproxy.cfg
            - name: told
              image: haproxy:3.2
              args: [haproxy, -f, /etc/proxy.cfg]
            - name: defaults
              image: prom/prometheus:v3.5.0
            - name: metrics
              image: prom/prometheus:v3.5.0
              args: [--config.file=/etc/prometheus/prometheus.yml, --web.enable-lifecycle]
            - name: alerts
              image: quay.io/prometheus/alertmanager:v0.28.1
              args: [--config.file, /etc/alertmanager.yml]
            - name: written-by-another
              image: quay.io/prometheus/prometheus:v3.5.0
              args: [--web.enable-lifecycle]
              volumeMounts: [{name: shared, mountPath: /prometheus}]
            - name: writer
              image: app:1.4
              volumeMounts: [{name: shared, mountPath: /shared}]
            - name: own-image
              image: registry.example.com/haproxy:3.2
            - name: own-program
              image: haproxy:3.2
              command: [/scripts/run]
          volumes:
            - name: shared
              emptyDir: {}
            - name: proxy
              configMap: {name: proxy}
        """,
)
def missing_server_configuration(container: Container) -> Problems:
    """A server does not start, because its image has no configuration file.

    The image of HAProxy contains no configuration file. The images of Prometheus and Alertmanager
    contain a configuration file, and name it in their default arguments. `args` replaces all
    default arguments. Without `--config.file`, the programs look for a file in their data
    directory.

    podlint does not report containers that mount a file or a directory at the path, or whose
    arguments name another file.

    Mount the configuration file, or name it in `args`.
    """
    needs = needs_of(container.image or "")
    fact = needs.one(Configuration) if needs else None
    if needs is None or fact is None or not runs_own_server(container, needs):
        return
    if container.sort == "ephemeral" or any(
        _covers(each, fact.path) and not _is_empty(container, each)
        for each in container.volume_mounts
    ):
        return
    name = shortened(container.name or "", 30)
    if not fact.in_image and not container.args:
        yield Problem(
            f"container `{name}` has no `{fact.path}`, which {needs.name} needs to start",
            at=container.at / "image",
            part="name",
            why="The image contains no configuration file, so the server exits immediately.",
            help=f"Mount a configuration file at `{fact.path}`.",
        )
    elif fact.in_image and container.args and not _names_file(container, fact.option):
        yield Problem(
            f"`args` of container `{name}` replaces the image's own `{fact.option}`",
            at=container.at / "args",
            why=f"Without this option, the program looks for `{fact.path}`, which the image does "
            "not have, and exits.",
            help=f"Add `{fact.option}=FILE` to `args`.",
        )


def _names_file(container: Container, option: str) -> bool:
    return any(word.lstrip("-").startswith(option.lstrip("-")) for word in container.args)


def _covers(mount: VolumeMount, file: str) -> bool:
    path = normal_path(mount.mount_path or "/")
    return file == path or file.startswith(f"{path.rstrip('/')}/")


def _is_empty(container: Container, mount: VolumeMount) -> bool:
    """Whether a mount is an `emptyDir` that no other container of the Pod can fill."""
    if container.pod is None:
        return False
    volume = next((each for each in container.pod.volumes if each.name == mount.name), None)
    return bool(volume and volume.empty_dir) and not any(
        other.name == mount.name
        for each in container.pod.all_containers
        if each is not container
        for other in each.volume_mounts
    )
