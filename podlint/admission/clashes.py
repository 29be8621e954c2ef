"""The places in a Pod that contradict the defaults of LimitRanges.

Source: `validateContainerResourceRequirements` and `validatePodResourceConsistency` of
`pkg/apis/core/validation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from podlint.admission.defaulted import changes_by_defaults
from podlint.admission.offences import is_unsure
from podlint.document import Place
from podlint.models import Container, Quantity
from podlint.models.container_defaults import Default, Which
from podlint.models.workloads import PodTarget
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.validation import FieldError

__all__ = ["Clash", "clashes"]

_LIMIT = pattern(r"must be (less than or )?equal to (\S+) limit of (\S+)")
_SUM = pattern(r"must be greater than or equal to aggregate container (requests|limits) of (\S+)")
_POD_LIMIT = pattern(r"must be less than or equal to pod limits of (\S+)")


class Clash(Frozen):
    """A contradiction between what a Pod sets and the defaults of its containers.

    Attributes:
        sort: ``above`` if the request of a container is above its default limit; ``unequal`` if it
            differs from it, but both must be equal; ``sum`` if the containers together need more
            than the Pod; ``limit`` if the default limit of a container is above that of the Pod;
            ``other`` for everything else.
        at: The place.
        text: What the API server says.
        resource: The resource; empty for ``other``.
        default: A default that is part of it; None if there is none.
        container: The container; None for ``sum`` and ``other``.
        amount: The amount that the Pod or container sets; None for ``other``.
        total: The other amount, which comes from defaults; empty for ``other``.
        which: Whether the Pod's requests or its limits are too small, for ``sum``.
    """

    sort: Literal["above", "unequal", "sum", "limit", "other"]
    at: Place
    text: str
    resource: str = ""
    default: Default | None = None
    container: Container | None = None
    amount: Quantity | None = None
    total: str = ""
    which: Which = "requests"


def clashes(pod: PodTarget) -> Iterator[Clash]:
    """The contradictions of a Pod with the defaults of its namespace, without uncertain ones."""
    for error in changes_by_defaults(pod).errors:
        found = _clash(pod, error)
        if not found.resource or not _is_uncertain(pod, found):
            yield found


def _is_uncertain(pod: PodTarget, clash: Clash) -> bool:
    concerned = [clash.container] if clash.container else pod.spec.all_containers
    return any(is_unsure(each, clash.resource) for each in concerned)


def _clash(pod: PodTarget, error: FieldError) -> Clash:
    place = Place(pod.owner.at.document, (*pod.owner.at.path, *error.path))
    container = _container(pod, place)
    defaults = pod.spec.container_defaults
    limits = defaults.limits if defaults else {}
    requests = defaults.requests if defaults else {}
    own = pod.spec.resources
    if container and (match := _LIMIT.match(error.detail)):
        name = match[2]
        given = container.resources.requests if container.resources else {}
        at = container.at / "resources" / "requests" / name
        sort: Literal["above", "unequal"] = "above" if match[1] else "unequal"
        return Clash(
            sort, at, error.detail, name, limits.get(name), container, given.get(name), match[3]
        )
    name = str(place.path[-1])
    if match := _SUM.match(error.detail):
        which: Which = "requests" if match[1] == "requests" else "limits"
        amounts = getattr(own, which) if own else {}
        default = (requests if which == "requests" else limits).get(name)
        at = pod.spec.at / "resources" / which / name
        amount = amounts.get(name)
        return Clash("sum", at, error.detail, name, default, None, amount, match[2], which)
    if container and own and _POD_LIMIT.match(error.detail):
        at, default = own.at / "limits" / name, limits.get(name)
        total = str(default.amount) if default else ""
        amount = own.limits.get(name)
        return Clash("limit", at, error.detail, name, default, container, amount, total)
    return Clash("other", place, error.detail)


def _container(pod: PodTarget, place: Place) -> Container | None:
    for each in pod.spec.all_containers:
        if place.path[: len(each.at.path)] == each.at.path:
            return each
    return None
