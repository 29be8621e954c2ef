"""Labels and label selectors: their formats, and the labels that a selector matches.

Source: `k8s.io/apimachinery/pkg/apis/meta/v1/validation` and `pkg/labels`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .names import label_value, qualified_name
from .path import Path

__all__ = [
    "can_match",
    "is_empty",
    "matches",
    "refuse_label_key",
    "refuse_labels",
    "refuse_selector",
]


def refuse_labels(errors: Errors, labels: dict[str, str], at: Path) -> None:
    """Refuse keys that are not qualified names, and values that are not label values.

    Go: `ValidateLabels`.
    """
    for key, value in labels.items():
        errors.invalid_each((*at, key), qualified_name(key), shown=at, value=key)
        errors.invalid_each((*at, key), label_value(value), shown=at, value=value)


def refuse_label_key(errors: Errors, key: str, at: Path) -> None:
    """Refuse a key that is not a qualified name.

    Go: `ValidateLabelName`.
    """
    errors.invalid_each(at, qualified_name(key))


def refuse_selector(errors: Errors, selector: dict[str, Any] | None, at: Path) -> None:
    """Refuse invalid labels and requirements of a selector; None is valid.

    Go: `ValidateLabelSelector`.
    """
    if not selector:
        return
    refuse_labels(errors, selector.get("matchLabels", {}), (*at, "matchLabels"))
    for index, requirement in enumerate(selector.get("matchExpressions", ())):
        _refuse_requirement(errors, requirement, (*at, "matchExpressions", index))


def _refuse_requirement(errors: Errors, requirement: dict[str, Any], at: Path) -> None:
    """Refuse an unknown operator, values that do not fit it, and an invalid key or value.

    Go: `ValidateLabelSelectorRequirement`.
    """
    operator = requirement.get("operator")
    values = requirement.get("values", ())
    if operator in ("In", "NotIn"):
        if not values:
            errors.required((*at, "values"), "must be specified when `operator` is 'In' or 'NotIn'")
    elif operator in ("Exists", "DoesNotExist"):
        if values:
            errors.forbidden(
                (*at, "values"),
                "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            )
    else:
        errors.invalid((*at, "operator"), "not a valid selector operator")
    errors.invalid_each((*at, "key"), qualified_name(requirement.get("key", "")))
    for index, value in enumerate(values):
        errors.invalid_each((*at, "values", index), label_value(value))


def is_empty(selector: dict[str, Any]) -> bool:
    """Whether a selector matches everything because it has no requirements."""
    return not selector.get("matchLabels") and not selector.get("matchExpressions")


def can_match(selector: dict[str, Any] | None) -> bool:
    """Whether the server can evaluate a selector; None is one that matches nothing.

    Go: `LabelSelectorAsSelector`, if it returns no error.
    """
    probe = Errors()
    refuse_selector(probe, selector, ())
    return not probe.found


def matches(selector: dict[str, Any] | None, labels: dict[str, str]) -> bool:
    """Whether a valid selector matches these labels; None matches nothing.

    Go: `internalSelector.Matches`.
    """
    if selector is None:
        return False
    wanted = selector.get("matchLabels", {})
    if any(labels.get(key) != value for key, value in wanted.items()):
        return False
    return all(_meets(labels, each) for each in selector.get("matchExpressions", ()))


def _meets(labels: dict[str, str], requirement: dict[str, Any]) -> bool:
    key, values = requirement.get("key", ""), requirement.get("values", ())
    match requirement.get("operator"):
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case _:
            return key not in labels
