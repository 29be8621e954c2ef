"""Affinity to nodes and Pods.

Source: `validateAffinity` and its neighbours in `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .labels import refuse_label_key, refuse_selector
from .names import dns_label, dns_subdomain, label_value
from .path import Path, odd

__all__ = ["refuse_affinity", "refuse_label_keys"]

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


def refuse_affinity(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse invalid terms and weights.

    Go: `validateAffinity`.
    """
    affinity = spec.get("affinity")
    if not affinity:
        return
    at = (*at, "affinity")
    if "nodeAffinity" in affinity:
        _refuse_node_affinity(errors, affinity["nodeAffinity"], (*at, "nodeAffinity"))
    for name in ("podAffinity", "podAntiAffinity"):
        terms = affinity.get(name, {})
        for index, term in enumerate(terms.get(_REQUIRED, ())):
            _refuse_pod_term(errors, term, (*at, name, _REQUIRED, index))
        for index, weighted in enumerate(terms.get(_PREFERRED, ())):
            place = (*at, name, _PREFERRED, index)
            _refuse_weight(errors, weighted, place)
            term = weighted.get("podAffinityTerm", {})
            _refuse_pod_term(errors, term, (*place, "podAffinityTerm"))


def _refuse_weight(errors: Errors, term: dict[str, Any], at: Path) -> None:
    if not 1 <= term.get("weight", 0) <= 100:
        errors.invalid((*at, "weight"), "must be in the range 1-100")


def _refuse_node_affinity(errors: Errors, affinity: dict[str, Any], at: Path) -> None:
    """Refuse invalid terms, and a required affinity without a term.

    Go: `validateNodeAffinity`.
    """
    if _REQUIRED in affinity:
        place = (*at, _REQUIRED, "nodeSelectorTerms")
        terms = affinity[_REQUIRED].get("nodeSelectorTerms")
        if not terms:
            errors.required(place, "must have at least one node selector term")
        for index, term in enumerate(terms or ()):
            _refuse_node_term(errors, term, True, (*place, index))
    for index, weighted in enumerate(affinity.get(_PREFERRED, ())):
        place = (*at, _PREFERRED, index)
        _refuse_weight(errors, weighted, place)
        # Invalid values of labels only cause a warning here, because the Pod may run on any node.
        term = weighted.get("preference", {})
        _refuse_node_term(errors, term, False, (*place, "preference"))


def _refuse_node_term(errors: Errors, term: dict[str, Any], values: bool, at: Path) -> None:
    """Go: `ValidateNodeSelectorTerm`."""
    for index, requirement in enumerate(term.get("matchExpressions", ())):
        _refuse_node_requirement(errors, requirement, values, (*at, "matchExpressions", index))
    for index, requirement in enumerate(term.get("matchFields", ())):
        _refuse_node_field(errors, requirement, (*at, "matchFields", index))


def _refuse_node_requirement(
    errors: Errors, requirement: dict[str, Any], check_values: bool, at: Path
) -> None:
    """Refuse an unknown operator, values that do not fit it, and an invalid key or value.

    Go: `ValidateNodeSelectorRequirement`.
    """
    values, place = requirement.get("values", ()), (*at, "values")
    match requirement.get("operator"):
        case "In" | "NotIn":
            if not values:
                errors.required(place, "must be specified when `operator` is 'In' or 'NotIn'")
        case "Exists" | "DoesNotExist":
            if values:
                errors.forbidden(
                    place, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
                )
        case "Gt" | "Lt":
            if len(values) != 1:
                errors.required(
                    place, "must be specified single value when `operator` is 'Lt' or 'Gt'"
                )
        case _:
            errors.invalid((*at, "operator"), "not a valid selector operator")
    refuse_label_key(errors, requirement.get("key", ""), (*at, "key"))
    if check_values:
        for index, value in enumerate(values):
            errors.invalid_each((*place, index), label_value(value))


def _refuse_node_field(errors: Errors, requirement: dict[str, Any], at: Path) -> None:
    """Refuse any requirement that does not select one node by its name.

    Go: `ValidateNodeFieldSelectorRequirement`.
    """
    values = requirement.get("values", ())
    if requirement.get("operator") not in ("In", "NotIn"):
        errors.invalid((*at, "operator"), "not a valid selector operator")
    elif len(values) != 1:
        errors.required(
            (*at, "values"),
            "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
        )
    if requirement.get("key") != "metadata.name":
        errors.invalid((*at, "key"), "not a valid field selector key")
        return
    for index, value in enumerate(values):
        errors.invalid_each((*at, "values", index), dns_subdomain(value))


def _refuse_pod_term(errors: Errors, term: dict[str, Any], at: Path) -> None:
    """Refuse invalid selectors, namespaces and keys.

    Go: `validatePodAffinityTerm`.
    """
    for name in ("labelSelector", "namespaceSelector"):
        refuse_selector(errors, term.get(name), (*at, name))
    for index, name in enumerate(term.get("namespaces", ())):
        place, shown = (*at, "namespaces", index), (*at, "namespace")
        errors.invalid_each(place, dns_label(name), shown, name)
    refuse_label_keys(errors, term, at)
    key, place = term.get("topologyKey", ""), (*at, "topologyKey")
    if not key:
        errors.required(place, "can not be empty")
    refuse_label_key(errors, key, place)


def refuse_label_keys(errors: Errors, term: dict[str, Any], at: Path) -> None:
    """Refuse keys of the Pod's labels that are invalid or also in the selector or the other list.

    Go: `ValidateMatchLabelKeysAndMismatchLabelKeys`.
    """
    keys, others = term.get("matchLabelKeys", ()), term.get("mismatchLabelKeys", ())
    if not keys and not others:
        return
    selector = term.get("labelSelector")
    for name, listed in (("matchLabelKeys", keys), ("mismatchLabelKeys", others)):
        if listed and selector is None:
            errors.forbidden((*at, name), "must not be specified when labelSelector is not set")
        elif listed:
            for index, key in enumerate(listed):
                refuse_label_key(errors, key, (*at, name, index))
    if selector is not None:
        last = {key: index for index, key in enumerate(keys)}
        seen = set(selector.get("matchLabels", ()))
        for requirement in selector.get("matchExpressions", ()):
            key = requirement.get("key", "")
            if key in seen and key in last:
                errors.invalid(
                    (*at, odd("matchLabelKeys", ""), last[key]),
                    "exists in both matchLabelKeys and labelSelector",
                )
            seen.add(key)
    for index, key in enumerate(keys):
        if key in others:
            errors.invalid(
                (*at, "matchLabelKeys", index),
                "exists in both matchLabelKeys and mismatchLabelKeys",
            )
