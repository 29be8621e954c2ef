"""A limit that is many times the request."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, Related, RuleOptions, Severity, rule
from podlint.document.numerals import multiple

_MANY = 10**6


class Options(RuleOptions):
    """Options of the rule."""

    memory: float = Field(4, gt=1, description="Report a memory limit above so many requests.")
    cpu: float = Field(20, gt=1, description="Report a CPU limit above so many requests.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Evicted: The node was low on resource: memory; nodes that seem to have room and have "
    "none",
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
    """A container may use many times what is reserved for it.

    The scheduler counts requests. Where limits are many times higher, the Pods of a node together
    may want much more memory than it has, and those that use more than they asked for are evicted
    or killed first.

    Raise the request to what the program usually needs, or lower the limit to what it needs at
    most.
    """
    resources = container.resources
    if resources is None:
        return
    for name, times in (("memory", options.memory), ("cpu", options.cpu)):
        limit, request = resources.limits.get(name), resources.requests.get(name)
        if not limit or not request or request.nano <= 0:
            continue
        if limit.nano > multiple(request.nano, times):
            ratio = (limit.nano + request.nano // 2) // request.nano
            words = str(ratio) if ratio < _MANY else f"more than {_MANY}"
            yield Problem(
                f"container {container.name} may use {limit} of {name} and reserves "
                f"{request}, {words} times less",
                at=resources.at / "limits" / name,
                related=(Related("the request", resources.at / "requests" / name),),
                why="Many such Pods overload their node.",
                help="Raise the request or lower the limit.",
            )
