"""A lifecycle hook of an init container."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.initContainers[0].lifecycle: "
        "Forbidden: may not be set for init containers without "
        "restartPolicy=Always`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: setup
              image: setup:2
              lifecycle:  # finding
            # ^^^^^^^^^
                postStart:
                  exec: {command: [touch, /done]}
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: setup
              image: setup:2
              restartPolicy: Always
              lifecycle:
                postStart:
                  exec: {command: [touch, /done]}
          containers:
            - name: app
              image: app:1.4
        """,
)
def hook_on_init_container(refused: Refused) -> Problems:
    """An ordinary init container has lifecycle hooks.

    Only app containers, and init containers with `restartPolicy: Always`, can have `postStart` and
    `preStop`.

    Do the hook's work in the container's command. If the container is a sidecar, set
    `restartPolicy: Always`.
    """
    yield refused.problem(_advice(refused), key=True)


def _advice(refused: Refused) -> str:
    """Where to run what the hook does: the command of an image may be unknown."""
    hooks = refused.value if isinstance(refused.value, dict) else {}
    place = "before this container" if "postStart" in hooks else "after this container"
    return (
        f"Do the hook's work in the container's `command`, or in an init container {place}. Set "
        "`restartPolicy: Always` only for a sidecar."
    )
