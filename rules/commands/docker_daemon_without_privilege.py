"""A Docker daemon in a container that is not privileged."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.commands.words import program_name
from podlint.pods.images.reference import parse_image

_DAEMONS = ("dockerd", "dockerd-entrypoint.sh")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`CrashLoopBackOff`; the log says `mount: permission denied (are you "
        "root?)` or `failed to start daemon: operation not permitted`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: build
        spec:
          initContainers:
            - name: docker
              image: docker:27-dind
              restartPolicy: Always
              command: [dockerd]  # finding
           #  ^^^^^^^
          containers:
            - name: build
              image: docker:27-dind  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: build
        spec:
          containers:
            - name: docker
              image: docker:27-dind
              securityContext:
                privileged: true
            - name: rootless
              image: docker:27-dind-rootless
            - name: client
              image: docker:27-cli
              command: [docker, build, .]
            - name: version
              image: docker:27-dind
              args: [docker, version]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: sandbox
        spec:
          runtimeClassName: sysbox-runc
          containers:
            - name: docker
              image: docker:27-dind
        """,
)
def docker_daemon_without_privilege(container: Container) -> Problems:
    """A container runs the Docker daemon but is not privileged.

    The daemon mounts file systems, creates networks and starts containers. These operations
    require `privileged: true`, which gives the container unrestricted access to the node. Without
    `privileged: true`, the daemon exits immediately.

    podlint does not report Pods with a `runtimeClassName`, because some runtimes, such as Sysbox,
    run the daemon without privileges.

    To build images, use a tool that needs no privileged daemon, such as rootless BuildKit or
    Buildah.
    """
    context = container.security_context
    if container.effective_privileged or (context and context.capabilities):
        return
    if container.pod and container.pod.runtime_class_name:
        return
    if container.command and program_name(container.command[0]) in _DAEMONS:
        place, key = container.at / "command", True
    elif _is_left_to_image(container) and _is_daemon_image(container.image or ""):
        place, key = container.at / "image", False
    else:
        return
    yield Problem(
        f"container `{container}` runs the Docker daemon but is not privileged",
        at=place,
        key=key,
        why="The daemon cannot mount file systems or create networks, and exits immediately.",
        help="Build images with a tool such as rootless BuildKit. If you need the daemon, set "
        "`securityContext.privileged: true`.",
    )


def _is_left_to_image(container: Container) -> bool:
    """Whether the image's entry point starts its default program."""
    return not container.command and all(word.startswith("-") for word in container.args[:1])


def _is_daemon_image(image: str) -> bool:
    reference = parse_image(image)
    if reference is None or not reference.path.endswith("library/docker"):
        return False
    tag = reference.tag or ""
    return "dind" in tag and "rootless" not in tag
