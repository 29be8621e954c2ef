"""A container with both `runAsUser: 0` and `runAsNonRoot: true`."""

from podlint.authoring import Container, Place, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=("`CreateContainerConfigError` with `container's runAsUser breaks non-root policy`"),
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
    """A container has both `runAsUser: 0` and `runAsNonRoot: true`.

    A container inherits `runAsUser` and `runAsNonRoot` from the Pod if it does not set them, so the
    two values may come from different places. The API server accepts the Pod, but the kubelet
    refuses to start the container (`verifyRunAsNonRoot` in
    pkg/kubelet/kuberuntime/security_context_others.go).

    Set a different `runAsUser`, or set `runAsNonRoot: false` for the container that needs root.
    Such a container is often an init container that prepares files.
    """
    if container.effective_run_as_user != 0 or not container.effective_run_as_non_root:
        return
    user, order = _place(container, "runAsUser"), _place(container, "runAsNonRoot")
    yield Problem(
        f"container `{container}` has both `runAsUser: 0` and `runAsNonRoot: true`",
        at=order,
        related=(Related("user set to root here", user),),
        why="The kubelet refuses to start the container, which shows `CreateContainerConfigError`.",
        help="Set `securityContext.runAsUser` to a nonzero user ID, or set `runAsNonRoot: false` "
        "for this container.",
    )


def _place(container: Container, field: str) -> Place:
    """Where the setting of a container is written: in the container or in its Pod."""
    own = container.at / "securityContext" / field
    if container.pod is None or own.document.has(own.path):
        return own
    return container.pod.at / "securityContext" / field
