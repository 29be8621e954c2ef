"""A non-root user that only the image defines."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.pods.images.users import user_of


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "`CreateContainerConfigError` with `container has runAsNonRoot and image "
        "will run as root`, after an update of the image; files in volumes that "
        "belong to an unexpected user"
    ),
    asks_for=("runAsNonRoot",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsNonRoot: true
          initContainers:
            - name: fetch  # finding
              image: fetch:1.0
          containers:
            - name: app
              image: app:1.4
              securityContext:  # finding
        #     ^^^^^^^^^^^^^^^
                allowPrivilegeEscalation: false
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: open
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
)
def non_root_user_left_to_image(container: Container) -> Problems:
    """A container has `runAsNonRoot: true` but leaves the user to its image.

    With `runAsNonRoot: true` and without `runAsUser`, the kubelet does not start a container whose
    image runs as root or specifies its user by name. The problem appears only on the node, and any
    update of the image can cause it.

    If podlint knows that an image runs as root or as a named user,
    `root-image-with-run-as-non-root` reports the container instead.

    Set `runAsUser` to the numeric ID of the image's user.
    """
    if not container.effective_run_as_non_root or container.effective_run_as_user is not None:
        return
    user, pod = user_of(container.image or ""), container.pod
    windows = pod and pod.os and pod.os.name == "windows"
    if windows or (user and (user.number == 0 or user.name)):
        return
    yield Problem(
        f"`runAsNonRoot` is true for container `{container}`, but `runAsUser` is not set",
        at=container.at / "securityContext" / "runAsUser",
        why="The image determines the user. If the image specifies root or the "
        "name of a user, the container does not start.",
        help="Set `securityContext.runAsUser` to the numeric ID of the image's user.",
    )
