"""A limit that is many times higher than its request."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, Related, RuleOptions, Severity, rule
from podlint.document.numerals import multiple

_MANY = 10**6


class Options(RuleOptions):
    """Options of the rule."""

    memory: float = Field(
        4, gt=1, description="Report a memory limit that is more than this many times the request."
    )
    cpu: float = Field(
        20, gt=1, description="Report a CPU limit that is more than this many times the request."
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "Evicted with `The node was low on resource: memory`; nodes that seem to "
        "have free memory, but are overloaded"
    ),
    fragments=True,
    asks_for=("limits",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                requests: {cpu: 10m, memory: 64Mi}
                limits:
                  cpu: "2"  # finding
                  memory: 2Gi  # finding
                  #       ^^^
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
              resources:
                requests: {cpu: 100m, memory: 512Mi}
                limits: {cpu: "2", memory: 2Gi}
            - name: other
              image: app:1.4
              resources:
                limits: {memory: 2Gi}
        """,
)
def limit_far_above_request(container: Container, options: Options) -> Problems:
    """A limit is many times higher than the container's request.

    The scheduler counts only requests. If limits are many times higher, the Pods on a node can
    together use much more memory than the node has. Pods that use more than they request are then
    evicted or OOM-killed first.

    Raise the request to the amount that the program usually needs, or lower the limit to the
    maximum that it needs.
    """
    resources = container.resources
    if resources is None:
        return
    for name, spoken, times in (("memory", "memory", options.memory), ("cpu", "CPU", options.cpu)):
        limit, request = resources.limits.get(name), resources.requests.get(name)
        if not limit or not request or request.nano <= 0:
            continue
        if limit.nano > multiple(request.nano, times):
            ratio = (limit.nano + request.nano // 2) // request.nano
            words = str(ratio) if ratio < _MANY else f"more than {_MANY}"
            yield Problem(
                f"{spoken} limit of container `{container}` ({limit}) is {words} times its "
                f"request ({request})",
                at=resources.at / "limits" / name,
                related=(Related("the request is here", resources.at / "requests" / name),),
                why="The scheduler counts only requests. Several such Pods can overload their "
                "node, and are then "
                + ("evicted or OOM-killed." if name == "memory" else "slowed down."),
                help=f"Raise `resources.requests.{name}` to the amount that the container usually "
                f"needs, or lower `resources.limits.{name}`.",
            )
