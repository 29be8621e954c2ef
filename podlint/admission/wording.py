"""How a Pod that an admission plugin forbids shows, and amounts and names in words.

Source: `createPods` of `pkg/controller/controller_utils.go`, `pkg/controller/job` and
`pkg/controller/statefulset`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.document.shortening import shortened
from podlint.models import Container, KubernetesObject

if TYPE_CHECKING:
    from podlint.admission.offences import Offence

__all__ = [
    "consequence",
    "counted_name",
    "holder",
    "named",
    "offence_advice",
    "offence_message",
    "share",
    "title",
]

_LONGEST = 30


def consequence(owner: KubernetesObject) -> str:
    """What happens in the cluster if the Pods of an object are forbidden."""
    match owner.qualified_kind:
        case "Pod":
            return "The API server rejects the Pod."
        case "Job":
            return (
                "The API server accepts the Job but rejects its Pods. The Job waits forever, "
                "because rejected Pods do not count as failures."
            )
        case "CronJob":
            return "Each Job of the CronJob is created, but the API server rejects its Pods."
        case "PersistentVolumeClaim":
            return "The API server rejects the claim."
    return (
        f"The API server accepts the {owner.kind} but rejects its Pods. Events show "
        "`FailedCreate`, and no Pod appears."
    )


def title(ruler: KubernetesObject) -> str:
    """The kind and name of an object that rules a namespace."""
    return f"{ruler.kind} {shortened(ruler.name or '', _LONGEST)}".rstrip()


def holder(container: Container | None) -> str:
    """A container with its name, or the Pod."""
    return f"container `{shortened(str(container), _LONGEST)}`" if container else "the Pod"


def named(resource: str) -> str:
    """A resource in a sentence: ``CPU`` for ``cpu``."""
    return "CPU" if resource == "cpu" else shortened(resource, _LONGEST)


def counted_name(name: str) -> str:
    """The name of a resource in a quota, as in manifests."""
    return f"`{shortened(name, _LONGEST)}`"


def share(ratio: float) -> str:
    """A ratio of two amounts, with at most two decimals."""
    return f"{ratio:.2f}".rstrip("0").rstrip(".")


def offence_message(offence: Offence) -> str:
    """What a LimitRange forbids, with the amounts."""
    breach = offence.breach
    resource, which, bound = named(breach.resource), breach.which, breach.bound.amount
    ruler, of = title(breach.bounds.owner), holder(offence.container)
    if breach.bounds.type == "PersistentVolumeClaim":
        of = "the claim"
    if breach.field == "maxLimitRequestRatio":
        if breach.ratio is None:
            return f"{of} has no {resource} {which}, but {ruler} bounds limit / request"
        times = share(breach.ratio)
        return f"{resource} limit of {of} is {times} times its request, above {bound} in {ruler}"
    side = "minimum" if breach.field == "min" else "maximum"
    if breach.amount is None:
        return f"{of} has no {resource} {which}, but {ruler} sets a {side} of {bound}"
    compared = "below" if breach.field == "min" else "above"
    amount = f"{resource} {which} of {of} ({breach.amount})"
    return f"{amount} is {compared} the {side} of {ruler} ({bound})"


def offence_advice(offence: Offence) -> str:
    """What to write so that a LimitRange does not forbid it."""
    breach = offence.breach
    bound, field = breach.bound.amount, f"`{breach.field}`"
    if breach.field == "maxLimitRequestRatio":
        return f"Set a limit that is at most {bound} times the request, or raise {field}."
    if breach.field == "min":
        return f"Set at least {bound}, or lower {field} in the LimitRange."
    return f"Set at most {bound}, or raise {field} in the LimitRange."
