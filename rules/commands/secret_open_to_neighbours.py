"""A secret of one container that others can read through the process namespace."""

from collections.abc import Iterator

from podlint.authoring import (
    Container,
    Place,
    PodSpec,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`kubectl exec` into another container of the Pod, then `cat "
        "/proc/*/environ` or `ls /proc/*/root`, shows the secret"
    ),
    asks_for=("shareProcessNamespace",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          shareProcessNamespace: true
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              envFrom:
                - secretRef: {name: proxy}  # finding
                # ^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
              env:
                - name: PASSWORD
                  valueFrom:
                    secretKeyRef: {name: app, key: password}  # finding
            - name: reload
              image: reload:2
              volumeMounts:
                - name: key  # finding
                  mountPath: /key
          volumes:
            - name: key
              secret: {secretName: key}
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          shareProcessNamespace: true
          initContainers:
            - name: fetch
              image: fetch:2
              envFrom:
                - secretRef: {name: fetch}
          containers:
            - name: app
              image: app:1.4
              env:
                - name: PASSWORD
                  valueFrom:
                    secretKeyRef: {name: app, key: password}
            - name: worker
              image: app:1.4
              envFrom:
                - secretRef: {name: app}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - secretRef: {name: app}
            - name: reload
              image: reload:2
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          shareProcessNamespace: true
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - secretRef: {name: app}
        """,
    ),
)
def secret_open_to_neighbours(pod: PodTarget) -> Problems:
    """A container uses a Secret that other containers of the Pod can read.

    With `shareProcessNamespace: true`, a container that runs as the same user or as root can read
    the environment of the other containers in `/proc/PID/environ` and their files below
    `/proc/PID/root`. A Secret that is mounted in only one container is then not protected. Debug
    containers and third-party sidecars can also read the Secret.

    podlint does not report a Secret that all containers use anyway. It also does not report Secrets
    of init containers, because these exit before the app containers start.

    Remove `shareProcessNamespace`. If you need it, run the containers as different users and drop
    all capabilities.
    """
    spec = pod.spec
    if not spec.share_process_namespace:
        return
    running = [*spec.init_containers, *spec.containers]
    held = [(each, dict(_secrets(each, spec))) for each in running if each.sort != "init"]
    for container, secrets in held:
        for name, place in secrets.items():
            others = [each for each, theirs in held if name not in theirs]
            if others:
                yield Problem(
                    f"Secret `{name}` of container `{container}` may be readable by container "
                    f"`{others[0]}` through `/proc`",
                    at=place,
                    key=True,
                    related=(
                        Related("process namespace shared here", spec.at / "shareProcessNamespace"),
                    ),
                    why="With a shared process namespace, a container that runs as the same user "
                    "or as root can read the environment and files of the other containers.",
                    help="Remove `shareProcessNamespace: true`, or set a different "
                    "`securityContext.runAsUser` in each container and drop all capabilities.",
                )


def _secrets(container: Container, pod: PodSpec) -> Iterator[tuple[str, Place]]:
    """The names of the Secrets that a container uses, each with the place of the reference."""
    for mount in container.volume_mounts:
        volume = next((each for each in pod.volumes if each.name == mount.name), None)
        if volume and volume.secret and volume.secret.secret_name:
            yield volume.secret.secret_name, mount.at / "name"
    for source in container.env_from:
        if source.secret_ref and source.secret_ref.name:
            yield source.secret_ref.name, source.secret_ref.at
    for variable in container.env:
        secret = variable.value_from and variable.value_from.secret_key_ref
        if secret and secret.name:
            yield secret.name, secret.at
