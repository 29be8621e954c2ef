"""What the plugin LimitRanger forbids: amounts outside the bounds of a LimitRange.

Source: `plugin/pkg/admission/limitranger/admission.go`, which is the same in Kubernetes 1.33 to
1.37.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from podlint.admission.limit_ranges import CONTAINER, Bounds
from podlint.models import Quantity
from podlint.models.container_defaults import Default
from podlint.models.scaled import scaled_value
from podlint.resources import Asked
from podlint.resources.arithmetic import ResourceList
from podlint.startup.frozen import Frozen

__all__ = ["Breach", "breaches_of_claim", "breaches_of_pod"]

POD = "Pod"
CLAIM = "PersistentVolumeClaim"
_LARGEST_MILLI = (2**63 - 1) // 1000
_OF_PODS = frozenset(("cpu", "memory"))
"""The resources whose Pod-level amounts the plugin counts, which are fewer than the scheduler's."""

Amounts = Mapping[str, Quantity]


class Breach(Frozen):
    """An amount outside a bound.

    Attributes:
        bounds: The bounds.
        field: The field of the bound.
        resource: The resource.
        bound: The bound.
        which: Whether a request or a limit is outside; for a ratio, what is missing or zero.
        amount: The amount that is outside; None if there is none, or for a ratio.
        ratio: The ratio of limit to request; None if it is not a ratio, or if one of them is
            missing.
        container: The number of the container, counting init containers first; None for the whole
            Pod, and for a claim.
    """

    bounds: Bounds
    field: Literal["min", "max", "maxLimitRequestRatio"]
    resource: str
    bound: Default
    which: Literal["request", "limit"]
    amount: Quantity | None = None
    ratio: float | None = None
    container: int | None = None

    @property
    def text(self) -> str:
        """The message of the API server."""
        of, kind = f"{self.resource} usage per {self.bounds.type}", self.bounds.type
        if self.field == "maxLimitRequestRatio":
            start = f"{self.resource} max limit to request ratio per {kind} is {self.bound.amount}"
            if self.ratio is None:
                return f"{start}, but no {self.which} is specified or {self.which} is 0"
            return f"{start}, but provided ratio is {self.ratio:f}"
        start = f"{self.field}imum {of} is {self.bound.amount}"
        if self.amount is None:
            return f"{start}.  No {self.which} is specified"
        return f"{start}, but {self.which} is {self.amount}"


def breaches_of_pod(bounds: Bounds, asked: Asked) -> Iterator[Breach]:
    """What a LimitRange forbids about a Pod that has its defaults.

    Go: `PodValidateLimitFunc`.
    """
    if bounds.type == CONTAINER:
        for number, container in enumerate(asked.containers):
            for breach in _breaches(bounds, container.requests, container.limits):
                yield breach.replace(container=number)
    elif bounds.type == POD:
        yield from _breaches(bounds, total(asked, "requests"), total(asked, "limits"))


def total(asked: Asked, which: Literal["requests", "limits"]) -> ResourceList:
    """The requests or limits of a Pod that its bounds compare; without the overhead.

    Go: `podRequests`, `podLimits` of the plugin.
    """
    own = asked.requests if which == "requests" else asked.limits
    return asked.aggregate(which) | {name: own[name] for name in own if name in _OF_PODS}


def breaches_of_claim(bounds: Bounds, requests: Amounts) -> Iterator[Breach]:
    """What a LimitRange forbids about a claim. Only its requests count.

    Go: `PersistentVolumeClaimValidateLimitFunc`.
    """
    if bounds.type != CLAIM:
        return
    for name, bound in bounds.least.items():
        yield from _below(bounds, name, bound, requests, {})
    for name, bound in bounds.most.items():
        amount = requests.get(name)
        if amount is None or _exceeds(amount, bound.amount):
            yield Breach(bounds, "max", name, bound, "request", amount)


_Check = Callable[[Bounds, str, Default, Amounts, Amounts], Iterator[Breach]]


def _breaches(bounds: Bounds, requests: Amounts, limits: Amounts) -> Iterator[Breach]:
    checks: tuple[tuple[Mapping[str, Default], _Check], ...] = (
        (bounds.least, _below),
        (bounds.most, _above),
        (bounds.ratio, _apart),
    )
    for named, check in checks:
        for name, bound in named.items():
            yield from check(bounds, name, bound, requests, limits)


def _below(
    bounds: Bounds, name: str, bound: Default, requests: Amounts, limits: Amounts
) -> Iterator[Breach]:
    """Go: `minConstraint`."""
    request, limit = requests.get(name), limits.get(name)
    asked, allowed, least = _comparable(request, limit, bound.amount)
    if request is None or asked < least:
        yield Breach(bounds, "min", name, bound, "request", request)
    elif limit is not None and allowed < least:
        yield Breach(bounds, "min", name, bound, "limit", limit)


def _above(
    bounds: Bounds, name: str, bound: Default, requests: Amounts, limits: Amounts
) -> Iterator[Breach]:
    """Go: `maxConstraint`."""
    request, limit = requests.get(name), limits.get(name)
    asked, allowed, most = _comparable(request, limit, bound.amount)
    if limit is None or allowed > most:
        yield Breach(bounds, "max", name, bound, "limit", limit)
    elif request is not None and asked > most:
        yield Breach(bounds, "max", name, bound, "request", request)


def _exceeds(request: Quantity, most: Quantity) -> bool:
    """Go: `maxRequestConstraint`."""
    asked, _, enforced = _comparable(request, None, most)
    return asked > enforced


def _apart(
    bounds: Bounds, name: str, bound: Default, requests: Amounts, limits: Amounts
) -> Iterator[Breach]:
    """Go: `limitRequestRatioConstraint`."""
    asked, allowed, _ = _comparable(requests.get(name), limits.get(name), bound.amount)
    if not asked:
        yield Breach(bounds, "maxLimitRequestRatio", name, bound, "request")
    elif not allowed:
        yield Breach(bounds, "maxLimitRequestRatio", name, bound, "limit")
    else:
        ratio = allowed / asked
        most: float = scaled_value(bound.amount)
        compared = ratio
        if most <= _LARGEST_MILLI:
            compared, most = ratio * 1000, scaled_value(bound.amount, 3)
        if compared > float(most):
            yield Breach(bounds, "maxLimitRequestRatio", name, bound, "limit", ratio=ratio)


def _comparable(
    request: Quantity | None, limit: Quantity | None, enforced: Quantity
) -> tuple[int, int, int]:
    """The amounts as numbers of the same unit: thousandths if all of them fit into 64 bits.

    Go: `requestLimitEnforcedValues`.
    """
    amounts = (request or Quantity(), limit or Quantity(), enforced)
    values = tuple(map(scaled_value, amounts))
    if max(values) <= _LARGEST_MILLI:
        values = tuple(scaled_value(amount, 3) for amount in amounts)
    asked, allowed, bound = values
    return asked, allowed, bound
