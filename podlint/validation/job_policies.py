"""Policies of Jobs: when Pods count as failed, and when the Job succeeds.

Source: `validatePodFailurePolicy` and `validateSuccessPolicy` of `pkg/apis/batch/validation`.
"""

from __future__ import annotations

from typing import Any

from podlint.document.numerals import whole_number

from .error import Errors
from .names import qualified_name, size
from .path import Path
from .quoting import quoted

__all__ = ["refuse_failure_policy", "refuse_replacement_policy", "refuse_success_policy"]

MOST_RULES = 20
MOST_EXIT_CODES = 255
MOST_CONDITIONS = 20
LONGEST_INDEXES = 64 * 1024
ACTIONS = ("Count", "FailIndex", "FailJob", "Ignore")
OPERATORS = ("In", "NotIn")
STATUSES = ("False", "True", "Unknown")
REPLACEMENTS = ("Failed", "TerminatingOrFailed")


def refuse_replacement_policy(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse an unknown policy, and one that contradicts the failure policy.

    Go: `validatePodReplacementPolicy`.
    """
    known = REPLACEMENTS[:1] if "podFailurePolicy" in spec else REPLACEMENTS
    if spec.get("podReplacementPolicy", "Failed") not in known:
        errors.not_supported((*at, "podReplacementPolicy"), known)


def refuse_failure_policy(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse too many rules, and rules that never apply.

    Go: `validatePodFailurePolicy`.
    """
    at = (*at, "podFailurePolicy", "rules")
    rules = spec["podFailurePolicy"].get("rules", ())
    if len(rules) > MOST_RULES:
        errors.too_many(at, MOST_RULES)
    pod = spec["template"]["spec"]
    names = {
        container.get("name", "")
        for group in ("containers", "initContainers")
        for container in pod.get(group, ())
    }
    for index, rule in enumerate(rules):
        _refuse_rule(errors, rule, "backoffLimitPerIndex" in spec, names, (*at, index))


def _refuse_rule(
    errors: Errors, rule: dict[str, Any], per_index: bool, names: set[str], at: Path
) -> None:
    """Go: `validatePodFailurePolicyRule`."""
    action, place = rule.get("action", ""), (*at, "action")
    if not action:
        errors.required(place, _valid(ACTIONS))
    elif action not in ACTIONS:
        errors.not_supported(place, ACTIONS)
    elif action == "FailIndex" and not per_index:
        errors.invalid(place, "requires the backoffLimitPerIndex to be set")
    codes, conditions = rule.get("onExitCodes"), rule.get("onPodConditions")
    if codes is not None:
        _refuse_exit_codes(errors, codes, names, (*at, "onExitCodes"))
    if conditions:
        _refuse_conditions(errors, conditions, (*at, "onPodConditions"))
    if codes is not None and conditions:
        errors.invalid(at, "specifying both OnExitCodes and OnPodConditions is not supported")
    if codes is None and not conditions:
        errors.invalid(at, "specifying one of OnExitCodes and OnPodConditions is required")


def _valid(values: tuple[str, ...]) -> str:
    return "valid values: [" + " ".join(f'"{value}"' for value in values) + "]"


def _refuse_exit_codes(errors: Errors, codes: dict[str, Any], names: set[str], at: Path) -> None:
    """Refuse an unknown operator or container, and exit codes that are missing, too many, or not in
    order.

    Go: `validatePodFailurePolicyRuleOnExitCodes`.
    """
    operator, place = codes.get("operator", ""), (*at, "operator")
    if not operator:
        errors.required(place, _valid(OPERATORS))
    elif operator not in OPERATORS:
        errors.not_supported(place, OPERATORS)
    if "containerName" in codes and codes["containerName"] not in names:
        errors.invalid(
            (*at, "containerName"),
            "must be one of the container or initContainer names in the pod template",
        )
    values, place = codes.get("values", []), (*at, "values")
    if not values:
        errors.invalid(place, "at least one value is required")
    elif len(values) > MOST_EXIT_CODES:
        errors.too_many(place, MOST_EXIT_CODES)
    seen: set[int] = set()
    for index, value in enumerate(values):
        if operator == "In" and value == 0:
            errors.invalid((*place, index), "must not be 0 for the In operator")
        if value in seen:
            errors.duplicate((*place, index))
        seen.add(value)
    if values != sorted(values):
        errors.invalid(place, "must be ordered")


def _refuse_conditions(errors: Errors, conditions: list[dict[str, Any]], at: Path) -> None:
    """Too many conditions, bad names, unknown or missing statuses.

    Go: `validatePodFailurePolicyRuleOnPodConditions`.
    """
    if len(conditions) > MOST_CONDITIONS:
        errors.too_many(at, MOST_CONDITIONS)
    for index, condition in enumerate(conditions):
        errors.invalid_each((*at, index, "type"), qualified_name(condition.get("type", "")))
        status, place = condition.get("status", ""), (*at, index, "status")
        if not status:
            errors.required(place, _valid(STATUSES))
        elif status not in STATUSES:
            errors.not_supported(place, STATUSES)


def refuse_success_policy(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse missing rules, too many rules, and rules that can never be met.

    Go: `validateSuccessPolicy`.
    """
    at = (*at, "successPolicy", "rules")
    rules = spec["successPolicy"].get("rules", ())
    if not rules:
        errors.required(
            at, "at least one rules must be specified when the successPolicy is specified"
        )
    if len(rules) > MOST_RULES:
        errors.too_many(at, MOST_RULES)
    for index, rule in enumerate(rules):
        _refuse_success_rule(errors, rule, spec.get("completions"), (*at, index))


def _refuse_success_rule(
    errors: Errors, rule: dict[str, Any], completions: int | None, at: Path
) -> None:
    """Go: `validateSuccessPolicyRule`."""
    indexes, count = rule.get("succeededIndexes"), rule.get("succeededCount")
    if indexes is None and count is None:
        errors.required(at, "at least one of succeededCount or succeededIndexes must be specified")
    if completions is None:
        return
    total = 0
    if indexes is not None:
        place = (*at, "succeededIndexes")
        if size(indexes) > LONGEST_INDEXES:
            errors.too_long(place, LONGEST_INDEXES)
        try:
            total = count_indexes(indexes, completions)
        except ValueError as problem:
            errors.invalid(place, f"error parsing succeededIndexes: {problem}")
    if count is None:
        return
    place = (*at, "succeededCount")
    errors.negative(place, count)
    if count > completions:
        errors.invalid(
            place,
            f"must be less than or equal to {completions} (the number of specified completions)",
        )
    if indexes is not None and count > total:
        errors.invalid(
            place,
            f"must be less than or equal to {total} "
            "(the number of indexes in the specified succeededIndexes field)",
        )


def count_indexes(text: str, completions: int) -> int:
    """The number of indexes in a list such as `1,3-5`.

    Raises:
        ValueError: The list is invalid or not in order, or has an index that is too high.

    Go: `validateIndexesFormat`.
    """
    last: int | None = None
    total = 0
    for interval in text.split(",") if text else ():
        limits = [_index(part, completions) for part in _parts(interval)]
        first, end = limits[0], limits[-1]
        if len(limits) > 1 and first >= end:
            message = f"non-increasing order, previous: {first}, current: {end}"
            raise ValueError(message)
        if last is not None and last >= first:
            message = f"non-increasing order, previous: {last}, current: {first}"
            raise ValueError(message)
        total += end - first + 1
        last = end
    return total


def _parts(interval: str) -> list[str]:
    parts = interval.split("-")
    if len(parts) > 2:
        message = (
            f"the fragment {quoted(interval)} violates the requirement that an index interval can "
            "have at most two parts separated by '-'"
        )
        raise ValueError(message)
    return parts


def _index(text: str, completions: int) -> int:
    number = whole_number(text)
    if number is None or abs(number) >= 1 << 63:
        message = f"cannot convert string to integer for index: {quoted(text)}"
        raise ValueError(message)
    if number >= completions:
        message = f"too large index: {quoted(text)}"
        raise ValueError(message)
    return number
