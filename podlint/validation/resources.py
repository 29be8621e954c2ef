"""Requests and limits.

Source: `validateResourceRequirements` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from podlint.models import Quantity

from .error import Errors
from .names import dns_label
from .path import Key, Path
from .resource_names import (
    allows_overcommit,
    container_resource_faults,
    fits_huge_pages,
    is_fractional,
    is_huge_pages,
    is_integer_resource,
)

__all__ = ["ResourceList", "refuse_container_resources", "refuse_quantity", "refuse_requirements"]

ResourceList: TypeAlias = "dict[str, Quantity]"
NameCheck: TypeAlias = Callable[[Errors, str, Path], None]
_ORDINARY = frozenset({"cpu", "memory"})
"""The resources that Pods and containers may request in any amount."""


def refuse_container_resources(
    errors: Errors, resources: dict[str, Any], claim_names: frozenset[str], at: Path
) -> None:
    """Refuse invalid requests and limits of a container.

    Go: `ValidateContainerResourceRequirements`.
    """
    if resources:
        refuse_requirements(errors, resources, _refuse_container_name, claim_names, at)


def _refuse_container_name(errors: Errors, name: str, at: Path) -> None:
    errors.invalid_each(at, container_resource_faults(name))


def refuse_requirements(
    errors: Errors,
    resources: dict[str, Any],
    refuse_name: NameCheck,
    claim_names: frozenset[str],
    at: Path,
) -> None:
    """Refuse invalid names and amounts, requests above limits, huge pages alone, and unknown
    claims.

    Go: `validateResourceRequirements`.
    """
    limits: ResourceList = resources.get("limits", {})
    requests: ResourceList = resources.get("requests", {})
    for name, quantity in limits.items():
        place = (*at, "limits", Key(name))
        _refuse_entry(errors, name, quantity, refuse_name, place)
        _refuse_pages(errors, name, quantity, place)
    for name, quantity in requests.items():
        place = (*at, "requests", Key(name))
        _refuse_entry(errors, name, quantity, refuse_name, place)
        _refuse_order(errors, name, quantity, limits, at)
        limit = limits.get(name)
        # An amount that Go compares with a long one becomes a long one itself.
        compared = quantity.as_long() if limit and limit.is_long else quantity
        _refuse_pages(errors, name, compared, place)
    names = {*limits, *requests}
    if names.isdisjoint(_ORDINARY) and any(map(is_huge_pages, names)):
        errors.forbidden(at, "HugePages require cpu or memory")
    if "claims" in resources:
        _refuse_claims(errors, resources["claims"], claim_names, (*at, "claims"))


def _refuse_entry(
    errors: Errors, name: str, quantity: Quantity, refuse_name: NameCheck, at: Path
) -> None:
    if name in _ORDINARY and quantity.nano >= 0:
        return
    refuse_name(errors, name, at)
    refuse_quantity(errors, name, quantity, at)


def _refuse_pages(errors: Errors, name: str, quantity: Quantity, at: Path) -> None:
    """Refuse an amount that is not a whole number of huge pages."""
    if is_huge_pages(name) and not fits_huge_pages(name, quantity):
        errors.invalid(at, f"{quantity} is not positive integer multiple of {name}")


def refuse_quantity(errors: Errors, name: str, quantity: Quantity, at: Path) -> None:
    """Refuse a negative amount, and a fraction of a resource with whole numbers.

    Go: `ValidateResourceQuantityValue`.
    """
    if quantity.nano < 0:
        errors.invalid(at, "must be greater than or equal to 0")
    if is_integer_resource(name) and is_fractional(quantity):
        errors.invalid(at, "must be an integer")


def _refuse_order(
    errors: Errors, name: str, quantity: Quantity, limits: ResourceList, at: Path
) -> None:
    """Refuse a request above its limit, and a different one if overcommitting is not allowed."""
    limit = limits.get(name)
    place, shown = (*at, "requests", name), (*at, "requests")
    if limit is None:
        if not allows_overcommit(name):
            errors.required(
                place, "Limit must be set for non overcommitable resources", (*at, "limits")
            )
    elif quantity.nano != limit.nano and not allows_overcommit(name):
        errors.invalid(place, f"must be equal to {name} limit of {limit}", shown)
    elif quantity.nano > limit.nano:
        errors.invalid(place, f"must be less than or equal to {name} limit of {limit}", shown)


def _refuse_claims(
    errors: Errors, claims: list[dict[str, Any]], claim_names: frozenset[str], at: Path
) -> None:
    """Refuse claims that the Pod does not have, and repeated ones.

    Go: `validateResourceClaimNames`.
    """
    seen: set[str] = set()
    for index, claim in enumerate(claims):
        place = (*at, index)
        name, request = claim.get("name", ""), claim.get("request", "")
        if not name:
            errors.required(place)
            continue
        if name in seen:
            errors.duplicate(place)
        else:
            key = f"{name}/{request}" if request else name
            if request:
                errors.invalid_each((*place, "request"), dns_label(request))
            if key in seen:
                errors.duplicate(place)
            elif not request:
                for other in seen:
                    if other.startswith(f"{name}/"):
                        errors.duplicate(place)
            seen.add(key)
        if name not in claim_names:
            known = f": {', '.join(sorted(claim_names))}" if claim_names else " which is empty"
            errors.not_found(place, f"must be one of the names in pod.spec.resourceClaims{known}")
