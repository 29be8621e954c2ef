"""A reference to a resource amount that the container does not set."""

from podlint.authoring import Container, Problem, Problems, Severity, rule

_HARMLESS = frozenset({"GOMAXPROCS", "GOMEMLIMIT"})
"""Variables for which the program assumes the whole node by default."""


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "a program assumes that it has the memory or CPUs of the whole node, so it is `OOMKilled` "
        "or overloads the node; or it reads 0"
    ),
    asks_for=("resourceFieldRef",),
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
                requests: {memory: 1Gi}
              env:
                - name: HEAP
                  valueFrom:
                    resourceFieldRef:
                      resource: limits.memory  # finding
                      #         ^^^^^^^^^^^^^
                - name: SHARES
                  valueFrom: {resourceFieldRef: {resource: requests.cpu, divisor: 1m}}  # finding
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
                limits: {memory: 1Gi}
              env:
                - name: HEAP
                  valueFrom: {resourceFieldRef: {resource: limits.memory}}
                - name: RESERVED
                  valueFrom: {resourceFieldRef: {resource: requests.memory}}
                - name: GOMAXPROCS
                  valueFrom: {resourceFieldRef: {resource: limits.cpu}}
        """,
)
def unset_resource_value(container: Container) -> Problems:
    """A variable refers to a limit or request that the container does not set.

    For a missing limit, the variable gets [the allocatable amount of the
    node](https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#fallback-information-for-resource-limits).
    For a missing request, it gets 0. A LimitRange in the namespace or Pod-level resources can set a
    different amount.

    podlint does not report the variables `GOMAXPROCS` and `GOMEMLIMIT`, because Go programs assume
    the whole node by default. It also does not report Pods with Pod-level resources.

    Set the amount in `resources`.
    """
    if container.pod and (container.pod.resources or container.pod.is_unknown("resources")):
        return
    for variable in container.env:
        source = variable.value_from
        reference = source.resource_field_ref if source else None
        if reference is None or reference.container_name or variable.name in _HARMLESS:
            continue
        which, _, name = (reference.resource or "").partition(".")
        resources = container.resources
        limits = resources.limits if resources else {}
        known = {**limits, **(resources.requests if resources else {})}
        if container.is_unknown("resources", "limits", name) or (
            which == "requests" and container.is_unknown("resources", "requests", name)
        ):
            continue
        if which == "limits" and name not in limits:
            what = f"the allocatable {name} of the whole node"
        elif which == "requests" and name not in known:
            what = "0"
        else:
            continue
        yield Problem(
            f"`{variable.name}` refers to `{reference.resource}`, which container "
            f"`{container}` does not set",
            at=reference.at / "resource",
            why=f"`{variable.name}` becomes {what}.",
            help=f"Set `resources.{reference.resource}` in container `{container}`.",
        )
