"""A hook of a container that ends."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.initContainers[0].lifecycle: Forbidden: may not be set "
    "for init containers without restartPolicy=Always",
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

    `postStart` and `preStop` belong to containers that keep running: app containers, and init
    containers with `restartPolicy: Always`.

    Make what the hook does part of the command, or write `restartPolicy: Always` if the
    container is a sidecar.
    """
    yield refused.problem(_advice(refused), key=True)


def _advice(refused: Refused) -> str:
    """Another place for what the hook does, since the command of an image may be unknown."""
    hooks = refused.value if isinstance(refused.value, dict) else {}
    place = "before it" if "postStart" in hooks else "after it"
    return (
        f"Do this in an init container {place} or in its command. "
        "Only if it is a sidecar, set restartPolicy: Always."
    )
