"""The resources of a Pod in rows and words, for all formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.explain.words import SORTS
from podlint.models import Quantity
from podlint.resources import ContainerResources, PodResources, Step
from podlint.startup.frozen import Frozen

__all__ = [
    "FOOTNOTE",
    "TOTAL",
    "Row",
    "decided_by",
    "is_positive",
    "resource_names",
    "rows",
    "step_rows",
    "why_quality",
]

_FIRST = ("cpu", "memory", "ephemeral-storage")

TOTAL = "reserved on the node"
"""The title of the row with the requests of the whole Pod."""

FOOTNOTE = "* determines how much is reserved on the node"


class Row(Frozen):
    """Amounts of one step of the start, or of the whole Pod.

    Attributes:
        title: What starts, or what the amounts are.
        beside: The containers that run at the same time.
        amounts: The amounts by resource.
        decides: The resources whose request this row determines; empty if there is only one step.
    """

    title: str
    beside: tuple[str, ...]
    amounts: dict[str, Quantity]
    decides: frozenset[str]


def resource_names(found: PodResources) -> tuple[str, ...]:
    """The resources with a request or a limit, CPU and memory first."""
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


def is_positive(row: Row, name: str) -> bool:
    """Whether a row has an amount of a resource that is larger than 0."""
    return name in row.amounts and row.amounts[name].nano > 0


def rows(found: PodResources) -> tuple[Row, ...]:
    """All rows: the steps, Pod-level requests, the overhead, the total requests and the limits."""

    def plain(title: str, amounts: dict[str, Quantity]) -> Row:
        return Row(title, (), amounts, frozenset())

    whole = Row("Pod-level requests", (), found.pod_requests, frozenset(found.pod_requests))
    return (
        *step_rows(found),
        *([whole] if found.pod_requests else []),
        *([plain("overhead of the RuntimeClass", found.overhead)] if found.overhead else []),
        plain(TOTAL, found.requests),
        *([plain("limits that are set", found.limits)] if found.limits else []),
    )


def _title(step: Step) -> str:
    if step.container is None:
        return "running Pod"
    return f"{SORTS[step.container.sort]} {step.container.name}"


def decided_by(found: PodResources, name: str) -> str:
    """What determines how much of a resource is reserved: `init container migrate`."""
    step = found.deciding(name)
    return _title(step) if step else "Pod-level requests"


def why_quality(found: PodResources, has_own: bool) -> str:
    """The reason for the QoS class of a Pod, without a final stop.

    Args:
        found: The resources of the Pod.
        has_own: Whether Pod-level `resources` decide the class.
    """
    if has_own:
        return {
            "Guaranteed": "Pod-level limits for CPU and memory are equal to the requests",
            "Burstable": "Pod-level resources are set, but the limits for CPU and memory are not "
            "equal to the requests",
            "BestEffort": "Pod-level resources set neither CPU nor memory, and the resources of "
            "the containers do not count",
        }[found.qos]
    if found.qos == "BestEffort":
        return "no container has a request or limit for CPU or memory"
    if found.qos == "Guaranteed":
        return "every container has limits for CPU and memory that are equal to its requests"
    return "; ".join(_shortcomings(found.containers))


def _shortcomings(containers: Iterable[ContainerResources]) -> Iterator[str]:
    without: dict[str, list[str]] = {}
    below = []
    for each in containers:
        missing = [name for name in ("CPU", "memory") if name.lower() not in each.limits]
        if missing:
            without.setdefault(" or ".join(missing), []).append(each.name)
        elif any(each.requests.get(name) != each.limits[name] for name in ("cpu", "memory")):
            below.append(each.name)
    for what, names in without.items():
        yield f"no {what} limit in {', '.join(names)}"
    if below:
        yield f"requests below the limits in {', '.join(below)}"
