"""Amounts with a missing or wrong unit: 500 CPUs, 512 bytes."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, Quantity, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    cpus: int = Field(
        100, description="Report a CPU amount of at least this many CPUs in one container."
    )
    bytes: int = Field(
        2**20, description="Report an amount of memory or storage below this number of bytes."
    )


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "Pending with `Insufficient cpu`; or `OOMKilled` or "
        "`CreateContainerError` immediately after the start"
    ),
    fragments=True,
    asks_for=("requests", "limits"),
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
                requests:
                  cpu: 500  # finding
                  #    ^^^
                  memory: 512  # finding
                limits:
                  memory: 64Ki  # finding
            - name: unit
              image: app:1.4
              resources:
                requests: {cpu: 64Mi}  # finding
                limits: {cpu: 300}  # finding
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
                requests: {cpu: 500m, memory: 0, ephemeral-storage: 1Mi}
                limits: {cpu: 96, memory: 512Mi}
            - name: other
              image: app:1.4
              resources:
                limits: {memory: 512m, example.com/device: 200}
            - name: small-request
              image: app:1.4
              resources:
                requests: {memory: 100Ki}
                limits: {memory: 4Mi}
            - name: model
              image: model:1
              resources:
                requests: {cpu: 157, memory: 2067Gi, nvidia.com/gpu: 8}
                limits: {cpu: 157, memory: 2067Gi, nvidia.com/gpu: 8}
            - name: large
              image: database:1
              resources:
                requests: {cpu: 180, memory: 1440Gi}
            - name: token-request
              image: app:1.4
              resources:
                requests: {memory: 1}
        """,
)
def improbable_amount(container: Container, options: Options) -> Problems:
    """A CPU amount is in the hundreds, or a memory amount is too small for any program.

    A number without a suffix means whole CPUs or bytes. `cpu: 500` is 500 CPUs, which no node has.
    `memory: 512` is 512 bytes, which is too little for any program. podlint does not report amounts
    in thousandths of a byte here, because `memory-in-milli-units` does. It also does not report
    hundreds of CPUs if the container has devices or at least 1 GiB of memory for each CPU, because
    nodes of this size exist. A small request does not limit the container, so podlint reports it
    only if it has no unit.

    A memory limit below 1Mi is an error, because the container cannot start.
    `memory-limit-too-low` reports other low limits.

    Write `500m` for half a CPU, and `512Mi` for mebibytes.
    """
    if container.resources is None:
        return
    for field in ("requests", "limits"):
        amounts: dict[str, Quantity] = getattr(container.resources, field)
        for name, amount in amounts.items():
            slip = _slip(name, amount, options)
            if slip and not _is_meant(field, name, amounts):
                what, meant = slip
                noun = f"{'CPU' if name == 'cpu' else name} {field.removesuffix('s')}"
                yield Problem(
                    f"container `{container}` has a {noun} of {what}",
                    at=container.resources.at / field / name,
                    severity=Severity.ERROR if (name, field) == ("memory", "limits") else None,
                    why=_CONSEQUENCES[name == "cpu", field],
                    help=f"Write `{meant}` if you mean "
                    + ("thousandths of a CPU." if name == "cpu" else "mebibytes."),
                )


_CONSEQUENCES = {
    (True, "requests"): "Nodes have fewer CPUs, so the Pod stays Pending with `Insufficient cpu`.",
    (True, "limits"): "Nodes have fewer CPUs. Without a request, a container requests its limit, "
    "and the Pod stays Pending.",
    (False, "requests"): "The request reserves almost nothing on the node.",
    (False, "limits"): "No program can run with such a small amount: the container fails, or its "
    "Pod is evicted.",
}
"""The consequence, by whether the amount is CPU, and by field."""


def _is_meant(field: str, name: str, amounts: dict[str, Quantity]) -> bool:
    """Whether the other amounts, or the way it is written, show that an amount is meant."""
    amount = amounts[name]
    if name == "cpu":
        memory = amounts["memory"].value if "memory" in amounts else 0
        devices = any("/" in each and other.value > 0 for each, other in amounts.items())
        return amount.value < _MOST_CPUS and (devices or memory >= amount.value * 2**30)
    plain = amount.original.isdigit() and amount.value >= _LEAST_SLIP
    return field == "requests" and not plain


_MOST_CPUS = 1000
"""The largest virtual machines that clouds offer as nodes have fewer than a thousand CPUs."""
_LEAST_SLIP = 32
"""A request of less is a way to request nothing; of more, the number of mebibytes."""


def _slip(name: str, amount: Quantity, options: Options) -> tuple[str, str] | None:
    """The amount in whole units, and the amount probably meant; None if the amount is plausible."""
    if name == "cpu" and amount.value >= options.cpus:
        number = amount.original.rstrip("kKMGTPEi")
        return f"{amount.value} CPUs", f"{number}m"
    if name not in ("memory", "ephemeral-storage") or amount.original.endswith("m"):
        return None
    if 0 < amount.value < options.bytes:
        return f"{amount.value} bytes", f"{amount.original.rstrip('kKi')}Mi"
    return None
