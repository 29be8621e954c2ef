"""What a Pod asks for, made ready to be shown: rows by step, and words for what decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.models import Quantity
from podlint.resources import ContainerResources, PodResources, Step
from podlint.startup.frozen import Frozen

__all__ = ["Row", "decided_by", "resource_names", "rows", "step_rows", "why_quality"]

_FIRST = ("cpu", "memory", "ephemeral-storage")


class Row(Frozen):
    """Amounts of one step of the start, or of the Pod as a whole.

    Attributes:
        title: What runs, or what is summed up.
        beside: The containers that run beside it.
        amounts: By resource.
        decides: The resources whose request it decides; none where there is one step only.
    """

    title: str
    beside: tuple[str, ...]
    amounts: dict[str, Quantity]
    decides: frozenset[str]


def resource_names(found: PodResources) -> tuple[str, ...]:
    """The resources that are asked for or limited, CPU and memory first."""
    names = {*found.requests, *found.limits, *found.aggregate_requests}
    return tuple(
        sorted(names, key=lambda name: (_FIRST.index(name) if name in _FIRST else 9, name))
    )


def step_rows(found: PodResources) -> tuple[Row, ...]:
    """A row for each init container and sidecar that starts, then one for the running Pod."""
    names = resource_names(found) if len(found.steps) > 1 else ()
    return tuple(
        Row(
            title=_title(step),
            beside=tuple(each.name for each in step.alongside) if step.container else (),
            amounts=step.requests,
            decides=frozenset(name for name in names if found.deciding(name) is step),
        )
        for step in found.steps
    )


def rows(found: PodResources) -> tuple[Row, ...]:
    """All rows: the steps, what the Pod asks for as a whole, overhead, and the sums."""

    def plain(title: str, amounts: dict[str, Quantity]) -> Row:
        return Row(title, (), amounts, frozenset())

    whole = Row("Pod as a whole", (), found.pod_requests, frozenset(found.pod_requests))
    return (
        *step_rows(found),
        *([whole] if found.pod_requests else []),
        *([plain("overhead", found.overhead)] if found.overhead else []),
        plain("reserved on the node", found.requests),
        *([plain("limits, those set", found.limits)] if found.limits else []),
    )


def _title(step: Step) -> str:
    if step.container is None:
        return "running"
    return f"{step.container.sort} {step.container.name}"


def decided_by(found: PodResources, name: str) -> str:
    """What decides how much of a resource is reserved: `init migrate`."""
    step = found.deciding(name)
    return _title(step) if step else "the Pod as a whole"


def why_quality(found: PodResources, has_own: bool) -> str:
    """Why a Pod has its QoS class.

    Args:
        found: What the Pod asks for.
        has_own: Whether its `resources` as a whole decide it.
    """
    if has_own:
        return {
            "Guaranteed": "the Pod as a whole has limits of cpu and memory equal to its requests",
            "Burstable": "the Pod as a whole asks for cpu or memory, but not all it may use",
            "BestEffort": "the Pod's own resources name neither cpu nor memory; what its "
            "containers ask for does not count beside them",
        }[found.qos]
    if found.qos == "BestEffort":
        return "no container asks for cpu or memory, or has a limit of them"
    if found.qos == "Guaranteed":
        return "every container has limits of cpu and memory, and they are its requests"
    return "; ".join(_shortcomings(found.containers))


def _shortcomings(containers: Iterable[ContainerResources]) -> Iterator[str]:
    without: dict[str, list[str]] = {}
    below = []
    for each in containers:
        missing = [name for name in ("cpu", "memory") if name not in each.limits]
        if missing:
            without.setdefault(" and ".join(missing), []).append(each.name)
        elif any(each.requests.get(name) != each.limits[name] for name in ("cpu", "memory")):
            below.append(each.name)
    for what, names in without.items():
        yield f"no limit of {what} in {', '.join(names)}"
    if below:
        yield f"requests below the limits in {', '.join(below)}"
