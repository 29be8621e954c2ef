"""Amounts that slipped by a unit: 500 CPUs, 512 bytes."""

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, Quantity, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    cpus: int = Field(100, description="Report so many CPUs for one container, and more.")
    bytes: int = Field(2**20, description="Report less memory or storage than so many bytes.")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="Pending: Insufficient cpu; or OOMKilled and CreateContainerError at once",
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
        """,
)
def improbable_amount(container: Container, options: Options) -> Problems:
    """A container asks for hundreds of CPUs, or for less memory than a program can do with.

    A number without a suffix is whole CPUs, or bytes: `cpu: 500` are five hundred CPUs, which no
    node has, and `memory: 512` are 512 bytes, in which no program starts.

    Write `500m` for half a CPU, and `512Mi` for mebibytes. Amounts in thousandths of a byte are the
    matter of `memory-in-milli-units`.
    """
    if container.resources is None:
        return
    for field in ("requests", "limits"):
        amounts: dict[str, Quantity] = getattr(container.resources, field)
        for name, amount in amounts.items():
            hint = _hint(name, amount, options)
            if hint:
                yield Problem(
                    f"container {container.name}",
                    at=container.resources.at / field / name,
                    why=f"{hint}.",
                )


def _hint(name: str, amount: Quantity, options: Options) -> str:
    if name == "cpu" and amount.value >= options.cpus:
        return (
            f"{amount} of cpu means {amount.value} CPUs, more than nodes have, so the Pod stays "
            f"Pending; write {amount.value}m if thousandths are meant"
        )
    if name not in ("memory", "ephemeral-storage") or amount.original.endswith("m"):
        return ""
    if 0 < amount.value < options.bytes:
        number = amount.original.rstrip("kKi")
        return (
            f"{amount} of {name} means {amount.value} bytes, in which no program can run; write "
            f"{number}Mi if mebibytes are meant"
        )
    return ""
