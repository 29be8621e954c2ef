"""A resource amount that is rounded up in a variable."""

from podlint.authoring import Container, Place, Problem, Problems, Quantity, Related, Severity, rule
from podlint.models.environment_source import ResourceFieldSelector


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "a program reads 1 when its CPU limit is `500m`, or 2 for `1536Mi`, and uses more than its "
        "limit, so it is throttled or `OOMKilled`"
    ),
    asks_for=("resourceFieldRef",),
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
              resources:
                limits: {cpu: 500m, memory: 1536Mi}
              env:
                - name: WORKERS
                  valueFrom:
                    resourceFieldRef:
                      resource: limits.cpu  # finding
                      #         ^^^^^^^^^^
                - name: HEAP_GB
                  valueFrom:
                    resourceFieldRef:
                      resource: limits.memory
                      divisor: 1Gi  # finding
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
                limits: {cpu: 1500m, memory: 1536Mi}
              env:
                - name: GOMAXPROCS
                  valueFrom: {resourceFieldRef: {resource: limits.cpu}}
                - name: MILLICORES
                  valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}
                - name: HEAP_MB
                  valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}
                - name: BYTES
                  valueFrom: {resourceFieldRef: {resource: limits.memory}}
        """,
)
def rounded_resource_value(container: Container) -> Problems:
    """A variable receives a resource amount that is rounded up to a whole number.

    A [resourceFieldRef](https://kubernetes.io/docs/concepts/workloads/pods/downward-api/) sets the
    variable to the amount divided by `divisor` (1 by default), and rounds the result up. A CPU
    limit of 500m becomes 1, and 1536Mi divided by 1Gi becomes 2.

    podlint does not report `GOMAXPROCS`, for which rounding up is correct.

    Set a smaller divisor, such as `1m` for CPU or `1Mi` for memory, and convert the number in the
    program.
    """
    for variable in container.env:
        source = variable.value_from
        reference = source.resource_field_ref if source else None
        if reference is None or reference.container_name or variable.name == "GOMAXPROCS":
            continue
        amount = _amount(container, reference)
        divisor = reference.divisor if reference.divisor and reference.divisor.nano else _ONE
        if amount is None or not amount.nano or amount.nano % divisor.nano == 0:
            continue
        unit = "1m" if (reference.resource or "").endswith(".cpu") else "1Mi"
        yield Problem(
            f"`{variable.name}` is rounded up to {-(-amount.nano // divisor.nano)}: "
            f"`{reference.resource}` ({amount}) divided by {divisor}",
            at=reference.at / ("divisor" if reference.divisor else "resource"),
            related=(Related("amount set here", _place(container, reference)),),
            why="The program assumes a larger amount than it really has, and can be throttled or "
            "`OOMKilled`.",
            help=f"Set `resourceFieldRef.divisor: {unit}`, and convert the number in the program.",
        )


_ONE = Quantity.parse(1)


def _amount(container: Container, reference: ResourceFieldSelector) -> Quantity | None:
    which, _, name = (reference.resource or "").partition(".")
    resources = container.resources
    amounts = getattr(resources, which, None) if which in ("limits", "requests") else None
    return amounts.get(name) if amounts else None


def _place(container: Container, reference: ResourceFieldSelector) -> Place:
    which, _, name = (reference.resource or "").partition(".")
    return container.at / "resources" / which / name
