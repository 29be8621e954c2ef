"""A capability that is given and taken."""

from podlint.authoring import Container, Problem, Problems, Related, Severity, rule
from podlint.pods.capabilities import without_prefix


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="Operation not permitted, although the capability is added",
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
    """A container adds a capability and drops the same.

    Container runtimes add first and drop then: the container does not have it. (`drop: [ALL]` is
    different; what is added beside that stays.)

    Remove it from one of the two lists.
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
                f"{name} is added and dropped",
                at=capabilities.at / "add" / index,
                related=(Related("dropped here", capabilities.at / "drop" / place),),
                why=f"Dropping wins, and container {container.name} does not have it.",
                help="Remove it from one of the lists.",
            )
