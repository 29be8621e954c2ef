"""Device claims.

Source: `validatePodResourceClaim` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .annotations import MIRROR
from .error import Errors
from .names import dns_label, dns_subdomain
from .path import Path, odd

__all__ = ["claim_names", "refuse_claims"]


def claim_names(spec: dict[str, Any]) -> frozenset[str]:
    """The names with which containers refer to the claims.

    Go: `gatherPodResourceClaimNames`.
    """
    return frozenset(filter(None, (claim.get("name") for claim in spec.get("resourceClaims", ()))))


def refuse_claims(
    errors: Errors, spec: dict[str, Any], annotations: dict[str, str], at: Path
) -> None:
    """Refuse claims with invalid names, without a source or with two sources, and claims of static
    Pods.

    `annotations` are those of a Pod, and None for a template.

    Go: `validatePodResourceClaims`.
    """
    seen: set[str] = set()
    for index, claim in enumerate(spec.get("resourceClaims", ())):
        place = (*at, "resourceClaims", index)
        if MIRROR in annotations:
            nowhere = (odd("", "[]"),)
            errors.forbidden(place, "static pods do not support resource claims", shown=nowhere)
            continue
        name = claim.get("name", "")
        if not name:
            errors.required((*place, "name"))
        elif name in seen:
            errors.duplicate((*place, "name"))
        else:
            errors.invalid_each((*place, "name"), dns_label(name))
        seen.add(name)
        _refuse_source(errors, claim, place)


def _refuse_source(errors: Errors, claim: dict[str, Any], at: Path) -> None:
    """Refuse a source without a claim and a template, with both, and invalid names of them."""
    names = [name for name in ("resourceClaimName", "resourceClaimTemplateName") if name in claim]
    if not names:
        errors.invalid(at, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`")
    if len(names) > 1:
        errors.invalid(
            at,
            "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified",
        )
    for name in names:
        errors.invalid_each((*at, name), dns_subdomain(claim[name]))
