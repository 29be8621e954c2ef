"""Containers of one image, not all of which say what they run."""

from podlint.authoring import Container, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.pods.images.families import family_of


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="CrashLoopBackOff of one container, whose log says: address already in use; or the "
    "same work is done twice",
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
    """Two containers of a Pod run the same image, and one does not say what it runs.

    It runs whatever the image starts by default. Where that is a server, and the other container
    runs the same one, the second finds its port taken, for the containers of a Pod share one
    network. And what a default is may change with the next version of the image.

    Write `command` or `args` in each of them. Containers with a different environment are taken to
    be told by that. `same-server-twice` speaks of images whose server and
    port are known, `missing-command` of images that only start a shell.
    """
    seen: dict[str, Container] = {}
    for container in (*pod.spec.init_containers, *pod.spec.containers):
        if container.sort not in ("sidecar", "app") or not container.image:
            continue
        first = seen.setdefault(container.image, container)
        if first is container or family_of(container.image) or first.env != container.env:
            continue
        silent = next((each for each in (container, first) if _is_silent(each)), None)
        if silent is not None:
            other = first if silent is container else container
            yield Problem(
                f"container {silent.name} runs what {silent.image} starts by default, beside "
                f"container {other.name} of the same image",
                at=silent.at / "image",
                related=(Related("the same image", other.at / "image"),),
                why="Say what it runs with command or args.",
            )


def _is_silent(container: Container) -> bool:
    return not container.command and not container.args
