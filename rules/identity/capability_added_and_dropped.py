"""A capability that is both added and dropped."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.capabilities import without_prefix


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="`Operation not permitted`, although the manifest adds the capability",
    asks_for=("capabilities",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              securityContext:
                capabilities:
                  add: [NET_RAW, CHOWN]  # finding
                  #     ^^^^^^^
                  drop: [net_raw]
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              securityContext:
                capabilities:
                  add: [NET_BIND_SERVICE]
                  drop: [ALL]
            - name: node
              image: node:1
              securityContext:
                capabilities:
                  add: [ALL]
                  drop: [SYS_MODULE]
        """,
)
def capability_added_and_dropped(container: Container) -> Problems:
    """A container adds and drops the same capability.

    Container runtimes first add capabilities and then drop them, so the container does not get a
    capability that is in both lists. `drop: [ALL]` is different: the capabilities in `add` remain.

    Remove the capability from one of the two lists.
    """
    context = container.security_context
    capabilities = context.capabilities if context else None
    if capabilities is None or not capabilities.add or not capabilities.drop:
        return
    dropped = {without_prefix(name): index for index, name in enumerate(capabilities.drop)}
    for index, name in enumerate(capabilities.add):
        place = dropped.get(without_prefix(name))
        if place is not None:
            yield Problem(
                f"container `{container}` both adds and drops `{shortened(name, 40)}`",
                at=capabilities.at / "add" / index,
                related=(Related("dropped here", capabilities.at / "drop" / place),),
                why="Container runtimes drop capabilities last, so the container does not get this "
                "capability.",
                help="Remove the capability from `capabilities.add` or from `capabilities.drop`.",
            )
