"""Two containers with the same image, one of them without a command."""

from podlint.authoring import Container, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.pods.images.families import family_of


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "one container in `CrashLoopBackOff`, whose log says `address already in "
        "use`; or the same work is done twice"
    ),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: app:1.4
              command: [serve]
            - name: worker
              image: app:1.4  # finding
              #      ^^^^^^^
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
                - name: proxy
                  image: app:1.4
                  restartPolicy: Always
              containers:
                - name: app
                  image: app:1.4  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: migrate
              image: app:1.4
          containers:
            - name: web
              image: app:1.4
              command: [serve]
            - name: worker
              image: app:1.4
              args: [work]
            - name: told
              image: app:1.4
              env: [{name: ROLE, value: mail}]
            - name: shell
              image: busybox:1.36
            - name: shell-too
              image: busybox:1.36
        """,
)
def image_shared_without_command(pod: PodTarget) -> Problems:
    """Two containers of a Pod use the same image, and one of them does not set a command.

    A container without `command` and `args` runs the default program of its image. The containers
    of a Pod share a network namespace. If both containers run the same server, the second server
    finds its port in use. The default program can also change with the next version of the image.

    podlint does not report containers with different `env`, because their variables may make them
    do different work. See `same-server-twice` for images whose server and port are known, and
    `missing-command` for images that only start a shell.

    Set `command` or `args` in each container.
    """
    seen: dict[str, Container] = {}
    for container in (*pod.spec.init_containers, *pod.spec.containers):
        if container.sort not in ("sidecar", "app") or not container.image:
            continue
        first = seen.setdefault(container.image, container)
        if first is container or family_of(container.image):
            continue
        if _variables(first) != _variables(container):
            continue
        silent = next((each for each in (container, first) if _is_silent(each)), None)
        if silent is not None:
            other = first if silent is container else container
            yield Problem(
                f"container `{silent}` shares its image with container `{other}` but "
                "does not set `command` or `args`",
                at=silent.at / "image",
                part="name",
                related=(Related("the other container with this image", other.at / "image"),),
                why="If both containers run the same server, the second server finds its port in "
                "use and exits.",
                help="Set `command` or `args` in every container that uses this image.",
            )


def _variables(container: Container) -> dict[str | None, object]:
    """The variables by name, because their order gives a container no other task."""
    return {each.name: each for each in container.env}


def _is_silent(container: Container) -> bool:
    return not container.command and not container.args
