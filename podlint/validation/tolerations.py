"""Tolerations.

Source: `ValidateTolerations` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .labels import refuse_label_key
from .names import label_value
from .path import Path

__all__ = ["refuse_tolerations"]


def refuse_tolerations(errors: Errors, tolerations: list[dict[str, Any]], at: Path) -> None:
    """Refuse invalid tolerations.

    Go: `ValidateTolerations`.
    """
    for index, toleration in enumerate(tolerations):
        place = (*at, index)
        key, effect = toleration.get("key", ""), toleration.get("effect", "")
        if key:
            refuse_label_key(errors, key, (*place, "key"))
        elif toleration.get("operator") != "Exists":
            errors.invalid(
                (*place, "operator"),
                "operator must be Exists when `key` is empty, "
                'which means "match all values and all keys"',
            )
        if "tolerationSeconds" in toleration and effect != "NoExecute":
            errors.invalid(
                (*place, "effect"), "effect must be 'NoExecute' when `tolerationSeconds` is set"
            )
        _refuse_operator(errors, toleration, place)
        if effect not in ("", "NoSchedule", "PreferNoSchedule", "NoExecute"):
            errors.not_supported(
                (*place, "effect"), ("NoSchedule", "PreferNoSchedule", "NoExecute")
            )


def _refuse_operator(errors: Errors, toleration: dict[str, Any], at: Path) -> None:
    """Refuse an unknown operator, and a value that does not fit it.

    `Lt` and `Gt` are refused too, because their gate is off by default.
    """
    operator, value = toleration.get("operator", ""), toleration.get("value", "")
    if operator in ("", "Equal"):
        if messages := label_value(value):
            errors.invalid((*at, "value"), ";".join(messages), shown=(*at, "operator"))
    elif operator == "Exists":
        if value:
            errors.invalid(
                (*at, "value"),
                "value must be empty when `operator` is 'Exists'",
                shown=(*at, "operator"),
            )
    elif operator in ("Lt", "Gt"):
        errors.not_supported((*at, "operator"), ("Equal", "Exists", "Lt", "Gt"))
    else:
        errors.not_supported((*at, "operator"), ("Equal", "Exists"))
