"""Restart policies of Pods and of single containers.

Source: `validateRestartPolicy`, `validateContainerRestartPolicy` and
`validateInitContainerRestartPolicy` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .features import Features
from .path import Path

__all__ = [
    "refuse_container_restarts",
    "refuse_init_container_restarts",
]

CONTAINER_POLICIES = ("Always", "Never", "OnFailure")
OPERATORS = ("In", "NotIn")
MOST_RULES = 20
MOST_EXIT_CODES = 255


def refuse_container_restarts(
    errors: Errors, container: dict[str, Any], features: Features, at: Path
) -> None:
    """Refuse an unknown policy, rules without a policy, and rules without a condition.

    Go: `validateContainerRestartPolicy`.
    """
    policy, rules = container.get("restartPolicy"), container.get("restartPolicyRules", ())
    if policy is None and not rules:
        return
    if not features.restart_rules:
        errors.forbidden((*at, "restartPolicy"), "may not be set for non-init containers")
        return
    if policy is None:
        errors.required(
            (*at, "restartPolicy"), "must specify restartPolicy when restart rules are used"
        )
    elif policy not in CONTAINER_POLICIES:
        errors.not_supported((*at, "restartPolicy"), CONTAINER_POLICIES)
    if len(rules) > MOST_RULES:
        _refuse_excess(errors, MOST_RULES, features, (*at, "restartPolicyRules"))
    for index, rule in enumerate(rules):
        _refuse_rule(errors, rule, features, (*at, "restartPolicyRules", index))


def _refuse_rule(errors: Errors, rule: dict[str, Any], features: Features, at: Path) -> None:
    actions = ("Restart", "RestartAllContainers")[: 1 + features.restart_all_containers]
    if rule.get("action") not in actions:
        errors.not_supported((*at, "action"), actions)
    place = (*at, "exitCodes")
    codes = rule.get("exitCodes")
    if codes is None:
        errors.required(place, "must be specified")
        return
    if codes.get("operator") not in OPERATORS:
        errors.not_supported((*place, "operator"), OPERATORS)
    if len(codes.get("values", ())) > MOST_EXIT_CODES:
        _refuse_excess(errors, MOST_EXIT_CODES, features, (*place, "values"))


def _refuse_excess(errors: Errors, limit: int, features: Features, at: Path) -> None:
    if features.excess_is_too_many:
        errors.too_many(at, limit)
    else:
        errors.too_long(at, limit)


def refuse_init_container_restarts(
    errors: Errors, container: dict[str, Any], features: Features, at: Path
) -> None:
    """As for app containers, but rules without a policy are not checked further.

    Before `RestartAllContainers`, sidecars must not have rules. Before any rules, they must not
    have another policy.

    Go: `validateInitContainerRestartPolicy`.
    """
    if "restartPolicy" in container:
        if not features.restart_rules:
            if container["restartPolicy"] != "Always":
                errors.not_supported((*at, "restartPolicy"), ("Always",))
        elif features.restart_all_containers or container["restartPolicy"] != "Always":
            refuse_container_restarts(errors, container, features, at)
        elif container.get("restartPolicyRules"):
            errors.forbidden(
                (*at, "restartPolicyRules"),
                "restartPolicyRules are not allowed for init containers with restart policy Always",
            )
    elif container.get("restartPolicyRules"):
        errors.required(
            (*at, "restartPolicy"), "must specify restartPolicy when restart rules are used"
        )
