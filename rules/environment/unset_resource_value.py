"""An amount that the container does not have."""

from podlint.authoring import Container, Problem, Problems, Severity, rule

_HARMLESS = frozenset({"GOMAXPROCS", "GOMEMLIMIT"})
"""Variables for which all of the node is what the program assumes anyway."""


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="a program takes the memory or the CPUs of the whole node for its own: OOMKilled, or "
    "the node is overloaded; or it reads 0",
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
    """A variable is to hold a limit or a request that the container does not set.

    Instead of a limit that is not there the variable [gets what the node has
    allocatable](https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#fallback-information-for-resource-limits),
    instead of a request 0. Where a LimitRange of the namespace sets the amount, or the Pod has
    resources as a whole, it is another one. `GOMAXPROCS` and `GOMEMLIMIT` are left alone: there all
    of the node is what the program assumes anyway.

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
            what = f"all of the {name} that the node has allocatable"
        elif which == "requests" and name not in known:
            what = "0"
        else:
            continue
        yield Problem(
            f"container {container.name} sets no {reference.resource}",
            at=reference.at / "resource",
            why=f"{variable.name} becomes {what}.",
            help=f"Set resources.{reference.resource}.",
        )
