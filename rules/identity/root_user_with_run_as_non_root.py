"""A container that is to run as root and must not."""

from podlint.authoring import Container, Place, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="CreateContainerConfigError: container's runAsUser breaks non-root policy",
    asks_for=("runAsNonRoot",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 0
          initContainers:
            - name: own
              image: busybox:1.36
              command: [chown, -R, "1000", /data]
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsNonRoot: true  # finding
                #             ^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsNonRoot: true
            runAsUser: 0
          initContainers:
            - name: own
              image: busybox:1.36
              command: [chown, -R, "1000", /data]
              securityContext:
                runAsNonRoot: false
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsUser: 1000
        """,
)
def root_user_with_run_as_non_root(container: Container) -> Problems:
    """A container gets user 0 and, at once, the order not to run as root.

    Both `runAsUser` and `runAsNonRoot` are taken from the Pod where the container says nothing, so
    that the two may come from different places. The API server takes the Pod; the kubelet refuses
    to start the container (`verifyRunAsNonRoot` in
    pkg/kubelet/kuberuntime/security_context_others.go).

    Set another `runAsUser`, or `runAsNonRoot: false` for the container that needs root. An init
    container that prepares files often does.
    """
    if container.effective_run_as_user != 0 or not container.effective_run_as_non_root:
        return
    user, order = _place(container, "runAsUser"), _place(container, "runAsNonRoot")
    yield Problem(
        f"container {container.name} has runAsUser 0 and runAsNonRoot true",
        at=order,
        related=(Related("the user is root", user),),
        why="The kubelet does not start it.",
        help="Set another runAsUser, or runAsNonRoot to false for this container.",
    )


def _place(container: Container, field: str) -> Place:
    """Where the setting that holds for a container is written: in it, or in its Pod."""
    own = container.at / "securityContext" / field
    if container.pod is None or own.document.has(own.path):
        return own
    return container.pod.at / "securityContext" / field
